import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import {
  diff,
  down,
  dump,
  importFrom,
  ImportRefusedError,
  InvalidRequestError,
  mark,
  MigrationsDirectoryError,
  status,
  up,
  type VerifyOptions,
} from "../../src/index.ts";
import { inPlace } from "../../src/commands/in-place.ts";
import { histories } from "../../src/import/history-made.ts";
import { sourceNamed } from "../../src/import/index.ts";
import { isUnwritten, type Migration } from "../../src/migrations/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { addFiles, directoryOf, removeFiles } from "../support/migrations.ts";
import { applied, existing, journal, rejection } from "../support/results.ts";

const migrations = {
  "1_a.sql": "-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;\n",
  "2_b.sql": "-- migrate:up\nCREATE TABLE b (id int);\n-- migrate:down\nDROP TABLE b;\n",
};

describeEachDatabase("import", (db) => {
  const migrated = (table = "schema_migrations", ...versions: string[]) =>
    db().query(`CREATE TABLE ${table} (version varchar PRIMARY KEY);
      ${versions.map((version) => `INSERT INTO ${table} VALUES ('${version}');`).join("")}`);
  const given = (migrationsDir: string, more: object = {}) => ({
    database: db().database,
    tool: "dbmate",
    from: directoryOf(migrations),
    migrationsDir,
    write: true,
    ...more,
  });

  test("refuses a tool that it does not know", async () => {
    const error = await rejection(
      importFrom(given(directoryOf({}), { tool: "dbmat" })),
      InvalidRequestError,
    );
    expect(error.hint).toMatch(
      /db-migrate, dbmate, diesel, drizzle, flyway, golang-migrate, goose, graphile-migrate, knex, prisma, sequelize, sqlx, supabase, typeorm\./,
    );
  });

  test("knows the history that a tool makes by its columns, and compares and writes none", async () => {
    for (const tool of Object.keys(histories)) {
      const { name, columns } = sourceNamed(tool).table;
      const schema = `of ${tool}`;
      const isElsewhere = histories[tool]!.includes("CREATE SCHEMA");
      const within = isElsewhere
        ? ""
        : `CREATE SCHEMA "${schema}"; SET search_path = "${schema}"; `;
      await db().query(within + histories[tool]!);
      const there = await db().query(
        `SELECT attname FROM pg_attribute WHERE attrelid = (SELECT max(oid) FROM pg_class WHERE relname = '${name}') AND attnum > 0`,
      );
      expect(there.map(({ attname }) => attname)).toEqual(expect.arrayContaining([...columns]));
    }
    await db().query("RESET search_path; CREATE TABLE a (id int)");
    const { database } = db();
    const scratch = inject("serverUrl");
    const own = join(directoryOf({ "a.sql": "CREATE TABLE a (id int);" }), "a.sql");
    const { differences, undescribed } = await diff({ from: own, database, scratch });
    expect(differences).toEqual([]);
    for (const tool of Object.keys(histories))
      expect(undescribed.join("\n")).toMatch(new RegExp(` of ${sourceNamed(tool).title}$`, "m"));
    if (typeof database !== "string") return;
    const { text } = await dump({ from: database, scratch });
    expect(text).toMatch(/^-- Not in it: table .*\n\nCREATE TABLE public\.a \([^;]*\);\n$/m);
  });

  test("refuses where the tool's directory or its history is not there, and writes nothing", async () => {
    const directory = join(directoryOf({}), "migrations");
    const none = await rejection(importFrom(given(directory)), ImportRefusedError);
    expect(none.message).toMatch(
      /^There is no history of dbmate in .*: no table schema_migrations$/,
    );
    await migrated();
    await rejection(
      importFrom(given(directory, { from: "/nowhere/at/all" })),
      MigrationsDirectoryError,
    );
    expect(existsSync(directory)).toBe(false);
    expect(await existing(db(), "pgmigrations")).toEqual([]);
  });

  test("finds the history in another schema, or under another name that is given", async () => {
    await db().query("CREATE SCHEMA one; CREATE SCHEMA two");
    await migrated("one.schema_migrations", "1");
    const look = () => importFrom(given(directoryOf({}), { write: false }));
    expect((await look()).table).toBe("one.schema_migrations");

    await migrated("two.schema_migrations", "1", "2");
    const error = await rejection(look(), ImportRefusedError);
    expect(error.names).toEqual(["one.schema_migrations", "two.schema_migrations"]);

    const named = given(directoryOf({}), { fromTable: "two.schema_migrations" });
    await importFrom(named);
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
  });

  test("refuses a history that is not empty", async () => {
    const migrationsDir = directoryOf({ "9_own.sql": "CREATE TABLE own ();" });
    await up({ database: db().database, migrationsDir });
    await migrated("schema_migrations", "1");
    const error = await rejection(importFrom(given(migrationsDir)), ImportRefusedError);
    expect(error).toMatchObject({ kind: "refused", names: ["9_own"] });
    expect(readdirSync(migrationsDir)).toEqual(["9_own.sql"]);
  });

  test("overwrites no file that says something else; one that says the same stays", async () => {
    await migrated("schema_migrations", "1");
    const migrationsDir = directoryOf({ "1_a.sql": "CREATE TABLE other ();" });
    const error = await rejection(importFrom(given(migrationsDir)), ImportRefusedError);
    expect(error.names).toEqual([join(migrationsDir, "1_a.sql")]);
    expect(readdirSync(migrationsDir)).toEqual(["1_a.sql"]);
    expect(await existing(db(), "pgmigrations")).toEqual([]);

    removeFiles(migrationsDir, "1_a.sql");
    await importFrom(given(migrationsDir, { write: true }));
    await mark({ database: db().database, migrationsDir, all: true, unmark: true });
    addFiles(migrationsDir, { "3_c.sql": "CREATE TABLE c ();" });
    const { notes, written } = await importFrom(given(migrationsDir));
    expect(written).toBe(true);
    expect(notes).toEqual([expect.stringMatching(/^3_c is among our migrations already/)]);
    expect(await applied(db())).toEqual(["1_a"]);
  });

  test("refuses two files of one version", async () => {
    await migrated("schema_migrations", "1");
    const from = directoryOf({ ...migrations, "1_twin.sql": migrations["1_a.sql"] });
    const error = await rejection(importFrom(given(directoryOf({}), { from })), ImportRefusedError);
    expect(error.names).toEqual([join(from, "1_a.sql"), join(from, "1_twin.sql")]);
  });

  test("an empty section stays one: it can be run and rolled back", async () => {
    await migrated();
    const from = directoryOf({ "1_nothing.sql": "-- migrate:up\n-- migrate:down\n" });
    const migrationsDir = directoryOf({});
    const { database } = db();
    await importFrom(given(migrationsDir, { from }));
    expect((await up({ database, migrationsDir })).migrations).toHaveLength(1);
    expect((await down({ database, migrationsDir })).migrations).toHaveLength(1);
    const foreign: VerifyOptions = await inPlace({ fromTool: { tool: "dbmate", directory: from } });
    expect((foreign.migrations as Migration[]).map(isUnwritten)).toEqual([false]);
  });

  test("takes its files away again where the history cannot be written", async () => {
    await migrated("schema_migrations", "1");
    await db().query(`CREATE TABLE pgmigrations (id serial PRIMARY KEY, name varchar(255) NOT NULL,
      run_on timestamp NOT NULL CHECK (run_on < '2000-01-01'))`);
    const migrationsDir = directoryOf({});
    await expect(importFrom(given(migrationsDir))).rejects.toThrow(/violates check constraint/);
    expect(readdirSync(migrationsDir)).toEqual([]);
    expect(await applied(db())).toEqual([]);
  });

  test("records the rows alone on another database with the same files", async () => {
    await migrated("schema_migrations", "1", "2");
    const migrationsDir = directoryOf({});
    await importFrom(given(migrationsDir));
    await db().query(`DROP TABLE pgmigrations, pgmigrations_journal;
      DELETE FROM schema_migrations WHERE version = '2'`);
    expect(await importFrom(given(migrationsDir))).toMatchObject({ written: true, notes: [] });
    expect(await applied(db())).toEqual(["1_a"]);
    expect(readdirSync(migrationsDir)).toEqual(["1_a.sql", "2_b.sql"]);
  });

  test("restores a file that is gone, and is done when all is there", async () => {
    await migrated("schema_migrations", "1");
    const migrationsDir = directoryOf({});
    await importFrom(given(migrationsDir));
    removeFiles(migrationsDir, "1_a.sql");
    expect(await importFrom(given(migrationsDir))).toMatchObject({ written: true, done: false });
    const again = await importFrom(given(migrationsDir, { write: false }));
    expect(again).toMatchObject({ written: false, done: true, notes: [] });
    expect(await journal(db())).toEqual(["adopt 1_a"]);
    const { counts } = await status({ database: db().database, migrationsDir });
    expect(counts).toMatchObject({ applied: 1, pending: 1, edited: 0, missing: 0 });
  });
});
