import { definitions } from "./kinds.ts";
import { option } from "./option.ts";
import { inConfigs, inFlags } from "./resolve.ts";
import { setting, type SettingDefinition } from "./setting.ts";
import type { Environment, Sourced, Sources } from "./sources.ts";

type Definitions = Readonly<Record<string, string>>;

const usual = setting(
  option("--define <name=value>", definitions, "a variable of migrations that ask for them"),
  undefined,
);

/** What psql's variables stand for in migrations; --define wins over the config, which wins over PGMAESTRO_VAR_NAME. */
export const variables: SettingDefinition<"variables", Definitions, undefined> = {
  ...usual,
  name: "variables",
  variable: undefined,
  find: findVariables,
};

function findVariables(sources: Sources): Sourced<Definitions> | undefined {
  const found = [
    inEnvironment(sources.environment),
    inConfigs(variables, sources),
    inFlags(variables, sources),
  ].filter((one) => one !== undefined);
  if (found.length === 0) return undefined;
  return {
    value: Object.assign({}, ...found.map(({ value }) => value)) as Definitions,
    source: found
      .map(({ source }) => source)
      .toReversed()
      .join(", "),
  };
}

const prefix = "PGMAESTRO_VAR_";

function inEnvironment(environment: Environment): Sourced<Definitions> | undefined {
  const named = Object.entries(environment).filter(([name]) => name.startsWith(prefix));
  if (named.length === 0) return undefined;
  const value = Object.fromEntries(
    named.map(([name, one]) => [name.slice(prefix.length), one!.value]),
  );
  return { value, source: `${prefix}… in the environment` };
}

const secretName = /pass|pwd|pw$|^pw_|secret|token|key|credential|private/i;

/** The values of variables whose names say that they are secret. */
export function secretVariables(sources: Sources): string[] {
  const { value = {} } = findVariables(sources) ?? {};
  return Object.entries(value).flatMap(([name, one]) => (secretName.test(name) ? [one] : []));
}
