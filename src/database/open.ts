import { isEmbeddedUrl } from "./url.ts";
import { ConnectionLostError, DatabaseError, PgmaestroError } from "../errors/index.ts";
import { withBorrowedSession } from "./borrowed.ts";
import { LostConnection, StatementError, type Connection } from "./connection.ts";
import { embeddedConnection, type PGliteLike } from "./embedded.ts";
import {
  embeddedDirectory,
  isAbsent,
  openAbsent,
  openEmbedded,
  type EmbeddedOptions,
} from "./open-embedded.ts";
import { connectionFailed } from "./connection-failed.ts";
import { openComingServer, type ComingOptions } from "./coming-server.ts";
import { serverConnection, type PgClientLike } from "./server.ts";
import { isAddress, type ServerSettings } from "./settings.ts";
import { inTurn } from "./turns.ts";

/** What is used of a pool of `pg`. */
export interface PgPoolLike {
  connect(): Promise<PgClientLike & { release(destroy?: boolean): void }>;
  readonly totalCount: number;
}

/** How to connect; each field matters to one kind of database. */
export interface ConnectOptions extends EmbeddedOptions, ComingOptions {}

/**
 * Where to work: a `postgres://` or `pglite:` URL, settings of `pg`, or something already connected. What is handed in
 * connected stays connected, and is left without lock, transaction or changed settings.
 */
export type Database = string | ServerSettings | PgClientLike | PgPoolLike | PGliteLike;

/**
 * Connects, acts, and disconnects in any case.
 * @throws ConnectionFailedError; what `action` throws, with the errors of our own statements made public
 */
export async function withConnection<Result>(
  database: Database,
  options: ConnectOptions,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  try {
    return await connectTo(database, options, action);
  } catch (error) {
    throw publicError(error);
  }
}

function connectTo<Result>(
  database: Database,
  options: ConnectOptions,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  if (!isAddress(database)) return withHandedIn(database, options, action);
  return isEmbeddedUrl(database)
    ? withEmbedded(embeddedDirectory(database), options, action)
    : withServer(database, options, action);
}

async function withHandedIn<Result>(
  database: Exclude<Database, string | ServerSettings>,
  options: ConnectOptions,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  if ("execProtocol" in database) {
    await database.waitReady;
    const connection = embeddedConnection(database, "the given PGlite instance");
    return inTurn(database, () => withBorrowedSession(connection, action));
  }
  return "totalCount" in database
    ? withPool(database, options, action)
    : inTurn(database, () => withClient(database, options, action));
}

async function withPool<Result>(
  pool: PgPoolLike,
  options: ConnectOptions,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const client = await connectPool(pool);
  let broken = false;
  try {
    return await withClient(client, options, action);
  } catch (error) {
    broken = causedByLoss(error);
    throw error;
  } finally {
    client.release(broken);
  }
}

async function connectPool(pool: PgPoolLike) {
  try {
    return await pool.connect();
  } catch (error) {
    throw connectionFailed("the given pool", error);
  }
}

async function withClient<Result>(
  client: PgClientLike,
  { idleLimit }: ConnectOptions,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = serverConnection(client, "the given client", { idleLimit });
  try {
    return await withBorrowedSession(connection, action);
  } finally {
    connection.detach();
  }
}

function causedByLoss(error: unknown): boolean {
  return (
    error instanceof LostConnection ||
    (error instanceof Error && error.cause instanceof LostConnection)
  );
}

async function withEmbedded<Result>(
  directory: string,
  options: ConnectOptions,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const opened = await (isAbsent(directory, options)
    ? openAbsent(directory, options)
    : openEmbedded(directory, options));
  if ("servedAt" in opened) return withServer(opened.servedAt, options, action);
  try {
    return await action(embeddedConnection(opened.pglite, `the embedded database in ${directory}`));
  } finally {
    await opened.close();
  }
}

async function withServer<Result>(
  address: string | ServerSettings,
  options: ComingOptions,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const opened = await openComingServer(address, options);
  try {
    return await action(opened.connection);
  } finally {
    await opened.close();
  }
}

/** Errors of our own statements, which are known in here only, as the errors that others know. */
export function publicError(error: unknown): unknown {
  if (error instanceof PgmaestroError) return error;
  if (error instanceof LostConnection) {
    return new ConnectionLostError(
      `The connection was lost: ${error.message}`,
      "Run again once the server can be reached.",
      error,
    );
  }
  if (error instanceof StatementError) return new DatabaseError("The server refused", error.server);
  return error;
}
