import { expect, test } from "vitest";
import { down, ImportRefusedError } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { expectNothingToRun, importAndCheck } from "../support/imports.ts";
import { directoryOf, removeFiles } from "../support/migrations.ts";
import { existing, rejection } from "../support/results.ts";

const migrations = {
  "000001_create_a.up.sql": "CREATE TABLE a (id int);\n",
  "000001_create_a.down.sql": "DROP TABLE a;\n",
  "000002_create_b.up.sql": "BEGIN;\nCREATE TABLE b (id int);\nCOMMIT;\n",
  "000002_create_b.down.sql": "DROP TABLE b;\n",
  "000010_create_c.up.sql": "CREATE TABLE c (id int);\n",
};

/** As golang-migrate 4 makes it. */
const table = `CREATE TABLE "public"."schema_migrations" (version bigint not null primary key, dirty boolean not null);`;

describeEachServer("import from golang-migrate", (db) => {
  const migrated = (version: number, dirty = false) =>
    db().query(`${table} CREATE TABLE a (id int); CREATE TABLE b (id int);
      INSERT INTO schema_migrations VALUES (${version}, ${dirty});`);

  test("takes over pairs of files, and everything up to the last version as applied", async () => {
    const from = directoryOf(migrations);
    removeFiles(from, "000010_create_c.up.sql");
    await migrated(2);
    const imported = await importAndCheck(db(), "golang-migrate", from);
    expect(imported.result.files).toMatchObject([
      { name: "000001_create-a", hasDown: true, applied: true },
      { name: "000002_create-b", hasDown: true, applied: true },
    ]);
    expect(imported.result.notes).toEqual([]);
    await expectNothingToRun(db(), imported);
    await down({ database: db().database, migrationsDir: imported.migrationsDir, all: true });
    expect(await existing(db(), "a", "b")).toEqual([]);
  });

  test("leaves later versions pending; a version without an up file does nothing", async () => {
    const from = directoryOf({ ...migrations, "3_only_down.down.sql": "SELECT 1;" });
    await migrated(3);
    const { result } = await importAndCheck(db(), "golang-migrate", from);
    expect(result.files).toMatchObject([
      { name: "000001_create-a", applied: true },
      { name: "000002_create-b", applied: true },
      { name: "3_only-down", applied: true, hasDown: true },
      { name: "000010_create-c", applied: false, hasDown: false },
    ]);
  });

  test("refuses a dirty version, one without a file, and a table that is dbmate's", async () => {
    const from = directoryOf(migrations);
    await migrated(2, true);
    const dirty = await rejection(importAndCheck(db(), "golang-migrate", from), ImportRefusedError);
    expect(dirty.message).toMatch(/^Version 2 is dirty/);

    await db().query("update schema_migrations set version = 5, dirty = false");
    const missing = await rejection(
      importAndCheck(db(), "golang-migrate", from),
      ImportRefusedError,
    );
    expect(missing.names).toEqual(["5"]);

    await db().query("alter table schema_migrations drop dirty");
    const other = await rejection(importAndCheck(db(), "golang-migrate", from), ImportRefusedError);
    expect(other.message).toMatch(/public\.schema_migrations in .* is not golang-migrate's/);
  });

  test("without a row nothing is applied", async () => {
    const from = directoryOf(migrations);
    await db().query(table);
    const { result } = await importAndCheck(db(), "golang-migrate", from);
    expect(result.files.map(({ applied }) => applied)).toEqual([false, false, false]);
  });
});
