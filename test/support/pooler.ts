import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import pg from "pg";
import { listenOnLoopback, urlOnLoopback } from "./loopback.ts";

type Mode = "transaction" | "session";

/** A session of the server, lent to one client after the other. */
class Session {
  readonly #stream: Socket;
  #owner: Socket | undefined;
  #free: Promise<void> = Promise.resolve();
  #release: () => void = () => {};
  #unread: Buffer = Buffer.alloc(0);

  constructor(stream: Socket) {
    this.#stream = stream;
    stream.removeAllListeners("data");
    stream.on("data", (data: Buffer) => this.#answer(data));
  }

  /** Waits for the transaction of another client to end. */
  async send(client: Socket, message: Buffer): Promise<void> {
    while (this.#owner !== undefined && this.#owner !== client) await this.#free;
    if (this.#owner === undefined) {
      this.#owner = client;
      this.#free = new Promise((resolve) => (this.#release = resolve));
    }
    this.#stream.write(message);
  }

  /** ReadyForQuery with "I": no transaction is open. */
  #answer(data: Buffer): void {
    const owner = this.#owner;
    const { messages, rest } = split(Buffer.concat([this.#unread, data]), 1);
    this.#unread = rest;
    for (const message of messages) {
      owner?.write(message);
      if (message.toString("latin1", 0, 1) !== "Z" || message.toString("latin1", 5) !== "I")
        continue;
      this.#owner = undefined;
      this.#release();
    }
  }
}

/** Messages of the protocol, each with its length behind `prefix` bytes, and what is not whole yet. */
function split(data: Buffer, prefix: number) {
  const messages: Buffer[] = [];
  let rest = data;
  while (rest.length >= prefix + 4 && rest.length >= prefix + rest.readInt32BE(prefix)) {
    const end = prefix + rest.readInt32BE(prefix);
    messages.push(rest.subarray(0, end));
    rest = rest.subarray(end);
  }
  return { messages, rest };
}

/** What a pooler stands in for: it knows its clients by process numbers of its own. */
export async function pooler(url: string, mode: Mode) {
  const opened: pg.Client[] = [];
  const sockets = new Set<Socket>();
  const openSession = async () => {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    opened.push(client);
    return new Session((client as unknown as { connection: { stream: Socket } }).connection.stream);
  };
  const shared = await openSession();
  const server = createServer((client) => void serve(client).catch(() => client.destroy()));
  const serve = async (client: Socket) => {
    sockets.add(client);
    client.on("error", () => {});
    await once(client, "data");
    const session = mode === "session" ? await openSession() : shared;
    client.write(greeting);
    let unread: Buffer = Buffer.alloc(0);
    client.on("data", (data: Buffer) => {
      const { messages, rest } = split(Buffer.concat([unread, data]), 1);
      unread = rest;
      for (const message of messages) {
        if (message.toString("latin1", 0, 1) === "X") client.end();
        else void session.send(client, message);
      }
    });
  };
  const port = await listenOnLoopback(server);
  return {
    url: urlOnLoopback(url, port),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      for (const client of opened)
        (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
      server.close();
    },
  };
}

/** AuthenticationOk, BackendKeyData, ReadyForQuery. */
const greeting = Buffer.from("5200000008000000004b0000000c00000007000000075a0000000549", "hex");
