import { ConfigurationError } from "../errors/index.ts";
import type { LintConfig } from "../lint/index.ts";
import { spelling, optionValue } from "./option.ts";
import { translatedFlags } from "./node-pg-migrate-flags.ts";
import type { SettingDefinition, SettingsOf } from "./setting.ts";
import type { ConfigFile, Sourced, Sources } from "./sources.ts";

/**
 * Looks settings up: flags, environment, .env, config file, config package, defaults.
 * @throws ConfigurationError | InvalidRequestError
 */
export function resolveSettings<One extends SettingDefinition>(
  settings: readonly One[],
  sources: Sources,
): SettingsOf<One> {
  const found = settings.map((one) => [one.name, resolve(one, sources)]);
  return Object.fromEntries(found) as SettingsOf<One>;
}

function resolve(one: SettingDefinition, sources: Sources): Sourced | undefined {
  const found = one.find === undefined ? findUsual(one, sources) : one.find(sources);
  if (found !== undefined || one.fallback === undefined) return found;
  return { value: one.fallback, source: "default" };
}

/** The strongest place that gives a setting. */
export function findUsual<Value>(
  one: SettingDefinition<string, Value>,
  sources: Sources,
): Sourced<Value> | undefined {
  const given = inFlags(one, sources) ?? inVariable(one, sources);
  return given ?? (one.isFlagOnly ? undefined : inConfigs(one, sources));
}

/** What a flag of ours, or one of node-pg-migrate's for the same, says. */
export function inFlags<Value>(
  { kind, option, name }: SettingDefinition<string, Value>,
  { flags }: Sources,
): Sourced<Value> | undefined {
  const given = option && optionValue(option, flags);
  if (given !== undefined) return { value: given, source: flagOf(option!.name, given) };
  const translated = translatedFlags(flags)[name];
  return translated && sourced(kind.accept(translated.value), translated.source);
}

function flagOf(name: string, value: unknown): string {
  return value === false ? spelling(name).replace("--", "--no-") : spelling(name);
}

function inVariable<Value>(
  { kind, variable }: SettingDefinition<string, Value>,
  { environment }: Sources,
): Sourced<Value> | undefined {
  const found = variable === undefined ? undefined : environment[variable];
  if (found === undefined) return undefined;
  const value = kind.parse(found.value);
  if (value !== undefined) return { value, source: found.source };
  throw new ConfigurationError(
    `${found.source}: "${found.value}" must be ${kind.expected}`,
    "Correct the variable, or unset it.",
  );
}

/** What the config file says, or else the config package. */
export function inConfigs<Value>(
  one: SettingDefinition<string, Value>,
  { config, configPackage }: Sources,
): Sourced<Value> | undefined {
  return inConfig(one, config) ?? inConfig(one, configPackage);
}

function inConfig<Value>(
  { kind, name }: SettingDefinition<string, Value>,
  config: ConfigFile | undefined,
): Sourced<Value> | undefined {
  return config && sourced(kind.accept(config.content[name]), config.path);
}

function sourced<Value>(value: Value | undefined, source: string): Sourced<Value> | undefined {
  return value === undefined ? undefined : { value, source };
}

/** What the config file, or else the config package, says of linting. */
export function lintConfigIn({ config, configPackage }: Sources): Sourced<LintConfig> | undefined {
  return lintIn(config) ?? lintIn(configPackage);
}

function lintIn(config: ConfigFile | undefined): Sourced<LintConfig> | undefined {
  return config && sourced(config.content.lint, config.path);
}
