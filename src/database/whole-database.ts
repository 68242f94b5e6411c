import { existsSync } from "node:fs";
import {
  ConnectionFailedError,
  DatabaseError,
  InvalidRequestError,
  type PgmaestroError,
} from "../errors/index.ts";
import { StatementError, type Connection } from "./connection.ts";
import { codeOfFailure } from "./connection-failed.ts";
import { driverSettings } from "./driver-settings.ts";
import { embeddedDirectory, removeEmbedded } from "./open-embedded.ts";
import { withConnection, type ConnectOptions } from "./open.ts";
import { onDatabase, type ServerSettings } from "./settings.ts";
import { isEmbeddedUrl } from "./url.ts";

type Address = string | ServerSettings;

/**
 * Makes the database that an address names, with the server's defaults.
 * @returns whether it was not there
 * @throws ConnectionFailedError, DatabaseError
 */
export async function makeDatabase(address: Address, options: ConnectOptions): Promise<boolean> {
  if (isEmbeddedUrl(address)) {
    const wasThere = existsSync(embeddedDirectory(address));
    await withConnection(address, options, async () => {});
    return !wasThere;
  }
  const name = await nameOf(address);
  return withMaintenance(address, name, options, async (connection) => {
    if (await isThere(connection, name)) return false;
    const create = "SELECT pg_catalog.format('CREATE DATABASE %I', $1::text) AS statement";
    await refusing("create", name, runMade(connection, create, [name]));
    return true;
  });
}

/**
 * Drops the database that an address names.
 * @param force whether sessions on it are ended; else they forbid it
 * @returns whether it was there
 * @throws ConnectionFailedError, DatabaseError, LockedError, InvalidRequestError
 */
export async function removeDatabase(
  address: Address,
  force: boolean,
  options: ConnectOptions,
): Promise<boolean> {
  if (isEmbeddedUrl(address)) return removeEmbedded(embeddedDirectory(address), options.lockWait);
  const name = await nameOf(address);
  if (ofEveryServer.includes(name))
    throw new InvalidRequestError(
      `${name} is a database that every server has, and is not dropped`,
      "Name the database of the application.",
    );
  return withMaintenance(address, name, options, async (connection) => {
    if (!(await isThere(connection, name))) return false;
    await refusing("drop", name, runDrop(connection, name, force));
    return true;
  });
}

/** Ends the sessions on it, where that is asked for; not on PostgreSQL 12, which cannot. */
export function runDrop(connection: Connection, name: string, force: boolean) {
  const ending = `CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 130000 THEN ' WITH (FORCE)' ELSE '' END`;
  const drop = `SELECT pg_catalog.format('DROP DATABASE IF EXISTS %I', $1::text) || ${force ? ending : "''"} AS statement`;
  return runMade(connection, drop, [name]);
}

/** Runs the statement that a query makes. */
async function runMade(connection: Connection, query: string, values: readonly unknown[]) {
  const [row] = await connection.query<{ statement: string }>(query, values);
  await connection.query(row!.statement);
}

/** The databases that `initdb` makes: one cannot drop or make a database while connected to it. */
const ofEveryServer = ["postgres", "template1", "template0"];

/** What the driver itself makes of an address and of libpq's variables. */
async function nameOf(address: Address): Promise<string> {
  const { default: pg } = await import("pg");
  const { database, user } = new pg.Client(driverSettings(address).config);
  return database ?? user!;
}

const noSuchDatabase = "3D000";

/** Acts on a connection to a database that every server has, and that is not the one meant. */
async function withMaintenance<Result>(
  address: Address,
  name: string,
  options: ConnectOptions,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const [first, second] = ofEveryServer.filter((one) => one !== name);
  try {
    return await withConnection(onDatabase(address, first!), options, action);
  } catch (error) {
    const isMissing =
      error instanceof ConnectionFailedError && codeOfFailure(error.cause) === noSuchDatabase;
    if (!isMissing || second === "template0") throw error;
    return withConnection(onDatabase(address, second!), options, action);
  }
}

async function isThere(connection: Connection, name: string): Promise<boolean> {
  const query = "SELECT FROM pg_catalog.pg_database WHERE datname = $1";
  return (await connection.query(query, [name])).length > 0;
}

const [objectInUse, insufficientPrivilege] = ["55006", "42501"];

async function refusing(what: "create" | "drop", name: string, work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    throw error instanceof StatementError ? refused(what, name, error) : error;
  }
}

function refused(
  what: "create" | "drop",
  name: string,
  { server }: StatementError,
): PgmaestroError {
  const hints: Readonly<Record<string, string>> = {
    [objectInUse]: "Disconnect what uses it, or give --force, which ends those sessions.",
    [insufficientPrivilege]:
      what === "create"
        ? "Let a superuser run: ALTER ROLE … CREATEDB; for the role that connects."
        : "Only its owner and superusers can drop it.",
  };
  return new DatabaseError(
    `Cannot ${what} the database ${name}`,
    server,
    hints[server.sqlState ?? ""],
  );
}
