import { randomBytes } from "node:crypto";
import { DatabaseError, ScratchRefusedError } from "../errors/index.ts";
import { citusNodes } from "./citus.ts";
import { LostConnection, StatementError, type Connection } from "./connection.ts";
import { openServer, type OpenServer } from "./open-server.ts";
import { ownedDatabases, WorkerNodes } from "./scratch-nodes.ts";
import type { ServerSettings } from "./settings.ts";
import { runDrop } from "./whole-database.ts";

/**
 * The session that makes and drops databases of ours on a server, over a connection to the database that the address names. It
 * holds an advisory lock for each, from before it is made until after it is dropped, so that a database of ours
 * without its lock is one whose maker is gone.
 */
export class Keeper {
  readonly #address: string | ServerSettings;
  #session: OpenServer;
  /** Those of the database that the address names. */
  readonly #nodes: WorkerNodes;
  /** The names that it holds. */
  readonly #held = new Set<string>();

  private constructor(address: string | ServerSettings, session: OpenServer, nodes: WorkerNodes) {
    this.#address = address;
    this.#session = session;
    this.#nodes = nodes;
  }

  /** What keepers before it left behind is dropped. */
  static async open(address: string | ServerSettings): Promise<Keeper> {
    const session = await openSession(address);
    try {
      const nodes = new WorkerNodes(address, await citusNodes(session.connection));
      await dropLeftovers(session.connection, nodes);
      return new Keeper(address, session, nodes);
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  get connection(): Connection {
    return this.#session.connection;
  }

  /** A name for a database of ours, held from now on. */
  async newName(): Promise<string> {
    const name = `pgmaestro_scratch_${process.pid}_${randomBytes(8).toString("hex")}`;
    await this.#lock("pg_advisory_lock", name);
    this.#held.add(name);
    return name;
  }

  async #lock(how: "pg_advisory_lock" | "pg_try_advisory_lock", name: string): Promise<void> {
    await this.connection.query(`SELECT pg_catalog.${how}(${lockOf("$1::text")})`, [name]);
  }

  /** Takes another session in place of one that was lost. Where the server still has that, it is the one that holds the names. */
  async renew(): Promise<void> {
    await this.#session.close();
    this.#session = await openSession(this.#address);
    for (const name of this.#held) await this.#lock("pg_try_advisory_lock", name);
  }

  /** Makes an empty database by a name of ours, on all nodes. */
  async create(name: string): Promise<void> {
    await createEmpty(this.connection, name);
    await this.#nodes.join(name, (node) => createEmpty(node, name));
  }

  /** If the session was lost in between, another one drops. */
  async drop(name: string): Promise<void> {
    try {
      await dropScratch(this.connection, name);
    } catch (error) {
      if (!(error instanceof LostConnection)) throw error;
      await this.renew();
      await dropScratch(this.connection, name);
    }
    await this.#nodes.drop(name);
    await this.letGo(name);
  }

  async letGo(name: string): Promise<void> {
    this.#held.delete(name);
    await this.connection.query(`SELECT pg_catalog.pg_advisory_unlock(${lockOf("$1::text")})`, [
      name,
    ]);
  }

  close(): Promise<void> {
    return this.#session.close();
  }
}

async function openSession(address: string | ServerSettings): Promise<OpenServer> {
  const session = await openServer(address);
  try {
    await stayConnected(session.connection);
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** A keeper that waits for long is not to be cut off. The first setting is new in PostgreSQL 14. */
async function stayConnected(keeper: Connection): Promise<void> {
  await keeper.query(
    `SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings
      WHERE name IN ('idle_session_timeout', 'statement_timeout', 'lock_timeout')`,
  );
}

const shapeOfName = "^pgmaestro_scratch_[0-9]+_[0-9a-f]{16}$";

/** The advisory lock's number for a database. Source: PostgreSQL manual, 9.28.10. */
export const lockOf = (name: string) => `pg_catalog.hashtextextended(${name}, 0)`;

/**
 * Drops scratch databases whose lock is free and to which nobody is connected. A maker locks before it creates
 * and never again, and what is visible here was created before the locks are read; so a free lock stays free.
 * pg_locks shows the locks of all databases, as makers may be connected to different ones. That nobody is
 * connected saves the database of a maker whose keeping session was cut off; what Citus itself keeps connected is nobody.
 * Source: manual, 53.13 "pg_locks".
 */
async function dropLeftovers(keeper: Connection, nodes: WorkerNodes): Promise<void> {
  const beside = await nodes.databases(shapeOfName);
  const leftovers = await keeper.query<{ name: string }>(
    `SELECT name FROM (${ownedDatabases}
        UNION SELECT pg_catalog.json_array_elements_text($2::json)) d
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_locks
          WHERE locktype = 'advisory' AND objsubid = 1
            AND (classid::bigint << 32) | objid::bigint = ${lockOf("name")})
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
          WHERE a.datname = name AND backend_type IS DISTINCT FROM 'autovacuum worker'
            AND (backend_type IS NULL OR backend_type !~ '^Citus ')
            AND application_name !~ '^citus_internal ')`,
    [shapeOfName, JSON.stringify(beside)],
  );
  for (const { name } of leftovers) await dropLeftover(keeper, nodes, name);
}

/** Another run may be dropping it too, and what stays the next run drops. */
async function dropLeftover(keeper: Connection, nodes: WorkerNodes, name: string): Promise<void> {
  try {
    await runDrop(keeper, name, nodes.isDistributed);
    await nodes.drop(name);
  } catch (error) {
    if (!(error instanceof StatementError || error instanceof DatabaseError)) throw error;
  }
}

/**
 * From template0: without what this server adds to its new databases, and nobody can be in the way there.
 * With the encoding and the locale of the database that the address names, which the server is sure to have.
 */
export async function createEmpty(keeper: Connection, name: string): Promise<void> {
  await createScratch(
    keeper,
    `SELECT pg_catalog.format(
        'CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L',
        $1::text, pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype) AS statement
      FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()`,
    [name],
  );
}

/** Makes a database by the statement that a query gives. */
export async function createScratch(
  keeper: Connection,
  query: string,
  values: readonly unknown[],
): Promise<void> {
  const [row] = await keeper.query<{ statement: string }>(query, values);
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
