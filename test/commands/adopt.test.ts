import { expect, test } from "vitest";
import { adopt, DottedTableError, down, mark, status, up } from "../../src/index.ts";
import { describeEachDatabase, describeEachServer } from "../support/databases.ts";
import { addFiles, directoryOf, tables } from "../support/migrations.ts";
import { nodePgMigrate } from "../support/node-pg-migrate.ts";
import { applied, existing, journal, ran, rejection } from "../support/results.ts";
import { urlOf } from "../support/sessions.ts";

const migrationsTable = "flowmaestro.pgmigrations";

describeEachServer("a table that node-pg-migrate named with a dot", (db) => {
  async function leftByNodePgMigrate() {
    const migrationsDir = directoryOf(tables("1_a", "2_b", "3_c"));
    const settings = { url: urlOf(db()), migrationsDir };
    await nodePgMigrate(["up", "2", "--migrations-table", migrationsTable], settings);
    expect(await existing(db(), 'public."flowmaestro.pgmigrations"')).toHaveLength(1);
    return { database: db().database, migrationsDir, migrationsTable };
  }

  test("refuses up, down and mark, which change nothing", async () => {
    const request = await leftByNodePgMigrate();
    const error = await rejection(up(request), DottedTableError);
    expect(error.table).toBe('"public"."flowmaestro.pgmigrations"');
    expect(error.message).toContain("2 applied migrations");
    expect(error.hint).toContain("adopt");
    await rejection(down(request), DottedTableError);
    await rejection(mark({ ...request, all: true }), DottedTableError);
    expect(await existing(db(), "c", "flowmaestro.pgmigrations")).toEqual([]);
  });

  test("shows in status", async () => {
    const request = await leftByNodePgMigrate();
    expect((await status(request)).dotted).toEqual({
      sql: '"public"."flowmaestro.pgmigrations"',
      rows: 2,
    });
  });

  test("is moved by adopt once, with its times and its order, and is gone then", async () => {
    const request = await leftByNodePgMigrate();
    const before = await db().query(
      'select name, run_on from public."flowmaestro.pgmigrations" order by id',
    );
    expect(await adopt(request)).toEqual({
      moved: ["1_a", "2_b"],
      from: '"public"."flowmaestro.pgmigrations"',
      adopted: ["1_a", "2_b"],
    });
    expect(
      await db().query("select name, run_on from flowmaestro.pgmigrations order by id"),
    ).toEqual(before);
    expect(await existing(db(), 'public."flowmaestro.pgmigrations"')).toEqual([]);
    expect(await adopt(request)).toEqual({ moved: [], adopted: [] });
    expect(await applied(db(), migrationsTable)).toEqual(["1_a", "2_b"]);
    expect(await status(request)).not.toHaveProperty("dotted");
    expect(ran(await up(request))).toEqual(["up 3_c"]);
    expect(ran(await down({ ...request, all: true }))).toHaveLength(3);
  });

  test("adds only the rows that the history lacks", async () => {
    const request = await leftByNodePgMigrate();
    await db().query(`create schema flowmaestro;
      create table flowmaestro.pgmigrations (id serial primary key, name varchar(255) not null, run_on timestamp not null);
      insert into flowmaestro.pgmigrations (name, run_on) values ('1_a', now())`);
    expect((await status(request)).dotted).toMatchObject({ rows: 1 });
    expect((await adopt(request)).moved).toEqual(["2_b"]);
    expect(await applied(db(), migrationsTable)).toEqual(["1_a", "2_b"]);
  });
});

describeEachDatabase("rows of another tool", (db) => {
  test("are adopted by the first `up`, with the checksums of today's files", async () => {
    const migrationsDir = directoryOf(tables("1_a", "2_b"));
    const request = { database: db().database, migrationsDir };
    await db().query(`create table a (id int);
      create table pgmigrations (id serial primary key, name varchar(255) not null, run_on timestamp not null);
      insert into pgmigrations (name, run_on) values ('1_a', '2024-10-27'), ('0_gone', '2024-10-27')`);
    const result = await up({ ...request, checkOrder: false });
    expect(result.adopted).toEqual(["1_a"]);
    expect(ran(result)).toEqual(["up 2_b"]);
    expect(await journal(db())).toEqual(["adopt 1_a", "up 2_b"]);
    addFiles(migrationsDir, { "1_a.sql": "create table a (id text);" });
    expect((await status(request)).counts).toMatchObject({ edited: 1, missing: 1 });
  });

  test("are adopted by `up` also where nothing is pending", async () => {
    await db()
      .query(`create table pgmigrations (id serial primary key, name varchar(255) not null, run_on timestamp not null);
      insert into pgmigrations (name, run_on) values ('1_a', '2024-10-27')`);
    const request = { database: db().database, migrationsDir: directoryOf(tables("1_a")) };
    expect((await up(request)).adopted).toEqual(["1_a"]);
    expect((await up(request)).adopted).toEqual([]);
  });
});
