import { connect, createServer, type Server, type Socket } from "node:net";
import { listenOnLoopback, urlOnLoopback } from "./loopback.ts";

/** When to cut the first connection that comes. Bytes are counted from its beginning. */
export interface CutRule {
  /** After so many bytes of answers have been passed on. */
  readonly answerBytes?: number;
  /** Once a request with this text is on its way to the server; nothing it answers is passed on. */
  readonly requestWith?: string;
  /** Once a request with this text has arrived here; the server gets nothing of it. */
  readonly withholdRequestWith?: string;
  /** Whether later connections are refused. */
  readonly forGood?: boolean;
}

/** A loopback way to a server that cuts the first connection by a rule. */
export class Proxy {
  readonly #target: URL;
  readonly #rule: CutRule;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #connections = 0;
  /** Bytes of answers that the first connection has seen. */
  answered = 0;
  hasCut = false;

  private constructor(url: string, rule: CutRule) {
    this.#target = new URL(url);
    this.#rule = rule;
    this.#server = createServer((client) => this.#join(client));
  }

  /** Acts with a proxy's URL for the database, and closes the proxy again. */
  static async with<Result>(
    url: string,
    rule: CutRule,
    action: (proxy: Proxy, url: string) => Promise<Result>,
  ): Promise<Result> {
    const proxy = new Proxy(url, rule);
    const port = await listenOnLoopback(proxy.#server);
    try {
      return await action(proxy, urlOnLoopback(url, port));
    } finally {
      proxy.cut();
      proxy.#server.close();
    }
  }

  /** Cuts what is connected now, on both sides. */
  cut(): void {
    for (const socket of this.#open) socket.destroy();
    this.#open.clear();
    this.hasCut = true;
  }

  #join(client: Socket): void {
    if (this.hasCut && this.#rule.forGood) return void client.destroy();
    const isFirst = this.#connections++ === 0;
    const server = connect(Number(this.#target.port), this.#target.hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => other.end());
    }
    client.on("data", (data) => (isFirst ? this.#request(server, data) : server.write(data)));
    server.on("data", (data) => (isFirst ? this.#answer(client, data) : client.write(data)));
  }

  #request(server: Socket, data: Buffer): void {
    const { requestWith, withholdRequestWith } = this.#rule;
    if (withholdRequestWith !== undefined && data.includes(withholdRequestWith)) return this.cut();
    const isLast = requestWith !== undefined && data.includes(requestWith);
    server.write(data, () => isLast && this.cut());
  }

  #answer(client: Socket, data: Buffer): void {
    const { answerBytes = Infinity } = this.#rule;
    const rest = answerBytes - this.answered;
    this.answered += Math.min(rest, data.length);
    if (data.length < rest) client.write(data);
    else client.write(data.subarray(0, rest), () => this.cut());
  }
}
