import { expect, test } from "vitest";
import { DatabaseError, MigrationFailedError, mark, status, up } from "../../src/index.ts";
import { describeEachDatabase, describeEachServer } from "../support/databases.ts";
import { addFiles, directoryOf, removeFiles, tables, upDown } from "../support/migrations.ts";
import { existing, rejection } from "../support/results.ts";
import { createRole, urlOf } from "../support/sessions.ts";

const withOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/;

describeEachDatabase("status", (db) => {
  test("before anything was run shows all as pending, and makes nothing", async () => {
    const migrationsDir = directoryOf(tables("1_a", "2_b"));
    const result = await status({ database: db().database, migrationsDir });
    expect(result.migrations.map(({ name, state }) => `${state} ${name}`)).toEqual([
      "pending 1_a",
      "pending 2_b",
    ]);
    expect(result.table).toBe('"public"."pgmigrations"');
    expect(await existing(db(), "pgmigrations", "pgmigrations_journal")).toEqual([]);
  });

  test("of an empty directory is empty", async () => {
    const result = await status({ database: db().database, migrationsDir: directoryOf({}) });
    expect(result.migrations).toEqual([]);
  });

  test("shows every state, each migration where it belongs", async () => {
    const migrationsDir = directoryOf(tables("1_a", "2_b", "4_d", "5_e"));
    const request = { database: db().database, migrationsDir };
    await up(request);
    removeFiles(migrationsDir, "2_b.sql");
    addFiles(migrationsDir, { "1_a.sql": "select 2;", ...tables("3_c", "6_f") });
    const { migrations, counts } = await status(request);
    expect(migrations.map(({ name, state }) => `${state} ${name}`)).toEqual([
      "edited 1_a",
      "missing 2_b",
      "out-of-order 3_c",
      "applied 4_d",
      "applied 5_e",
      "pending 6_f",
    ]);
    expect(counts).toEqual({ applied: 2, pending: 1, edited: 1, missing: 1, "out-of-order": 1 });
  });

  test("tells when, how long, by whom and how, and what the header says", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": `-- Migration: A\n-- Description: Makes a\n--   with care\n${upDown("select pg_sleep(0.05);", "")}`,
      ...tables("2_b"),
    });
    const request = { database: db().database, migrationsDir };
    const [before, begin] = [Date.now(), performance.now()];
    await up({ ...request, count: 1, who: "ada@example" });
    const took = Math.ceil(performance.now() - begin);
    await mark({ ...request, names: ["2_b"], who: "bob@example" });
    const [first, second] = (await status(request)).migrations;
    expect(first).toMatchObject({
      description: "Makes a with care",
      event: "up",
      who: "ada@example",
      at: expect.stringMatching(withOffset),
    });
    expect(first!.durationMs).toBeGreaterThanOrEqual(50);
    expect(first!.durationMs).toBeGreaterThanOrEqual(50);
    expect(first!.durationMs).toBeLessThanOrEqual(took);
    expect(Math.abs(Date.parse(first!.at!) - before)).toBeLessThan(300_000);
    expect(first!.file).toMatch(/1_a\.sql$/);
    expect(second).toMatchObject({ event: "mark", who: "bob@example" });
    expect(second).not.toHaveProperty("durationMs");
  });

  test("tells only what the history knows of rows by another tool", async () => {
    await db()
      .query(`create table pgmigrations (id serial primary key, name varchar(255) not null, run_on timestamp not null);
      insert into pgmigrations (name, run_on) values ('1_a', '2024-10-27 12:00:00')`);
    const migrationsDir = directoryOf(tables("1_a"));
    const [only] = (await status({ database: db().database, migrationsDir })).migrations;
    expect(only).toMatchObject({ state: "applied", at: "2024-10-27T12:00:00" });
    expect(only).not.toHaveProperty("who");
    expect(only).not.toHaveProperty("event");
    expect(await existing(db(), "pgmigrations_journal")).toEqual([]);
  });

  test("tells of what stopped halfway, and of warnings in the files", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": "-- pgmaestro: no-transaction\ncreate table a (id int);\nselect 1 / 0;",
      "2_b.sql": `select 1;\n${upDown("select 2;", "")}`,
    });
    const request = { database: db().database, migrationsDir };
    await rejection(up(request), MigrationFailedError);
    const { partial, warnings, counts } = await status(request);
    expect(partial).toEqual([{ name: "1_a", direction: "up", statements: 1, next: "goes-on" }]);
    expect(warnings).toMatchObject([{ line: 1 }]);
    expect(counts.pending).toBe(2);
  });
});

describeEachServer("status for a role", (db) => {
  test("that may only SELECT is complete", async () => {
    const migrationsDir = directoryOf(tables("1_a", "2_b"));
    await up({ database: db().database, migrationsDir, count: 1 });
    const { role, roleUrl } = await createRole(urlOf(db()));
    await db().query(`grant select on pgmigrations, pgmigrations_journal to ${role}`);
    const { migrations } = await status({ database: roleUrl, migrationsDir });
    expect(migrations).toMatchObject([{ state: "applied", event: "up" }, { state: "pending" }]);
  });

  test("that may not read the journal tells what the history knows", async () => {
    const migrationsDir = directoryOf(tables("1_a"));
    await up({ database: db().database, migrationsDir });
    const { role, roleUrl } = await createRole(urlOf(db()));
    await db().query(`grant select on pgmigrations to ${role}`);
    const { migrations } = await status({ database: roleUrl, migrationsDir });
    expect(migrations).toMatchObject([{ state: "applied" }]);
    expect(migrations[0]).not.toHaveProperty("who");
  });

  test("that may read nothing says what to ask for", async () => {
    const migrationsDir = directoryOf(tables("1_a"));
    await up({ database: db().database, migrationsDir });
    const { roleUrl } = await createRole(urlOf(db()));
    const error = await rejection(status({ database: roleUrl, migrationsDir }), DatabaseError);
    expect(error.server.sqlState).toBe("42501");
    expect(error.hint).toContain("GRANT SELECT");
  });

  test("names the target without its password", async () => {
    const result = await status({ database: db().database, migrationsDir: directoryOf({}) });
    expect(result.target).not.toContain(":postgres@");
    expect(result.target).toContain("***");
  });
});

describeEachServer("up by a role that owns nothing", (db) => {
  test("works with rights on history and journal, and none to create", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_row.sql": upDown("insert into a values (1);", "delete from a;"),
    });
    await up({ database: db().database, migrationsDir, count: 1 });
    const { role, roleUrl } = await createRole(urlOf(db()));
    await db()
      .query(`grant select, insert, delete on pgmigrations, pgmigrations_journal, a to ${role};
      grant usage on sequence pgmigrations_id_seq to ${role}`);
    await up({ database: roleUrl, migrationsDir });
    expect(
      await db().query("select role = 'postgres' as owner from pgmigrations_journal order by id"),
    ).toEqual([{ owner: true }, { owner: false }]);
  });

  test("without any right fails clearly before anything runs", async () => {
    const { roleUrl } = await createRole(urlOf(db()));
    const migrationsDir = directoryOf(tables("1_a"));
    const error = await rejection(up({ database: roleUrl, migrationsDir }), DatabaseError);
    expect(error.server.sqlState).toBe("42501");
    expect(await existing(db(), "a", "pgmigrations")).toEqual([]);
  });
});
