import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions } from "node:tls";

/** What is used of a connected client of `pg` to cancel what it runs. */
export interface Cancellable {
  readonly processID?: number | null;
  readonly secretKey?: number | null;
  readonly host?: string;
  readonly port?: number;
  readonly ssl?: unknown;
  readonly connection?: { readonly stream?: Partial<Socket> & { readonly encrypted?: boolean } };
}

const patience = 5_000;
const [sslRequest, cancelRequest] = [80877103, 80877102];

/**
 * Asks the server to stop what a client runs, as libpq does: by a connection that only says so, for which no slot
 * need be free, and by TLS where the client itself uses it.
 * Source: PostgreSQL manual, 54.2.9 "Canceling Requests in Progress".
 */
export async function requestCancel(client: Cancellable): Promise<void> {
  const { processID, secretKey } = client;
  if (typeof processID !== "number" || typeof secretKey !== "number") return;
  const socket = await secured(await open(client), client);
  socket.end(packet(cancelRequest, processID, secretKey));
  socket.resume();
  await once(socket, "close");
}

/** Connects to where the client is connected, which a host of several addresses alone does not say. */
async function open({ host = "localhost", port = 5432, connection }: Cancellable): Promise<Socket> {
  const { remoteAddress, remotePort } = connection?.stream ?? {};
  const socket = host.startsWith("/")
    ? connectTcp(`${host}/.s.PGSQL.${port}`)
    : connectTcp(remotePort ?? port, remoteAddress ?? host);
  socket.setTimeout(patience, () => socket.destroy(new Error("no answer")));
  await once(socket, "connect");
  return socket;
}

async function secured(socket: Socket, { connection, ssl, host }: Cancellable): Promise<Socket> {
  if (connection?.stream?.encrypted !== true) return socket;
  socket.write(packet(sslRequest));
  await once(socket, "data");
  const settings: ConnectionOptions = typeof ssl === "object" && ssl !== null ? ssl : {};
  const secure = connectTls({ ...settings, socket, host });
  await once(secure, "secureConnect");
  return secure;
}

function packet(...numbers: number[]): Buffer {
  const message = Buffer.alloc(4 + 4 * numbers.length);
  message.writeInt32BE(message.length);
  for (const [index, number] of numbers.entries()) message.writeInt32BE(number, 4 + 4 * index);
  return message;
}
