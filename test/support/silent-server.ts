import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { listenOnLoopback } from "./loopback.ts";

/** A server that accepts connections and says nothing, gone after the test. */
export async function silentServer() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {}).resume();
  });
  const port = await listenOnLoopback(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const connected = once(server, "connection") as Promise<[Socket]>;
  return {
    port,
    url: `postgres://me:geheim@127.0.0.1:${port}/db`,
    /** Resolves once somebody is connected. */
    connected,
    /** Resolves once the other side has closed its first connection. */
    left: connected.then(([socket]) => once(socket, "close")),
  };
}
