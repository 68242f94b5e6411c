import { connect, createServer, type Server, type Socket } from "node:net";
import { listenOnLoopback, urlOnLoopback } from "./loopback.ts";

/** A way to a server that can be cut, as a network can: neither end hears a farewell from the other. */
export class Cut {
  readonly #target: URL;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(url: string) {
    this.#target = new URL(url);
    this.#server = createServer((client) => this.#join(client));
  }

  /** The URL by this way. */
  async listen(): Promise<string> {
    return urlOnLoopback(this.#target.href, await listenOnLoopback(this.#server));
  }

  /** Cuts every connection there is on the client's side; the server finishes what it was sent. */
  cutOnce(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
    this.#sockets.clear();
  }

  close(): void {
    this.cutOnce();
    this.#server.close();
  }

  #join(client: Socket): void {
    const server = connect(Number(this.#target.port), this.#target.hostname);
    client.on("error", () => {});
    server.on("error", () => {});
    this.#sockets.add(client);
    client.on("close", () => server.end());
    client.pipe(server, { end: false });
    server.on("data", (data) => void (client.destroyed || client.write(data)));
    server.on("end", () => client.end());
  }
}
