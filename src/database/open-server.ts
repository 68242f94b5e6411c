import type { Client } from "pg";
import { connectClient } from "./connect-client.ts";
import type { Connection } from "./connection.ts";
import { serverConnection, type PgClientLike } from "./server.ts";
import { shownAddress, type ServerSettings } from "./settings.ts";

/** A connection of our own to a server. */
export interface OpenServer {
  readonly connection: Connection;
  close(): Promise<void>;
}

/** What happens while a server is waited for. */
export interface WaitOptions {
  /** Work that needs no connection, done while the server answers. */
  readonly whileConnecting?: () => void;
  /** Ends connecting. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Connects to a server.
 * @throws ConnectionFailedError | ConfigurationError; RunInterruptedError where the signal is aborted
 */
export async function openServer(
  address: string | ServerSettings,
  options: WaitOptions = {},
): Promise<OpenServer> {
  const client = await connectMeanwhile(address, options);
  const connection = serverConnection(
    client as unknown as PgClientLike,
    shownAddress(address),
    (pid) => cancelBackend(address, pid),
  );
  return { connection, close: () => client.end().catch(() => {}) };
}

/** What fails meanwhile ends connecting too. */
async function connectMeanwhile(
  address: string | ServerSettings,
  { whileConnecting, signal }: WaitOptions,
): Promise<Client> {
  const own = new AbortController();
  const connecting = connectClient(
    address,
    AbortSignal.any([own.signal, ...(signal ? [signal] : [])]),
  );
  try {
    whileConnecting?.();
  } catch (error) {
    own.abort();
    await connecting.then((client) => client.end()).catch(() => {});
    throw error;
  }
  return connecting;
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
