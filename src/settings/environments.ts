import { ConfigurationError, InvalidRequestError } from "../errors/index.ts";
import { nearestName } from "../nearest-name.ts";
import { isVariableReference, type VariableReference } from "../variable-reference.ts";
import type { EnvironmentDefinition, Environments } from "./environment-definition.ts";
import { type Address, text, type ValueKind } from "./kinds.ts";
import { option, spelling } from "./option.ts";
import { findUsual, inConfigs } from "./resolve.ts";
import { configOnly, setting } from "./setting.ts";
import type { Environment, Sourced, Sources } from "./sources.ts";

/** The environment that a command works on. No config file says which: that is for whoever runs it to say. */
export const environmentName = {
  ...setting(option("--env <name>", text, "the environment, of those in the config"), undefined),
  isFlagOnly: true,
} as const;

const byName: ValueKind<Environments> = {
  parse: () => undefined,
  accept: (value) => value as Environments | undefined, // as the config's schema has checked it
  expected: "an object of environments by name",
};

/** The environments of the config file. */
export const environments = configOnly("environments", byName);

/** An environment with its name, and what describes it. */
export interface NamedEnvironment extends EnvironmentDefinition {
  readonly name: string;
  /** For people: `environments.staging in pgmaestro.config.json`. */
  readonly source: string;
}

/**
 * The environment that is asked for.
 * @throws ConfigurationError where there is none of that name; InvalidRequestError beside another name for the database
 */
export function chosenEnvironment(sources: Sources): NamedEnvironment | undefined {
  const asked = findUsual(environmentName, sources);
  if (asked === undefined) return undefined;
  refuseOtherDatabase(asked, sources);
  return environmentNamed(asked.value, inConfigs(environments, sources), asked.source);
}

/** @throws ConfigurationError where there is none of that name */
export function environmentNamed(
  name: string,
  found: Sourced<Environments> | undefined,
  wanted: string,
): NamedEnvironment {
  const definition = found && Object.hasOwn(found.value, name) ? found.value[name] : undefined;
  if (definition !== undefined)
    return { ...definition, name, source: `environments.${name} in ${found!.source}` };
  throw new ConfigurationError(
    `There is no environment "${name}", which ${wanted} names`,
    suggestion(name, Object.keys(found?.value ?? {})),
  );
}

function suggestion(name: string, known: readonly string[]): string {
  if (known.length === 0)
    return `Describe it in the config file: "environments": { "${name}": { "url": { "env": "${name.toUpperCase().replaceAll(/\W/g, "_")}_URL" } } }.`;
  const near = nearestName(name, known, 3);
  return near ? `Did you mean ${near}?` : `The environments are: ${known.join(", ")}.`;
}

const otherNames = ["databaseUrl", "databaseUrlVar"];

/** Whoever names two databases means one of them, and nobody knows which. */
function refuseOtherDatabase(asked: Sourced, { flags }: Sources): void {
  const other = otherNames.find((name) => flags[name] !== undefined);
  if (other === undefined) return;
  throw new InvalidRequestError(
    `${asked.source} and ${spelling(other)} both name the database`,
    "Give one of them.",
  );
}

/**
 * Where an environment's database is.
 * @throws ConfigurationError where nothing says it
 */
export function addressOf(
  { name, url, source }: NamedEnvironment,
  environment: Environment,
): Sourced<Address> {
  if (url === undefined)
    throw new ConfigurationError(
      `${source} has no url`,
      `Give it one: { "${name}": { "url": { "env": "NAME_OF_A_VARIABLE" } } }.`,
    );
  return referredValue(url, environment, source);
}

/**
 * A value of the config file, or of the variable that stands for it.
 * @throws ConfigurationError where that is not set
 */
export function referredValue<Value>(
  value: Value | VariableReference,
  environment: Environment,
  source: string,
): Sourced<Value> {
  if (!isVariableReference(value)) return { value, source };
  const variable = environment[value.env];
  if (variable === undefined)
    throw new ConfigurationError(
      `The variable ${value.env} is not set, which ${source} names`,
      "Set it in the environment or the .env file.",
    );
  return { value: variable.value as Value, source: `${source} (${variable.source})` };
}

/** A value of the config file, or of the variable that stands for it; undefined where that is not set. */
export function valueIfSet<Value>(
  value: Value | VariableReference,
  environment: Environment,
): Value | undefined {
  return isVariableReference(value) ? (environment[value.env]?.value as Value) : value;
}
