import { existsSync } from "node:fs";
import {
  embeddedDirectory,
  isDatabaseUrl,
  isEmbeddedUrl,
  makePrivateDirectory,
  refuseWrongSettings,
} from "../database/index.ts";
import { ConfigurationError } from "../errors/index.ts";
import type { Address } from "../settings/kinds.ts";
import type { Output } from "./output.ts";
import {
  refuseUnsetVariable,
  type databaseUrl,
  type databaseUrlVar,
} from "../settings/database-url.ts";
import { reached, type ReachSettings } from "../settings/reach.ts";
import type { SettingsOf } from "../settings/setting.ts";
import type { Sourced } from "../settings/sources.ts";

/** The embedded development database, for when nothing names another. */
export const developmentUrl = "pglite:./.pgmaestro/database";

/** What names the target. */
export type TargetSettings = SettingsOf<typeof databaseUrl | typeof databaseUrlVar> & ReachSettings;

/** The target that is named, or the development database, as the first line of output then says. */
export function targetDatabase(settings: TargetSettings, output: Output, asSql = false): Address {
  const named = namedDatabase(settings);
  if (named !== undefined) return named;
  refuseDevelopmentDatabase();
  keepOutOfGit();
  if (!output.json) output.line(output.style.dim(`${asSql ? "-- " : ""}${usingDevelopment}`));
  return developmentUrl;
}

const usingDevelopment =
  "Using the embedded development database in .pgmaestro/database; set DATABASE_URL for a server.";

/** The target that is only read, whether it exists or not: what is named, or else the development database. */
export function readTarget(settings: TargetSettings): Address | undefined {
  const named = namedDatabase(settings);
  return named ?? (forbidsDevelopment() === undefined ? developmentUrl : undefined);
}

/** The target for a command that can do without one: what is named, or else the development database, if it exists. */
export function existingTarget(settings: TargetSettings): Address | undefined {
  return ifThere(readTarget(settings));
}

/** The target that is named, if it exists: for a command that says nothing of the development database. */
export function namedTarget(settings: TargetSettings): Address | undefined {
  return ifThere(namedDatabase(settings));
}

function ifThere(address: Address | undefined): Address | undefined {
  return isEmbeddedUrl(address) && !existsSync(embeddedDirectory(address)) ? undefined : address;
}

function namedDatabase(settings: TargetSettings): Address | undefined {
  const { databaseUrl } = settings;
  refuseUnsetVariable(settings);
  if (databaseUrl === undefined) return undefined;
  return reached(checked(databaseUrl), settings);
}

function checked({ value, source }: Sourced<Address>): Address {
  if (typeof value !== "string") {
    refuseWrongSettings(value);
    if (!places.some((name) => value[name] !== undefined)) throw namesNothing(source);
    return value;
  }
  if (isDatabaseUrl(value)) return value;
  throw new ConfigurationError(
    `${source} is not a database URL`,
    "Write it like postgresql://user:password@host:5432/database or pglite:./directory.",
  );
}

/** What says where a database is, among the settings of the driver. */
const places = ["connectionString", "host", "port", "database", "user"] as const;

function namesNothing(source: string): ConfigurationError {
  return new ConfigurationError(
    `${source}: the connection settings name no database`,
    `They are those of the pg driver: ${places.join(", ")} and others.`,
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
export function forbidsDevelopment(): string | undefined {
  const { NODE_ENV, CI } = process.env;
  if (NODE_ENV === "production") return "NODE_ENV is production";
  return CI && !/^(?:false|0)$/i.test(CI) ? "CI is set" : undefined;
}

function keepOutOfGit(): void {
  makePrivateDirectory(".pgmaestro");
}
