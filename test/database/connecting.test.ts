import { describe, expect, inject, test, vi } from "vitest";
import {
  ConnectionFailedError,
  RunInterruptedError,
  status,
  type Database,
} from "../../src/index.ts";
import { withConnection } from "../../src/database/index.ts";
import { pgmaestro, startPgmaestro } from "../support/cli.ts";
import { queryOnce } from "../support/databases.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { projectOfTwo, written } from "../support/project.ts";
import { rejection } from "../support/results.ts";
import { silentServer } from "../support/silent-server.ts";
import { certificate, useTlsServer } from "../support/tls-server.ts";

const look = (database: Database) =>
  status({ database, migrationsDir: directoryOf(tables("1_a")) });

describe("a server that says nothing", () => {
  test.each([
    ["connect_timeout in the URL", (url: string) => `${url}?connect_timeout=1`, {}],
    ["connectionTimeoutMillis there", (url: string) => `${url}?connectionTimeoutMillis=1000`, {}],
    [
      "connectionTimeoutMillis of settings",
      (url: string) => ({ connectionString: url, connectionTimeoutMillis: 1000 }),
      {},
    ],
    ["PGCONNECT_TIMEOUT", (url: string) => url, { PGCONNECT_TIMEOUT: "1" }],
  ])("is waited for as %s says, and then left", async (_what, addressOf, variables) => {
    const server = await silentServer();
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    const error = await rejection(look(addressOf(server.url)), ConnectionFailedError);
    expect(error.message).toContain("no answer within 1 s");
    expect(error.hint).toContain("connect_timeout");
    await server.left;
  });

  test("is waited for as --connect-timeout says, whatever the URL says", async () => {
    const { url } = await silentServer();
    const env = { DATABASE_URL: `${url}?connect_timeout=600` };
    const args = ["status", "--connect-timeout", "1"];
    const finished = await pgmaestro(args, { cwd: projectOfTwo(), env });
    expect(finished.exitCode).toBe(1);
    expect(finished.stderr).toContain("no answer within 1 s");
    expect(written(finished)).not.toContain("geheim");
  });

  test("is left when a signal is aborted", async () => {
    const server = await silentServer();
    const controller = new AbortController();
    const { signal } = controller;
    const options = { extensions: () => [], lockWait: 0, signal };
    const connecting = withConnection(server.url, options, async () => {});
    void server.connected.then(() => controller.abort());
    await rejection(connecting, RunInterruptedError);
    await server.left;
  });

  test("is left on SIGTERM, before anything is done", async () => {
    const server = await silentServer();
    const env = { DATABASE_URL: `${server.url}?connect_timeout=0` };
    const { child, finished } = startPgmaestro(["up"], { cwd: projectOfTwo(), env });
    await server.connected;
    child.kill("SIGTERM");
    const { exitCode, stderr } = await finished;
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Stopped on request");
  });

  test("is not asked at all where the signal was aborted before", async () => {
    const options = { extensions: () => [], lockWait: 0, signal: AbortSignal.abort() };
    const { url } = await silentServer();
    await rejection(
      withConnection(url, options, async () => {}),
      RunInterruptedError,
    );
  });

  test("is not waited for when the migrations cannot be read", async () => {
    const { url } = await silentServer();
    const database = `${url}?connect_timeout=0`;
    const looking = status({ database, migrationsDir: `${directoryOf({})}/nowhere` });
    await expect(looking).rejects.toMatchObject({ code: "migrations-directory" });
  });
});

test("a client whose connecting failed leaves no session behind", async () => {
  const url = new URL(inject("serverUrl"));
  url.pathname = "/nowhere";
  url.searchParams.set("application_name", "failed_client");
  await rejection(look(url.href), ConnectionFailedError);
  const sessions =
    "select count(*)::int from pg_stat_activity where application_name = 'failed_client'";
  await expect.poll(() => queryOnce(inject("serverUrl"), sessions)).toEqual([{ count: 0 }]);
});

describe("a server with TLS and SCRAM", () => {
  const port = useTlsServer();
  const at = (query: string, host = "localhost", password = ":postgres") =>
    `postgres://postgres${password}@${host}:${port()}/postgres?${query}`;
  const ca = `sslrootcert=${encodeURIComponent(certificate("ca.pem"))}`;
  const otherCa = `sslrootcert=${encodeURIComponent(certificate("other-ca.pem"))}`;

  test.each([
    ["sslmode=disable"],
    ["sslmode=no-verify"],
    ["ssl=no-verify"],
    [`sslmode=require&${ca}`],
    [`sslmode=verify-full&${ca}`],
    [ca],
    [`uselibpqcompat=true&sslmode=require`],
    [`uselibpqcompat=true&sslmode=verify-ca&${ca}`],
    [`sslmode=verify-full&${ca}&channel_binding=require`],
    [`sslmode=no-verify&channel_binding=require`],
    [`sslmode=no-verify&ssl_min_protocol_version=TLSv1.3`],
  ])("is reached with %s", async (query) => {
    expect((await look(at(query))).counts).toMatchObject({ pending: 1 });
  });

  test("is reached by its address where the host does not count", async () => {
    await look(at(`uselibpqcompat=true&sslmode=verify-ca&${ca}`, "127.0.0.1"));
  });

  test("is reached with the files and the mode of variables", async () => {
    vi.stubEnv("PGSSLMODE", "verify-full");
    await rejection(look(at("")), ConnectionFailedError);
    vi.stubEnv("PGSSLROOTCERT", certificate("ca.pem"));
    await look(at(""));
    await rejection(look(at(otherCa)), ConnectionFailedError);
    await look(at("sslmode=disable"));
    await look({
      host: "localhost",
      port: port(),
      user: "postgres",
      password: "postgres",
      ssl: false,
    });
  });

  test.each([
    ["sslmode=require", "sslrootcert=ca.pem"],
    ["sslmode=prefer", "sslmode=no-verify"],
    [`sslmode=verify-full&${otherCa}`, "sslrootcert=ca.pem"],
    ["sslmode=verify-full&sslrootcert=system", "sslrootcert=ca.pem"],
    ["ssl=true", "uselibpqcompat=true"],
  ])("is not trusted with %s, and the hint says what would help", async (query, hint) => {
    const warned = vi.spyOn(process, "emitWarning");
    const error = await rejection(look(at(query)), ConnectionFailedError);
    expect(error.hint).toContain(hint);
    expect(warned).not.toHaveBeenCalled();
  });

  test("is not trusted by another name than its certificate's", async () => {
    const error = await rejection(
      look(at(`sslmode=verify-full&${ca}`, "127.0.0.1")),
      ConnectionFailedError,
    );
    expect(error.hint).toContain("by a name that the certificate is for");
  });

  test("is refused at once, with a hint, where no password is given", async () => {
    const url = at("sslmode=disable&application_name=no_password", "localhost", "");
    const finished = await pgmaestro(["status"], {
      cwd: projectOfTwo(),
      env: { DATABASE_URL: url, HOME: directoryOf({}) },
    });
    expect(finished.exitCode).toBe(1);
    expect(finished.stderr).toContain("the server asks for a password, and none is given");
    expect(finished.stderr).toContain("Set PGPASSWORD");
    const sessions =
      "select count(*)::int from pg_stat_activity where application_name = 'no_password'";
    await expect.poll(() => queryOnce(at("sslmode=disable"), sessions)).toEqual([{ count: 0 }]);
  });

  test("that asks for the password as it is does not get it where channel_binding=require", async () => {
    await queryOnce(at("sslmode=disable"), "create role plain superuser login password 'postgres'");
    const url = at("sslmode=no-verify").replace("postgres:postgres@", "plain:postgres@");
    await look(url);
    const error = await rejection(look(`${url}&channel_binding=require`), ConnectionFailedError);
    expect(error.message).toContain("channel_binding=require cannot be kept");
  });
});
