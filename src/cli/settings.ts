import { ConfigurationError } from "../errors/index.ts";
import type { LintConfig } from "../lint/index.ts";
import type { Numbering } from "../migrations/index.ts";
import type { MigrationLanguage } from "../migrations/index.ts";
import type { TransactionMode } from "../plan/index.ts";
import type { ConfigFile } from "./config-file.ts";
import { addressOf, usualVariable, type Address } from "./database-setting.ts";
import type { Environment } from "./environment.ts";
import { translatedFlags } from "./node-pg-migrate-flags.ts";
import type { Flags, Sourced } from "./sourced.ts";
import { variableParsers } from "./variables.ts";

/** The settings of a run, each with its source. `databaseUrl` is absent where nothing names a database. */
export interface Settings {
  readonly databaseUrl?: Sourced<Address>;
  /** The variable that holds the URL, where one is named. */
  readonly databaseUrlVar?: Sourced<string>;
  /** The server that `verify` makes its scratch databases on; absent for the embedded one. */
  readonly scratchDatabaseUrl?: Sourced<string>;
  readonly rejectUnauthorized?: Sourced<boolean>;
  readonly migrationsDir: Sourced<string>;
  readonly useGlob: Sourced<boolean>;
  readonly migrationsTable: Sourced<string>;
  readonly migrationsSchema?: Sourced<string>;
  readonly schema?: Sourced<readonly string[]>;
  readonly createSchema: Sourced<boolean>;
  readonly ignorePattern?: Sourced<string>;
  readonly transaction: Sourced<TransactionMode>;
  readonly checkOrder: Sourced<boolean>;
  readonly lock: Sourced<boolean>;
  readonly lockWait: Sourced<number>;
  readonly lockValue?: Sourced<string>;
  readonly decamelize: Sourced<boolean>;
  readonly tsconfigPaths: Sourced<boolean | string>;
  readonly migrationFileLanguage: Sourced<MigrationLanguage>;
  /** Absent for the form of the newest migration. */
  readonly migrationFilenameFormat?: Sourced<Numbering>;
  readonly templateFileName?: Sourced<string>;
  /** As the config file has it; which names in it there are is not checked. */
  readonly lint?: Sourced<LintConfig>;
}

/** Where settings come from, strongest first. */
export interface SettingSources {
  readonly flags: Flags;
  readonly environment: Environment;
  readonly config: ConfigFile | undefined;
  /** What the project's `config` package says. */
  readonly configPackage?: ConfigFile | undefined;
}

/** The embedded development database, for when nothing else is said. */
export const developmentUrl = "pglite:./.pgmaestro/database";

/**
 * Puts the settings together: flags, environment, .env, config file, config package, defaults.
 * @throws ConfigurationError | InvalidRequestError
 */
export function resolveSettings(sources: SettingSources): Settings {
  const { config, configPackage } = sources;
  const find = finder(sources);
  const pick = <Value>(key: string, fallback: Value) =>
    (find(key) ?? { value: fallback, source: "default" }) as Sourced<Value>;
  const schema = find("schema");
  const lockValue = find("lockValue");
  return withoutAbsent({
    databaseUrl: databaseUrl(sources),
    databaseUrlVar: find("databaseUrlVar"),
    scratchDatabaseUrl: scratchDatabaseUrl(sources),
    rejectUnauthorized: find("rejectUnauthorized"),
    migrationsDir: pick("migrationsDir", "migrations"),
    useGlob: pick("useGlob", false),
    migrationsTable: pick("migrationsTable", "pgmigrations"),
    migrationsSchema: find("migrationsSchema"),
    schema: schema && { ...schema, value: [schema.value].flat() },
    createSchema: pick("createSchema", false),
    ignorePattern: find("ignorePattern"),
    transaction: pick<TransactionMode>("transaction", "auto"),
    checkOrder: pick("checkOrder", true),
    lock: pick("lock", true),
    lockWait: pick("lockWait", 60),
    lockValue: lockValue && { ...lockValue, value: wholeNumber(lockValue) },
    decamelize: pick("decamelize", false),
    tsconfigPaths: pick<boolean | string>("tsconfigPaths", false),
    migrationFileLanguage: pick<MigrationLanguage>("migrationFileLanguage", "sql"),
    migrationFilenameFormat: find("migrationFilenameFormat"),
    templateFileName: find("templateFileName"),
    lint: inConfig(config, "lint") ?? inConfig(configPackage, "lint"),
  }) as unknown as Settings;
}

/** Text, since it may be greater than numbers can be. */
function wholeNumber({ value, source }: Sourced): string {
  const text = String(value);
  if (/^-?\d{1,19}$/.test(text)) return text;
  throw new ConfigurationError(
    `${source}: "${text}" is not a whole number`,
    "The lock's number is a bigint, as in 7241865325823964.",
  );
}

/** Asks flags, variables and configs for a setting, in this order. */
function finder({ flags, environment, config, configPackage }: SettingSources) {
  const translated = translatedFlags(flags);
  return (key: string): Sourced | undefined =>
    (flags[key] === undefined
      ? undefined
      : { value: flags[key], source: flagOf(key, flags[key]) }) ??
    translated[key] ??
    variable(environment, key) ??
    inConfig(config, key) ??
    inConfig(configPackage, key);
}

function flagOf(key: string, value: unknown): string {
  return `--${value === false ? "no-" : ""}${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function variable(environment: Environment, key: string): Sourced | undefined {
  const name = `PGMAESTRO_${key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
  const found = environment[name];
  const parse = variableParsers[key];
  return found && parse && { ...found, value: parse(found) };
}

function inConfig(config: ConfigFile | undefined, key: string): Sourced | undefined {
  const value = config?.content[key];
  return value === undefined ? undefined : { value, source: config!.path };
}

function databaseUrl(sources: SettingSources): Sourced<Address> | undefined {
  const { flags, environment, config, configPackage } = sources;
  const find = finder(sources);
  const flag = flags["databaseUrl"];
  return addressOf({
    flag: flag === undefined ? undefined : { value: String(flag), source: "--database-url" },
    variable: find("databaseUrlVar") as Sourced<string> | undefined,
    environment,
    configured: (inConfig(config, "databaseUrl") ?? inConfig(configPackage, "databaseUrl")) as
      | Sourced<Address>
      | undefined,
  });
}

function scratchDatabaseUrl(sources: SettingSources): Sourced | undefined {
  const { flags, environment, config, configPackage } = sources;
  const flag = flags["scratch"];
  return (
    (flag === undefined ? undefined : { value: flag, source: "--scratch" }) ??
    environment["SCRATCH_DATABASE_URL"] ??
    inConfig(config, "scratchDatabaseUrl") ??
    inConfig(configPackage, "scratchDatabaseUrl")
  );
}

/**
 * The variable that was to hold the URL and is not set.
 * @throws ConfigurationError
 */
export function refuseUnsetVariable({ databaseUrl: found, databaseUrlVar }: Settings): void {
  const name = databaseUrlVar?.value ?? usualVariable;
  if (found !== undefined || name === usualVariable) return;
  throw new ConfigurationError(
    `The variable ${name} is not set`,
    "--database-url-var names the variable that holds the URL.",
  );
}

function withoutAbsent<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Value;
}
