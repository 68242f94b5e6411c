import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";

/** Listens on this machine alone, and returns the port: one that is free, where none is asked for. */
export async function listenOnLoopback(server: Server, port = 0): Promise<number> {
  await once(server.listen(port, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await listenOnLoopback(probe);
  await once(probe.close(), "close");
  return port;
}

/** The URL of the same database by another way: a port of this machine. */
export function urlOnLoopback(url: string, port: number): string {
  const here = new URL(url);
  here.hostname = "127.0.0.1";
  here.port = String(port);
  return here.href;
}
