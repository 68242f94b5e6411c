import { connect, createServer, type Socket } from "node:net";
import { listenOnLoopback, urlOnLoopback } from "./loopback.ts";

/** A way to a server whose answers can be kept back, as by a network that swallows them. */
export async function unheard(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let isSilent = false;
  let asked!: () => void;
  const isAskedInVain = new Promise<void>((resolve) => (asked = resolve));
  const server = createServer((client) => {
    const behind = connect(Number(target.port), target.hostname);
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.on("error", () => {});
    }
    client.on("data", (data) => {
      if (isSilent) asked();
      else behind.write(data);
    });
    behind.on("data", (data) => void (isSilent || client.write(data)));
  });
  const port = await listenOnLoopback(server);
  return {
    url: urlOnLoopback(url, port),
    isAskedInVain,
    goSilent: () => void (isSilent = true),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
