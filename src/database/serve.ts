import { ConfigurationError } from "../errors/index.ts";
import { withPackage } from "../optional-package.ts";
import { openEmbedded, type EmbeddedOptions } from "./open-embedded.ts";

/** An embedded database that others can reach. */
export interface Served {
  /** For psql and applications. */
  readonly url: string;
  /** Closes the port, and what was opened for it. */
  stop(): Promise<void>;
}

const mostConnections = 100;

/**
 * Offers an embedded database on a port of 127.0.0.1. All clients share one session, one transaction at a time.
 * @param port 0 for any free one
 * @throws ConfigurationError when the port is taken, or the database is served already
 */
export async function serveEmbedded(
  directory: string,
  port: number,
  options: EmbeddedOptions,
): Promise<Served> {
  const opened = await openEmbedded(directory, options);
  if ("servedAt" in opened) {
    throw new ConfigurationError(
      `This database is served already at ${opened.servedAt}`,
      "Use that, or stop it first.",
    );
  }
  try {
    const { url, stop } = await offer(opened.pglite, port);
    opened.lock.announce(url);
    return { url, stop: () => stop().finally(() => opened.close()) };
  } catch (error) {
    await opened.close();
    throw portProblem(error, port);
  }
}

/** Offers an embedded database that is open, which stays open when that is stopped. */
export async function offer(pglite: object, port: number): Promise<Served> {
  const server = await listen(pglite, port);
  const url = `postgresql://postgres@${server.getServerConn()}/postgres?sslmode=disable`;
  return { url, stop: () => server.stop() };
}

async function listen(pglite: object, port: number) {
  const { PGLiteSocketServer } = await withPackage(
    "@electric-sql/pglite-socket",
    () => import("@electric-sql/pglite-socket"),
  );
  const server = new PGLiteSocketServer({
    db: pglite as never,
    port,
    host: "127.0.0.1",
    maxConnections: mostConnections,
  });
  await server.start();
  return server;
}

function portProblem(error: unknown, port: number): unknown {
  if ((error as { code?: string }).code !== "EADDRINUSE") return error;
  return new ConfigurationError(`Port ${port} is in use`, "Name another with --port.", error);
}
