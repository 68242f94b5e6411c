import { existsSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ConfigurationError, ConnectionFailedError, status, up } from "../../src/index.ts";
import { copyEmbedded, describeEachServer, serverUrls } from "../support/databases.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { applied, ran, rejection } from "../support/results.ts";
import { createRole, urlOf } from "../support/sessions.ts";

const one = () => directoryOf(tables("1_a"));

async function failureAt(url: string): Promise<ConnectionFailedError> {
  return rejection(status({ database: url, migrationsDir: one() }), ConnectionFailedError);
}

test("a port where nothing listens is named so, without the password", async () => {
  const error = await failureAt("postgres://me:geheim@127.0.0.1:1/db");
  expect(error.message).toContain("nothing listens there");
  expect(error.message).toContain("127.0.0.1:1");
  expect(JSON.stringify([error.message, error.hint, error.facts()])).not.toContain("geheim");
});

test("a wrong password and a database that is not there are told apart", async () => {
  const url = new URL(serverUrls()[0]!.url);
  url.pathname = "/nowhere";
  expect((await failureAt(url.href)).message).toContain("no such database");
  url.pathname = "/postgres";
  url.password = "wrong-geheim";
  const error = await failureAt(url.href);
  expect(error.message).toContain("password is wrong");
  expect(error.message).not.toContain("geheim");
});

test("a host that does not exist is named so", async () => {
  expect((await failureAt("postgres://me@no-such-host.invalid/db")).message).toContain(
    "no-such-host.invalid",
  );
});

test("a pglite: URL without a directory is refused", async () => {
  await rejection(status({ database: "pglite:", migrationsDir: one() }), ConfigurationError);
});

test("a directory is opened, used and closed again, run after run, with its extensions", async () => {
  const directory = await copyEmbedded();
  onTestFinished(() => rm(dirname(directory), { recursive: true, force: true }));
  const database = `pglite:${directory}`;
  const migrationsDir = directoryOf({
    "1_ext.sql": "create extension pgcrypto;",
    ...tables("2_b"),
  });
  expect(ran(await up({ database, migrationsDir, count: 1 }))).toEqual(["up 1_ext"]);
  expect(readdirSync(dirname(directory))).toEqual(["database"]);
  const without = directoryOf(tables("2_b", "3_c"));
  expect(ran(await up({ database, migrationsDir: without, checkOrder: false }))).toEqual([
    "up 2_b",
    "up 3_c",
  ]);
  expect((await status({ database, migrationsDir, lockWait: 0 })).counts).toMatchObject({
    applied: 2,
    missing: 1,
  });
});

test("runs of one directory at once wait for each other", async () => {
  const directory = await copyEmbedded();
  onTestFinished(() => rm(dirname(directory), { recursive: true, force: true }));
  const request = {
    database: `pglite:${directory}`,
    migrationsDir: directoryOf(tables("1_a", "2_b")),
  };
  const results = await Promise.all([up(request), up(request)]);
  expect(results.flatMap(ran)).toEqual(["up 1_a", "up 2_b"]);
  expect(existsSync(`${directory}.lock`)).toBe(false);
});

test("an extension that the embedded PostgreSQL lacks is an error that names the way out", async () => {
  const directory = await copyEmbedded();
  onTestFinished(() => rm(dirname(directory), { recursive: true, force: true }));
  const migrationsDir = directoryOf({ "1_a.sql": "create extension plpython3u;" });
  await expect(up({ database: `pglite:${directory}`, migrationsDir })).rejects.toMatchObject({
    code: "migration-failed",
    hint: expect.stringContaining("DATABASE_URL"),
  });
});

describeEachServer("a URL", (db) => {
  test("with options opens a session that has them", async () => {
    const { role } = await createRole(urlOf(db()));
    await db().query(
      `create schema app authorization ${role}; grant all on schema public to ${role}`,
    );
    const database = `${urlOf(db())}?options=${encodeURIComponent(`-c role=${role} -c search_path=app`)}`;
    const migrationsDir = directoryOf({
      "1_sets.sql": "set search_path = ''; reset role;",
      ...tables("2_b"),
    });
    await up({ database, migrationsDir });
    expect(
      await db().query("select schemaname, tableowner from pg_tables where tablename = 'b'"),
    ).toEqual([{ schemaname: "app", tableowner: role }]);
    expect(await applied(db())).toEqual(["1_sets", "2_b"]);
  });

  test("leaves no session behind, whether a run succeeds or fails", async () => {
    const migrationsDir = directoryOf({ ...tables("1_a"), "2_b.sql": "select 1 / 0;" });
    const request = { database: db().database, migrationsDir };
    await up({ ...request, count: 1 });
    await up(request).catch(() => {});
    const sessions = `select count(*)::int as count from pg_stat_activity
      where datname = current_database() and application_name = 'pgmaestro'`;
    await expect.poll(() => db().query(sessions)).toEqual([{ count: 0 }]);
  });
});
