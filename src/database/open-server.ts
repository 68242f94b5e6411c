import type { Client } from "pg";
import type { Attended, IdleLimit } from "./attention.ts";
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
  /** After how many seconds of silence a server is given up. Default: never. */
  readonly idleLimit?: IdleLimit | undefined;
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
  const { idleLimit } = options;
  const connection = serverConnection(client as unknown as PgClientLike, shownAddress(address), {
    isOurs: true,
    idleLimit,
  });
  return { connection, close: () => closed(client, connection) };
}

/** For how long a server is waited for that is told good-bye. */
const farewell = 5_000;

/** Ends a session; a server that does not answer is let go of. */
async function closed(client: Client, connection: Connection): Promise<void> {
  (client as unknown as Attended).ref?.();
  const giveUp = setTimeout(() => connection.abandon("no answer"), farewell);
  await client.end().catch(() => {});
  clearTimeout(giveUp);
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
