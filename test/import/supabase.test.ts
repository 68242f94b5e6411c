import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ImportRefusedError, up } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { expectNothingToRun, importAndCheck } from "../support/imports.ts";
import { directoryOf } from "../support/migrations.ts";
import { existing, rejection } from "../support/results.ts";

const migrations = {
  "20240101120000_create_users.sql": "create table users (id int primary key);\n",
  "20240102120000_add_name.sql": "alter table users add name text;\n",
  "README.md": "",
};

/** As the Supabase CLI makes it, and the table of one of Supabase's services, which is visible. */
const tables = `CREATE SCHEMA supabase_migrations;
CREATE TABLE supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY);
ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN statements text[];
ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN name text;
CREATE TABLE schema_migrations (version varchar(14) PRIMARY KEY);`;

describeEachServer("import from Supabase", (db) => {
  const migrated = (rows: string) =>
    db().query(`${tables} create table users (id int primary key, name text);
      INSERT INTO supabase_migrations.schema_migrations VALUES ${rows}`);

  test("takes over files and history, wherever that is", async () => {
    await migrated(
      "('20240101120000', '{create table users (id int primary key)}', 'create_users'), ('20240102120000', NULL, NULL)",
    );
    const imported = await importAndCheck(db(), "supabase", directoryOf(migrations));
    expect(imported.result).toMatchObject({
      tool: "Supabase",
      table: "supabase_migrations.schema_migrations",
      files: [
        { name: "20240101120000000_create-users", hasDown: false, applied: true },
        { name: "20240102120000000_add-name", hasDown: false, applied: true },
      ],
      notes: [],
    });
    await expectNothingToRun(db(), imported);
  });

  test("takes what has no file from the statements that the history keeps", async () => {
    await migrated(`('20240101120000', '{}', 'create_users'), ('20240102120000', '{}', 'add_name'),
      ('20240103120000', ARRAY['create table notes (id int) -- no end', 'insert into notes values (1)'], 'notes')`);
    const { result, migrationsDir } = await importAndCheck(
      db(),
      "supabase",
      directoryOf(migrations),
    );
    expect(result.files.at(-1)).toMatchObject({
      name: "20240103120000000_notes",
      from: "20240103120000_notes.sql",
      applied: true,
    });
    expect(result.notes).toEqual([
      "20240103120000_notes has no file: its statements are taken from Supabase's history.",
    ]);
    expect(readFileSync(result.files.at(-1)!.file, "utf8")).toContain(
      "create table notes (id int); -- no end\n\ninsert into notes values (1);\n",
    );
    await db().query("DROP TABLE pgmigrations, pgmigrations_journal, users");
    await up({ database: db().database, migrationsDir });
    expect(await existing(db(), "notes")).toEqual(["notes"]);
  });

  test("refuses where neither a file nor statements are there", async () => {
    await migrated("('20231231120000', NULL, NULL)");
    const error = await rejection(
      importAndCheck(db(), "supabase", directoryOf(migrations)),
      ImportRefusedError,
    );
    expect(error.names).toEqual(["20231231120000"]);
  });
});
