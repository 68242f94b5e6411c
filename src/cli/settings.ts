import { readFileSync, statSync } from "node:fs";
import { urlFromParts } from "../database/url.ts";
import { ConfigurationError } from "../errors/index.ts";
import type { TransactionMode } from "../plan/index.ts";
import type { ConfigFile } from "./config-file.ts";

/** Flags as the command line gave them, by camelCase name; absent where not given. */
export type Flags = Readonly<Record<string, unknown>>;

/** A setting's value and what gave it. */
export interface Sourced<Value = unknown> {
  readonly value: Value;
  /** For people: `--schema`, `DATABASE_URL in the environment`, `pgmaestro.config.json`, `default`. */
  readonly source: string;
}

/** The settings of a run, each with its source. `databaseUrl` is absent where nothing names a database. */
export interface Settings {
  readonly databaseUrl?: Sourced<string>;
  readonly migrationsDir: Sourced<string>;
  readonly migrationsTable: Sourced<string>;
  readonly migrationsSchema?: Sourced<string>;
  readonly schema?: Sourced<readonly string[]>;
  readonly ignorePattern?: Sourced<string>;
  readonly transaction: Sourced<TransactionMode>;
  readonly checkOrder: Sourced<boolean>;
  readonly lock: Sourced<boolean>;
  readonly lockWait: Sourced<number>;
  readonly lockValue?: Sourced<string>;
}

/** Where settings come from, strongest first. */
export interface SettingSources {
  readonly flags: Flags;
  readonly environment: Environment;
  readonly config: ConfigFile | undefined;
}

/** A variable's value and where it stands. */
export type Environment = Readonly<Record<string, Sourced<string> | undefined>>;

/** The embedded development database, for when nothing else is said. */
export const developmentUrl = "pglite:./.pgmaestro/database";

/** Puts the settings together: flags, environment, .env, config file, defaults. */
export function resolveSettings(sources: SettingSources): Settings {
  const pick = <Value>(key: string, fallback?: Value) =>
    find(sources, key, fallback) as Sourced<Value>;
  const schema = find(sources, "schema");
  const lockValue = find(sources, "lockValue");
  return withoutAbsent({
    databaseUrl: databaseUrl(sources),
    migrationsDir: pick("migrationsDir", "migrations"),
    migrationsTable: pick("migrationsTable", "pgmigrations"),
    migrationsSchema: find(sources, "migrationsSchema"),
    schema: schema && { ...schema, value: [schema.value].flat() },
    ignorePattern: find(sources, "ignorePattern"),
    transaction: pick<TransactionMode>("transaction", "auto"),
    checkOrder: pick("checkOrder", true),
    lock: pick("lock", true),
    lockWait: pick("lockWait", 60),
    lockValue: lockValue && { ...lockValue, value: String(lockValue.value) },
  }) as unknown as Settings;
}

function find(
  { flags, environment, config }: SettingSources,
  key: string,
  fallback?: unknown,
): Sourced | undefined {
  if (flags[key] !== undefined) return { value: flags[key], source: flagOf(key) };
  const variable = environment[variableOf(key)];
  if (variable !== undefined && key in variableParsers)
    return { ...variable, value: variableParsers[key]!(variable) };
  if (config?.content[key] !== undefined)
    return { value: config.content[key], source: config.path };
  return fallback === undefined ? undefined : { value: fallback, source: "default" };
}

function flagOf(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function variableOf(key: string): string {
  return `PGMAESTRO_${key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** Settings that variables named PGMAESTRO_… may give. */
const variableParsers: Record<string, (variable: Sourced<string>) => unknown> = {
  migrationsDir: ({ value }) => value,
  migrationsTable: ({ value }) => value,
  migrationsSchema: ({ value }) => value,
  schema: ({ value }) => value.split(",").map((name) => name.trim()),
  ignorePattern: ({ value }) => value,
  transaction: oneOf("auto", "all", "each", "none"),
  checkOrder: yesOrNo,
  lock: yesOrNo,
  lockWait: seconds,
  lockValue: ({ value }) => value,
};

function oneOf(...choices: string[]) {
  return ({ value, source }: Sourced<string>) => {
    if (choices.includes(value)) return value;
    throw new ConfigurationError(
      `${source}: "${value}" is not one of ${choices.join(", ")}`,
      "Correct it.",
    );
  };
}

function yesOrNo({ value, source }: Sourced<string>): boolean {
  if (/^(?:true|1|yes|on)$/i.test(value)) return true;
  if (/^(?:false|0|no|off)$/i.test(value)) return false;
  throw new ConfigurationError(
    `${source}: "${value}" is neither true nor false`,
    "Write true or false.",
  );
}

function seconds({ value, source }: Sourced<string>): number {
  const number = Number(value);
  if (value !== "" && number >= 0) return number;
  throw new ConfigurationError(
    `${source}: "${value}" is not a number of seconds`,
    "Write a number, 0 or more.",
  );
}

/** DATABASE_URL wins over POSTGRES_…, which win over PG…; the config file comes after all of them. */
function databaseUrl(sources: SettingSources): Sourced<string> | undefined {
  const { flags, environment } = sources;
  if (flags["databaseUrl"] !== undefined)
    return { value: String(flags["databaseUrl"]), source: "--database-url" };
  const variable = String(find(sources, "databaseUrlVar", "DATABASE_URL")!.value);
  const named = environment[variable];
  if (named === undefined && variable !== "DATABASE_URL") {
    throw new ConfigurationError(
      `The variable ${variable} is not set`,
      "--database-url-var names the variable that holds the URL.",
    );
  }
  return (
    named ??
    fromParts(environment, postgresVariables) ??
    fromParts(environment, pgVariables) ??
    (find({ ...sources, flags: {} }, "databaseUrl") as Sourced<string> | undefined)
  );
}

const postgresVariables = {
  host: "POSTGRES_HOST",
  port: "POSTGRES_PORT",
  database: "POSTGRES_DB",
  user: "POSTGRES_USER",
  password: "POSTGRES_PASSWORD",
};

const pgVariables = {
  host: "PGHOST",
  port: "PGPORT",
  database: "PGDATABASE",
  user: "PGUSER",
  password: "PGPASSWORD",
};

function fromParts(
  environment: Environment,
  names: Record<string, string>,
): Sourced<string> | undefined {
  const given = Object.entries(names).filter(([, name]) => environment[name] !== undefined);
  if (given.length === 0) return undefined;
  const parts = Object.fromEntries(given.map(([part, name]) => [part, environment[name]!.value]));
  const places = [
    ...new Set(given.map(([, name]) => environment[name]!.source.replace(/^\S+ in /, ""))),
  ];
  return {
    value: urlFromParts({ host: "localhost", ...parts }),
    source: `${given.map(([, name]) => name).join(", ")} in ${places.join(" and ")}`,
  };
}

/** The process's variables over those of the .env file; empty ones count as not set. */
export function readEnvironment(
  variables: NodeJS.ProcessEnv,
  dotenv: Readonly<Record<string, string>>,
  file: string,
): Environment {
  const environment: Record<string, Sourced<string>> = {};
  for (const [name, value] of Object.entries(dotenv)) {
    if (value !== "") environment[name] = { value, source: `${name} in ${file}` };
  }
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined && value !== "")
      environment[name] = { value, source: `${name} in the environment` };
  }
  return environment;
}

/**
 * Reads a .env file; an absent one is empty unless it was asked for by name.
 * @throws ConfigurationError
 */
export async function readDotenv(named: string | undefined): Promise<Record<string, string>> {
  const path = named ?? ".env";
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    if (named === undefined) return {};
    throw new ConfigurationError(`There is no file ${named}`, "Check --env-path.");
  }
  const { default: dotenv } = await import("dotenv");
  return dotenv.parse(readFileSync(path));
}

function withoutAbsent<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Value;
}
