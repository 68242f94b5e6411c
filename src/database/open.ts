import type { Client as PgClient, ClientConfig } from "pg";
import {
  ConfigurationError,
  ConnectionFailedError,
  ConnectionLostError,
  DatabaseError,
  PgmaestroError,
} from "../errors/index.ts";
import { withBorrowedSession } from "./borrowed.ts";
import { LostConnection, StatementError, type Connection } from "./connection.ts";
import { embeddedConnection, type PGliteLike } from "./embedded.ts";
import { embeddedDirectory, openEmbedded, type EmbeddedOptions } from "./open-embedded.ts";
import { serverConnection, type PgClientLike } from "./server.ts";
import { isAddress, shownAddress, type ServerSettings } from "./settings.ts";
import { inTurn } from "./turns.ts";

/** What is used of a pool of `pg`. */
export interface PgPoolLike {
  connect(): Promise<PgClientLike & { release(destroy?: boolean): void }>;
  readonly totalCount: number;
}

/** How to connect; each field matters to one kind of database. */
export interface ConnectOptions extends EmbeddedOptions {
  /** Work that needs no connection, done while the server answers. */
  readonly whileConnecting?: () => void;
}

/**
 * Where to work: a `postgres://` or `pglite:` URL, settings of `pg`, or something already connected. What is handed in
 * connected stays connected, and is left without lock, transaction or changed settings.
 */
export type Database = string | ServerSettings | PgClientLike | PgPoolLike | PGliteLike;

/**
 * Connects, acts, and lets go again, whatever happens.
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
  if (!isAddress(database)) return withHandedIn(database, action);
  return typeof database === "string" && database.startsWith("pglite:")
    ? withEmbedded(embeddedDirectory(database), options, action)
    : withServer(database, action, options.whileConnecting);
}

async function withHandedIn<Result>(
  database: Exclude<Database, string | ServerSettings>,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  if ("execProtocol" in database) {
    const connection = embeddedConnection(database, "the given PGlite instance");
    return inTurn(database, () => withBorrowedSession(connection, action));
  }
  return "totalCount" in database
    ? withPool(database, action)
    : inTurn(database, () => withClient(database, action));
}

async function withPool<Result>(
  pool: PgPoolLike,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const client = await connectPool(pool);
  let broken = false;
  try {
    return await withClient(client, action);
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
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = serverConnection(client, "the given client", (pid) =>
    cancelByTwin(client, pid),
  );
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
  const opened = await openEmbedded(directory, options);
  if ("servedAt" in opened) return withServer(opened.servedAt, action);
  try {
    return await action(embeddedConnection(opened.pglite, `the embedded database in ${directory}`));
  } finally {
    await opened.close();
  }
}

async function withServer<Result>(
  address: string | ServerSettings,
  action: (connection: Connection) => Promise<Result>,
  whileConnecting?: () => void,
): Promise<Result> {
  const client = await connectClient(address, whileConnecting);
  const connection = serverConnection(
    client as unknown as PgClientLike,
    shownAddress(address),
    (pid) => cancelBackend(address, pid),
  );
  try {
    return await action(connection);
  } finally {
    await client.end().catch(() => {});
  }
}

async function connectClient(address: string | ServerSettings, whileConnecting?: () => void) {
  const { default: pg } = await import("pg");
  const connected = connect(pg.Client, address);
  try {
    whileConnecting?.();
  } catch (error) {
    await connected.then((client) => client.end()).catch(() => {});
    throw error;
  }
  return connected;
}

async function connect(
  Client: typeof PgClient,
  address: string | ServerSettings,
): Promise<PgClient> {
  const client = createClient(Client, address);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw connectionFailed(shownAddress(address), error);
  }
}

/** The driver's own error would carry the whole URL, so it is no cause of ours. */
function createClient(Client: typeof PgClient, address: string | ServerSettings): PgClient {
  const settings = typeof address === "string" ? { connectionString: address } : address;
  try {
    if (isCutByPassword(settings.connectionString ?? "")) throw new TypeError("Invalid URL");
    return new Client({ fallback_application_name: "pgmaestro", ...settings } as ClientConfig);
  } catch {
    throw new ConfigurationError(
      `The database URL ${shownAddress(address)} is malformed`,
      "Percent-encode what is special in user and password, or give the parts as POSTGRES_HOST, POSTGRES_PORT, POSTGRES_DB, POSTGRES_USER and POSTGRES_PASSWORD.",
    );
  }
}

/**
 * Whether an @ stands behind the host: a slash or # in the password ends the host too early, and a piece of
 * the password would be looked up as a host.
 */
function isCutByPassword(url: string): boolean {
  const [, path = "", fragment = ""] = /^[^/]*\/\/[^/?#]*([^?#]*)[^#]*(.*)$/.exec(url) ?? [];
  return `${path}${fragment}`.includes("@");
}

async function cancelBackend(address: string | ServerSettings, pid: number): Promise<void> {
  await cancelBy((await connectClient(address)) as unknown as Canceller, pid);
}

/** A client that is busy cannot ask by itself; another one of its kind, with its settings, can. */
async function cancelByTwin(client: PgClientLike, pid: number): Promise<void> {
  const { connectionParameters, password } = client as {
    connectionParameters?: object;
    password?: unknown;
  };
  if (connectionParameters === undefined) return;
  const Client = client.constructor as new (settings: object) => Canceller;
  const twin = new Client({ ...connectionParameters, password });
  await twin.connect();
  await cancelBy(twin, pid);
}

/** A client that lives only to cancel what another one runs. */
interface Canceller {
  connect(): Promise<unknown>;
  query(text: string, values: unknown[]): Promise<unknown>;
  end(): Promise<void>;
}

async function cancelBy(client: Canceller, pid: number): Promise<void> {
  await client.query("SELECT pg_catalog.pg_cancel_backend($1)", [pid]).finally(() => client.end());
}

const reasons: Record<string, [string, string]> = {
  ECONNREFUSED: ["nothing listens there", "Is the server running, and are host and port right?"],
  ENOTFOUND: ["there is no such host", "Check the host name."],
  ETIMEDOUT: ["no answer", "Check host, port and firewall."],
  ENOENT: [
    "there is no such socket",
    "Is the server running, and is the socket's directory right?",
  ],
  "28P01": [
    "the password is wrong",
    "Check user and password; `pgmaestro config` shows where they come from.",
  ],
  "28000": ["the server refuses this user", "Check user, database and the server's pg_hba.conf."],
  "3D000": ["there is no such database", "Create it first; migrations work inside a database."],
  "53300": ["the server has no connection left", "Try again, or raise max_connections."],
};

function connectionFailed(target: string, error: unknown): ConnectionFailedError {
  const { code = "", message } = firstOf(error);
  const [reason, hint] = reasons[code] ?? [
    message,
    "Check the connection settings: `pgmaestro config` shows where they come from.",
  ];
  return new ConnectionFailedError(target, reason, hint, error);
}

/** Node tries every address of a host and gathers their errors. */
function firstOf(error: unknown): { code?: string; message: string } {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return {
    code: (first as { code?: string }).code ?? "",
    message: first instanceof Error ? first.message : String(first),
  };
}

function publicError(error: unknown): unknown {
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
