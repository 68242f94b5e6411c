import type { Client as PgClient, ClientConfig } from "pg";
import { ConfigurationError, ConnectionFailedError } from "../errors/index.ts";
import type { Connection } from "./connection.ts";
import { serverConnection, type PgClientLike } from "./server.ts";
import { shownAddress, type ServerSettings } from "./settings.ts";

/** A connection of our own to a server. */
export interface OpenServer {
  readonly connection: Connection;
  close(): Promise<void>;
}

/**
 * Connects to a server.
 * @param whileConnecting work that needs no connection, done while the server answers
 * @throws ConnectionFailedError | ConfigurationError
 */
export async function openServer(
  address: string | ServerSettings,
  whileConnecting?: () => void,
): Promise<OpenServer> {
  const client = await connectClient(address, whileConnecting);
  const connection = serverConnection(
    client as unknown as PgClientLike,
    shownAddress(address),
    (pid) => cancelBackend(address, pid),
  );
  return { connection, close: () => client.end().catch(() => {}) };
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

/** A client that lives only to cancel what another one runs. */
export interface Canceller {
  connect(): Promise<unknown>;
  query(text: string, values: unknown[]): Promise<unknown>;
  end(): Promise<void>;
}

export async function cancelBy(client: Canceller, pid: number): Promise<void> {
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

/** Why a connection failed, in words that help. */
export function connectionFailed(target: string, error: unknown): ConnectionFailedError {
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
