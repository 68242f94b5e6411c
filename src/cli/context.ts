import { mkdirSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import type { RunOptions } from "../commands/options.ts";
import { ConfigurationError, InvalidRequestError } from "../errors/index.ts";
import { readConfigFile } from "./config-file.ts";
import { createOutput, type Output } from "./output.ts";
import {
  developmentUrl,
  readDotenv,
  readEnvironment,
  resolveSettings,
  type Flags,
  type Settings,
  type Sourced,
} from "./settings.ts";

/** What every command of the command line starts from. */
export interface CliContext {
  readonly flags: Flags;
  readonly settings: Settings;
  readonly output: Output;
}

/** Reads flags, environment, .env and config file, once. */
export async function createContext(flags: Flags): Promise<CliContext> {
  const dotenv = await readDotenv(flags["envPath"] as string | undefined);
  const environment = readEnvironment(
    process.env,
    dotenv,
    (flags["envPath"] as string | undefined) ?? ".env",
  );
  const config = await readConfigFile(flags["configFile"] as string | undefined);
  return {
    flags,
    settings: resolveSettings({ flags, environment, config }),
    output: createOutput(flags),
  };
}

/** The options that all commands on a target share. */
export function targetOptions({ settings, flags, output }: CliContext): RunOptions {
  return {
    database: databaseOf(settings, output, flags["dryRun"] === true),
    migrationsDir: settings.migrationsDir.value,
    migrationsTable: settings.migrationsTable.value,
    migrationsSchema: settings.migrationsSchema?.value,
    schema: settings.schema?.value,
    ignorePattern: settings.ignorePattern?.value,
    transaction: settings.transaction.value,
    checkOrder: settings.checkOrder.value,
    lock: settings.lock.value,
    lockWait: settings.lockWait.value,
    lockValue: settings.lockValue?.value,
    who: flags["who"] as string | undefined,
  };
}

const usingDevelopment =
  "Using the embedded development database in .pgmaestro/database; set DATABASE_URL for a server.";

/** The database that is named, or the development database, which the first line of output then says. */
function databaseOf({ databaseUrl }: Settings, output: Output, asSql: boolean): string {
  if (databaseUrl !== undefined) return forServer(checked(databaseUrl));
  refuseDevelopmentDatabase();
  keepOutOfGit();
  if (!output.json) output.line(output.style.dim(`${asSql ? "-- " : ""}${usingDevelopment}`));
  return developmentUrl;
}

/**
 * The parser runs for a moment only: compiling it a second time, for speed, costs 30 MB and more time than it
 * saves. The embedded PostgreSQL, on the other hand, needs that speed.
 */
function forServer(url: string): string {
  if (!url.startsWith("pglite:")) setFlagsFromString("--liftoff-only");
  return url;
}

function checked({ value, source }: Sourced<string>): string {
  if (/^(?:postgres(?:ql)?:\/\/|pglite:)/.test(value)) return value;
  throw new ConfigurationError(
    `${source} is not a database URL`,
    "Write it like postgresql://user:password@host:5432/database or pglite:./directory.",
  );
}

/** Data that was meant for a server must not go into a throwaway database unnoticed. */
function refuseDevelopmentDatabase(): void {
  const { NODE_ENV, CI } = process.env;
  const where =
    NODE_ENV === "production"
      ? "NODE_ENV is production"
      : CI && !/^(?:false|0)$/i.test(CI)
        ? "CI is set"
        : undefined;
  if (where === undefined) return;
  throw new ConfigurationError(
    `No database is named, and ${where}, where the embedded development database is not used`,
    "Set DATABASE_URL, or POSTGRES_HOST, POSTGRES_PORT, POSTGRES_DB, POSTGRES_USER and POSTGRES_PASSWORD.",
  );
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
    "To name a migration by its number, write --to or --only.",
  );
}
