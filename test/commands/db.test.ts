import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import {
  createDatabase,
  DatabaseError,
  dropDatabase,
  InvalidRequestError,
  resetDatabase,
  status,
} from "../../src/index.ts";
import { describeEachServer, queryOnce } from "../support/databases.ts";
import { pgmaestro } from "../support/cli.ts";
import { jsonLines, projectOfTwo } from "../support/project.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";
import { connect, createRole, openInMemory, urlOf } from "../support/sessions.ts";

describeEachServer("a database", (db) => {
  /** The URL of a database that is not there, and is gone after the test. */
  function newUrl(from = urlOf(db())): string {
    const url = new URL(from);
    url.pathname = `/My db ${randomUUID().slice(0, 8)}`;
    onTestFinished(() =>
      queryOnce(
        urlOf(db()),
        `DROP DATABASE IF EXISTS "${decodeURIComponent(url.pathname.slice(1))}" WITH (FORCE)`,
      ).then(() => {}),
    );
    return url.href;
  }

  test("is made once, dropped once, and no connection to another one is left", async () => {
    const application = randomUUID();
    const database = `${newUrl()}?application_name=${application}`;
    expect((await createDatabase({ database })).changed).toBe(true);
    expect((await createDatabase({ database })).changed).toBe(false);
    expect(await queryOnce(database, "SELECT 1 AS it")).toEqual([{ it: 1 }]);
    expect((await dropDatabase({ database })).changed).toBe(true);
    expect(await dropDatabase({ database })).toMatchObject({
      changed: false,
      database: expect.stringContaining("***"),
    });
    const left = `SELECT FROM pg_stat_activity WHERE application_name = '${application}'`;
    expect(await db().query(left)).toEqual([]);
  });

  test("is meant by what the query of its URL names, too", async () => {
    const url = new URL(newUrl());
    const name = decodeURIComponent(url.pathname.slice(1));
    url.pathname = "/nowhere";
    url.searchParams.set("dbname", name);
    expect((await createDatabase({ database: url.href })).changed).toBe(true);
    const [row] = await db().query(
      `SELECT datname AS name FROM pg_database WHERE datname = '${name}'`,
    );
    expect(row).toEqual({ name });
  });

  test("that others use is dropped only by force", async () => {
    const database = newUrl();
    await createDatabase({ database });
    const session = await connect(database);
    session.on("error", () => {});
    const error = await rejection(dropDatabase({ database }), DatabaseError);
    expect(error.hint).toContain("--force");
    expect((await session.query("SELECT 1 AS it")).rows).toEqual([{ it: 1 }]);
    expect((await dropDatabase({ database, force: true })).changed).toBe(true);
  });

  test("is made again with all migrations", async () => {
    const options = { database: newUrl(), migrationsDir: directoryOf(tables("1_a", "2_b")) };
    for (const _ of [1, 2])
      expect((await resetDatabase(options)).run.migrations.map(({ name }) => name)).toEqual([
        "1_a",
        "2_b",
      ]);
    expect((await status(options)).counts.applied).toBe(2);
  });

  test("is not made by a role that may not, with what to do", async () => {
    const { roleUrl } = await createRole(urlOf(db()));
    const error = await rejection(createDatabase({ database: newUrl(roleUrl) }), DatabaseError);
    expect(error.hint).toContain("CREATEDB");
  });

  test.each(["postgres", "template1"])(
    "that every server has is never dropped: %s",
    async (name) => {
      const url = new URL(urlOf(db()));
      url.pathname = name;
      await rejection(dropDatabase({ database: url.href, force: true }), InvalidRequestError);
    },
  );

  test("that is connected to is refused", async () => {
    await rejection(createDatabase({ database: await openInMemory() }), InvalidRequestError);
  });

  test("is made, made again and dropped as it is typed", async () => {
    const cwd = projectOfTwo();
    const run = (...args: string[]) => pgmaestro(args, { cwd, env: { DATABASE_URL: url } });
    const url = newUrl();
    expect((await run("db", "create")).stdout).toMatch(/^Made postgresql:.*\.\n$/);
    expect((await run("db", "create")).stdout).toContain("is there already.");
    const refused = await run("db", "reset");
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(refused.stderr).toContain("Give --yes");
    expect(jsonLines(await run("db", "reset", "--yes", "--json")).at(-1)).toMatchObject({
      type: "db",
      action: "reset",
      run: { migrations: [{ name: "1_a" }, { name: "2_b" }] },
    });
    expect((await run("db", "drop", "--yes")).stdout).toContain("Dropped postgresql:");
    expect(await run("db", "mend")).toMatchObject({ exitCode: 2 });
  });

  test.each([
    ["the config", { protected: true }, {}],
    ["NODE_ENV", {}, { NODE_ENV: "production" }],
  ])("that is protected by %s is never dropped, whatever is given", async (_, config, env) => {
    const cwd = projectOfTwo({ "pgmaestro.config.json": JSON.stringify(config) });
    const url = newUrl();
    await createDatabase({ database: url });
    for (const action of ["drop", "reset"]) {
      const args = ["db", action, "--yes", "--force"];
      const finished = await pgmaestro(args, { cwd, env: { DATABASE_URL: url, ...env } });
      expect(finished.exitCode).toBe(2);
      expect(finished.stderr).toContain("and is never dropped");
    }
    expect(await queryOnce(url, "SELECT 1 AS it")).toEqual([{ it: 1 }]);
  });
});

test("an embedded database is made and dropped, and nothing that is none", async () => {
  const place = directoryOf({});
  const database = `pglite:${join(place, "database")}`;
  expect((await createDatabase({ database })).changed).toBe(true);
  expect((await createDatabase({ database })).changed).toBe(false);
  expect((await dropDatabase({ database })).changed).toBe(true);
  expect(existsSync(join(place, "database"))).toBe(false);
  expect((await dropDatabase({ database })).changed).toBe(false);
  mkdirSync(join(place, "other"));
  writeFileSync(join(place, "other", "notes.txt"), "precious");
  await expect(dropDatabase({ database: `pglite:${join(place, "other")}` })).rejects.toThrow(
    "it holds other files",
  );
  expect(existsSync(join(place, "other", "notes.txt"))).toBe(true);
});
