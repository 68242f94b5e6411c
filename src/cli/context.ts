import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import type { RunOptions, ScriptOptions } from "../engine/index.ts";
import type { ScratchSettings } from "../trial/index.ts";
import { embeddedDirectory, overTls } from "../database/index.ts";
import { ConfigurationError, InvalidRequestError } from "../errors/index.ts";
import { readConfigFile } from "./config-file.ts";
import { createOutput, type Output } from "./output.ts";
import { readConfigPackage } from "./config-package.ts";
import type { Address } from "./database-setting.ts";
import { exportVariables, readDotenv, readEnvironment } from "./environment.ts";
import { scratchUrl } from "./scratch-setting.ts";
import { developmentUrl, refuseUnsetVariable, resolveSettings, type Settings } from "./settings.ts";
import type { Flags, Sourced } from "./sourced.ts";

/** What every command of the command line starts from. */
export interface CliContext {
  readonly flags: Flags;
  readonly settings: Settings;
  readonly output: Output;
}

/** Reads flags, environment, .env, config file and config package, once. */
export async function createContext(flags: Flags): Promise<CliContext> {
  const { envPath, configFile, configValue = "db" } = flags as Record<string, string | undefined>;
  const dotenv = await readDotenv(envPath);
  const environment = readEnvironment(process.env, dotenv, envPath ?? ".env");
  exportVariables(dotenv);
  const config = await readConfigFile(configFile, configValue);
  const configPackage = await readConfigPackage(configValue);
  return {
    flags,
    settings: resolveSettings({ flags, environment, config, configPackage }),
    output: createOutput(flags),
  };
}

/** The options that all commands on a target share. */
export function targetOptions(context: CliContext): RunOptions {
  const { settings, flags, output } = context;
  return {
    database: forServer(databaseOf(settings, output, flags["dryRun"] === true)),
    ...optionsWithoutTarget(context),
  };
}

/** The same for commands that compare a target with a scratch database, which may be embedded. */
export function comparisonOptions(context: CliContext): RunOptions & ScratchSettings {
  const { settings, output } = context;
  return { database: databaseOf(settings, output, false), ...scratchAndScript(context) };
}

/** What runs migrations on a scratch database. */
export function scratchAndScript(context: CliContext): ScriptOptions & ScratchSettings {
  const scratch = scratchUrl(context.settings);
  return { ...optionsWithoutTarget(context), scratch, cache };
}

/** What may be lost, but makes the next scratch database fast. */
const cache = ".pgmaestro/cache";

/** What runs migrations, wherever that may be. */
export function optionsWithoutTarget({ settings, flags }: CliContext): ScriptOptions {
  return {
    ...directoryOptions(settings),
    migrationsTable: settings.migrationsTable.value,
    migrationsSchema: settings.migrationsSchema?.value,
    schema: settings.schema?.value,
    createSchema: settings.createSchema.value,
    transaction: settings.transaction.value,
    checkOrder: settings.checkOrder.value,
    lock: settings.lock.value,
    lockWait: settings.lockWait.value,
    lockValue: settings.lockValue?.value,
    decamelize: settings.decamelize.value,
    tsconfigPaths: settings.tsconfigPaths.value,
    who: flags["who"] as string | undefined,
  };
}

/** The options that say where the migrations are. */
export function directoryOptions({ migrationsDir, ignorePattern, useGlob }: Settings) {
  return {
    migrationsDir: migrationsDir.value,
    ignorePattern: ignorePattern?.value,
    useGlob: useGlob.value,
  };
}

const usingDevelopment =
  "Using the embedded development database in .pgmaestro/database; set DATABASE_URL for a server.";

/** The database that is named, or the development database, which the first line of output then says. */
function databaseOf(settings: Settings, output: Output, asSql: boolean): Address {
  const named = namedDatabase(settings);
  if (named !== undefined) return named;
  refuseDevelopmentDatabase();
  keepOutOfGit();
  if (!output.json) output.line(output.style.dim(`${asSql ? "-- " : ""}${usingDevelopment}`));
  return developmentUrl;
}

/** The target, for who can do without one: what is named, or else the development database, where it is there. */
export function existingTarget(settings: Settings): Address | undefined {
  const named = namedDatabase(settings);
  if (named === undefined && forbidsDevelopment() !== undefined) return undefined;
  const address = named ?? developmentUrl;
  return isEmbedded(address) && !existsSync(embeddedDirectory(address)) ? undefined : address;
}

function namedDatabase(settings: Settings): Address | undefined {
  const { databaseUrl, rejectUnauthorized } = settings;
  refuseUnsetVariable(settings);
  if (databaseUrl === undefined) return undefined;
  const address = checked(databaseUrl);
  return rejectUnauthorized ? overTls(address, rejectUnauthorized.value) : address;
}

/**
 * The parser runs for a moment only: compiling it a second time, for speed, costs 30 MB and more time than it
 * saves. The embedded PostgreSQL, on the other hand, needs that speed.
 */
export function forServer<Target extends Address | undefined>(address: Target): Target {
  if (!isEmbedded(address)) setFlagsFromString("--liftoff-only");
  return address;
}

function isEmbedded(address: Address | undefined): address is string {
  return typeof address === "string" && address.startsWith("pglite:");
}

function checked({ value, source }: Sourced<Address>): Address {
  if (typeof value !== "string") return value;
  if (/^(?:postgres(?:ql)?:\/\/|pglite:)/.test(value)) return value;
  throw new ConfigurationError(
    `${source} is not a database URL`,
    "Write it like postgresql://user:password@host:5432/database or pglite:./directory.",
  );
}

/** Data that was meant for a server must not go into a throwaway database unnoticed. */
function refuseDevelopmentDatabase(): void {
  const where = forbidsDevelopment();
  if (where === undefined) return;
  throw new ConfigurationError(
    `No database is named, and ${where}, where the embedded development database is not used`,
    "Set DATABASE_URL, or POSTGRES_HOST, POSTGRES_PORT, POSTGRES_DB, POSTGRES_USER and POSTGRES_PASSWORD.",
  );
}

/** What says that this is no place for the development database. */
function forbidsDevelopment(): string | undefined {
  const { NODE_ENV, CI } = process.env;
  if (NODE_ENV === "production") return "NODE_ENV is production";
  return CI && !/^(?:false|0)$/i.test(CI) ? "CI is set" : undefined;
}

function keepOutOfGit(): void {
  mkdirSync(".pgmaestro", { recursive: true });
  writeFileSync(".pgmaestro/.gitignore", "*\n");
}

/** A count that rolls back or runs thousands of migrations is a prefix typed by mistake. */
export function refusePrefixAsCount(count: number | undefined): void {
  if (count === undefined || count < 1e6) return;
  throw new InvalidRequestError(
    `${count} is read as a number of migrations`,
    "To name a migration by its number, write --to or --only; for all up to it, or down from it, --timestamp.",
  );
}
