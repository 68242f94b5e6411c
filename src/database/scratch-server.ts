import { randomBytes } from "node:crypto";
import { DatabaseError, ScratchRefusedError } from "../errors/index.ts";
import { quoteIdentifier } from "../sql/text/index.ts";
import { LostConnection, StatementError, type Connection } from "./connection.ts";
import { openServer, type OpenServer } from "./open-server.ts";
import type { OpenScratches, Scratch, ScratchOptions } from "./scratches.ts";
import { onDatabase, type ServerSettings } from "./settings.ts";
import { runDrop } from "./whole-database.ts";

type Address = string | ServerSettings;

/**
 * Scratch databases on a server, made and dropped over a connection to the database that the address names.
 * That session, the keeper, holds an advisory lock for each, from before it is made until after it is dropped,
 * so that a scratch database without its lock is one whose maker is gone.
 */
export async function openServerScratches(
  address: Address,
  { onLeftRoles }: ScratchOptions,
): Promise<OpenScratches> {
  const keeper = await openKeeper(address);
  try {
    await dropLeftovers(keeper.connection);
    const roles = await roleNames(keeper.connection);
    return new ServerScratches(address, keeper, (now) => {
      const left = now.filter((name) => !roles.includes(name));
      if (left.length > 0) onLeftRoles?.(left);
    });
  } catch (error) {
    await keeper.close();
    throw error;
  }
}

class ServerScratches implements OpenScratches {
  readonly #address: Address;
  readonly #tellRoles: (names: readonly string[]) => void;
  #keeper: OpenServer;
  /** Its session is absent while it is being made. */
  #present: { readonly name: string; session?: OpenServer } | undefined;

  constructor(address: Address, keeper: OpenServer, tellRoles: (names: readonly string[]) => void) {
    this.#address = address;
    this.#keeper = keeper;
    this.#tellRoles = tellRoles;
  }

  async fresh(): Promise<Scratch> {
    await this.#drop();
    const name = newName();
    const present: { name: string; session?: OpenServer } = { name };
    this.#present = present;
    await lock(this.#keeper.connection, name);
    await createDatabase(this.#keeper.connection, name);
    present.session = await openServer(onDatabase(this.#address, name));
    return { connection: present.session.connection, from: undefined, save: async () => {} };
  }

  async known(): Promise<undefined> {}

  async close(): Promise<void> {
    try {
      await this.#drop();
      this.#tellRoles(await roleNames(this.#keeper.connection));
    } finally {
      await this.#keeper.close();
    }
  }

  /** If the keeper is lost in between, another one drops. */
  async #drop(): Promise<void> {
    if (this.#present === undefined) return;
    const { name, session } = this.#present;
    await session?.close();
    try {
      await dropScratch(this.#keeper.connection, name);
    } catch (error) {
      if (!(error instanceof LostConnection)) throw error;
      this.#keeper = await openKeeper(this.#address);
      await dropScratch(this.#keeper.connection, name);
    }
    this.#present = undefined;
    await unlock(this.#keeper.connection, name);
  }
}

async function openKeeper(address: Address): Promise<OpenServer> {
  const keeper = await openServer(address);
  try {
    await stayConnected(keeper.connection);
    return keeper;
  } catch (error) {
    await keeper.close();
    throw error;
  }
}

/** A keeper that waits for long is not to be cut off. The setting is new in PostgreSQL 14. */
async function stayConnected(keeper: Connection): Promise<void> {
  await keeper.query(
    `SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings
      WHERE name IN ('idle_session_timeout', 'statement_timeout')`,
  );
}

const shapeOfName = "^pgmaestro_scratch_[0-9]+_[0-9a-f]{16}$";

function newName(): string {
  return `pgmaestro_scratch_${process.pid}_${randomBytes(8).toString("hex")}`;
}

/** The advisory lock's number for a database. Source: PostgreSQL manual, 9.28.10. */
const lockOf = (name: string) => `pg_catalog.hashtextextended(${name}, 0)`;

async function lock(keeper: Connection, name: string): Promise<void> {
  await keeper.query(`SELECT pg_catalog.pg_advisory_lock(${lockOf("$1::text")})`, [name]);
}

/** A keeper that came later has nothing to unlock, and is warned of it. */
async function unlock(keeper: Connection, name: string): Promise<void> {
  await keeper.query(`SELECT pg_catalog.pg_advisory_unlock(${lockOf("$1::text")})`, [name]);
}

/**
 * Drops scratch databases whose lock is free and to which nobody is connected. A maker locks before it creates
 * and never again, and what is visible here was created before the locks are read; so a free lock stays free.
 * pg_locks shows the locks of all databases, as makers may be connected to different ones. That nobody is
 * connected saves the database of a maker whose keeping session was cut off.
 * Source: manual, 53.13 "pg_locks".
 */
async function dropLeftovers(keeper: Connection): Promise<void> {
  const leftovers = await keeper.query<{ name: string }>(
    `SELECT datname AS name FROM pg_catalog.pg_database d
      WHERE datname ~ $1 AND pg_catalog.pg_has_role(datdba, 'USAGE')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks
          WHERE locktype = 'advisory' AND objsubid = 1
            AND (classid::bigint << 32) | objid::bigint = ${lockOf("datname::text")})
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
          WHERE a.datid = d.oid AND backend_type IS DISTINCT FROM 'autovacuum worker')`,
    [shapeOfName],
  );
  for (const { name } of leftovers) await dropLeftover(keeper, name);
}

/** Another run may be dropping it too, and what stays the next run drops. */
async function dropLeftover(keeper: Connection, name: string): Promise<void> {
  try {
    await keeper.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)}`);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
  }
}

/**
 * From template0: without what this server adds to its new databases, and nobody can be in the way there.
 * With the encoding and the locale of the database that the address names, which the server is sure to have.
 */
async function createDatabase(keeper: Connection, name: string): Promise<void> {
  const [row] = await keeper.query<{ statement: string }>(
    `SELECT pg_catalog.format(
        'CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L',
        $1::text, pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype) AS statement
      FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()`,
    [name],
  );
  try {
    await keeper.query(row!.statement);
  } catch (error) {
    throw await creationFailed(keeper, error);
  }
}

async function creationFailed(keeper: Connection, error: unknown): Promise<unknown> {
  if (!(error instanceof StatementError)) return error;
  if (error.server.sqlState !== "42501")
    return new DatabaseError("Cannot create a scratch database", error.server);
  const [row] = await keeper.query<{ user: string }>("SELECT current_user AS user");
  return new ScratchRefusedError(keeper.target, row!.user);
}

/** Sessions that migrations opened by themselves are ended. */
async function dropScratch(keeper: Connection, name: string): Promise<void> {
  try {
    await runDrop(keeper, name, true);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    throw new DatabaseError(`Cannot drop the scratch database ${name}`, error.server);
  }
}

async function roleNames(keeper: Connection): Promise<string[]> {
  const rows = await keeper.query<{ name: string }>(
    "SELECT rolname AS name FROM pg_catalog.pg_roles ORDER BY rolname",
  );
  return rows.map(({ name }) => name);
}
