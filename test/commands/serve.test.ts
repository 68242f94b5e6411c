import { dirname } from "node:path";
import { rm } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { serve } from "../../src/commands/serve.ts";
import { ConfigurationError, down, InvalidRequestError, status, up } from "../../src/index.ts";
import { copyEmbedded, queryOnce } from "../support/databases.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { ran, rejection } from "../support/results.ts";

async function serveCopy(migrationsDir: string) {
  const directory = await copyEmbedded();
  const database = `pglite:${directory}`;
  const served = await serve({ database, migrationsDir, port: 0 });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= served.stop());
  onTestFinished(async () => {
    await stop();
    await rm(dirname(directory), { recursive: true, force: true });
  });
  return { database, url: served.url, stop };
}

test("an embedded database is served to pg, extensions of the migrations included", async () => {
  const migrationsDir = directoryOf({ "1_a.sql": "create extension if not exists pgcrypto;" });
  const { url } = await serveCopy(migrationsDir);
  expect(ran(await up({ database: url, migrationsDir }))).toEqual(["up 1_a"]);
  expect(await queryOnce(url, "select gen_salt('md5') is not null as salted")).toEqual([
    { salted: true },
  ]);
});

test("while a directory is served, its pglite: URL goes by way of the server", async () => {
  const migrationsDir = directoryOf(tables("1_a", "2_b"));
  const { database, url, stop } = await serveCopy(migrationsDir);
  expect(ran(await up({ database, migrationsDir, lockWait: 0 }))).toEqual(["up 1_a", "up 2_b"]);
  expect(await queryOnce(url, "select name from pgmigrations order by id")).toEqual([
    { name: "1_a" },
    { name: "2_b" },
  ]);
  expect((await status({ database, migrationsDir })).target).toContain("127.0.0.1");
  expect(ran(await down({ database, migrationsDir }))).toEqual(["down 2_b"]);
  await stop();
  const after = await status({ database, migrationsDir });
  expect(after.target).toContain("embedded");
  expect(after.counts).toMatchObject({ applied: 1, pending: 1 });
});

test("two runs at once by way of one server apply each migration once", async () => {
  const migrationsDir = directoryOf(tables("1_a", "2_b"));
  const { url } = await serveCopy(migrationsDir);
  const request = { database: url, migrationsDir };
  const results = await Promise.all([up(request), up(request)]);
  expect(results.flatMap(ran)).toEqual(["up 1_a", "up 2_b"]);
});

test("a directory is served once", async () => {
  const migrationsDir = directoryOf({});
  const { database, url } = await serveCopy(migrationsDir);
  const error = await rejection(serve({ database, migrationsDir, port: 0 }), ConfigurationError);
  expect(error.message).toContain(url);
});

test("a port that is taken is named, and the directory is free again", async () => {
  const migrationsDir = directoryOf({});
  const { url } = await serveCopy(migrationsDir);
  const other = await copyEmbedded();
  onTestFinished(() => rm(dirname(other), { recursive: true, force: true }));
  const request = { database: `pglite:${other}`, migrationsDir };
  const port = Number(new URL(url).port);
  const error = await rejection(serve({ ...request, port }), ConfigurationError);
  expect(error.message).toContain(String(port));
  expect((await status({ ...request, lockWait: 0 })).migrations).toEqual([]);
});

test("a real server is refused", async () => {
  const request = { database: "postgres://localhost/x", migrationsDir: directoryOf({}) };
  await rejection(serve(request), InvalidRequestError);
});
