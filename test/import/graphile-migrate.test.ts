import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MigrationFileError, plan } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { expectNothingToRun, importAndCheck } from "../support/imports.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";

/** Committed files as graphile-migrate writes them, each with the hash that stands on the one before. */
function committed(files: Readonly<Record<string, string>>) {
  let previous = "";
  return Object.entries(files).map(([name, body]) => {
    const text = `${`${previous}\n${body.trim()}`.trim()}\n`;
    const hash = `sha1:${createHash("sha1").update(text).digest("hex")}`;
    const content = `--! Previous: ${previous || "-"}\n--! Hash: ${hash}\n--! Message: for ${name}\n\n${body}`;
    const row = `('${hash}', ${previous === "" ? "NULL" : `'${previous}'`}, '${name.slice(0, 6)}.sql', '2024-01-05 12:00:00')`;
    previous = hash;
    return { name: `committed/${name}`, content, row };
  });
}

const users = "drop table if exists users;\ncreate table users (id int primary key);\n";
const index =
  "--! no-transaction\ncreate index concurrently if not exists users_id on users (id);\n";
const files = committed({ "000001.sql": users, "000002-index_users.sql": index });
const migrations = Object.fromEntries(files.map(({ name, content }) => [name, content]));

/** As graphile-migrate 1 makes them. */
const tables = `create schema if not exists graphile_migrate;
create table if not exists graphile_migrate.migrations (
  hash text primary key,
  previous_hash text references graphile_migrate.migrations,
  filename text not null,
  date timestamptz not null default now()
);
create table if not exists graphile_migrate.current (
  filename text primary key default 'current.sql',
  content text not null,
  date timestamptz not null default now()
);`;

describeEachServer("import from graphile-migrate", (db) => {
  const migrated = async (rows = files) => {
    await db().query(tables + users);
    await db().query("create index users_id on users (id)");
    await db().query(
      `insert into graphile_migrate.migrations values ${rows.map(({ row }) => row).join(", ")}`,
    );
  };

  test("takes over the committed files and the history with its times", async () => {
    await migrated();
    const from = join(
      directoryOf({ ...migrations, "current.sql": "-- Enter migration here\n" }),
      "committed",
    );
    const imported = await importAndCheck(db(), "graphile-migrate", from);
    const { result } = imported;
    expect(result).toMatchObject({
      table: "graphile_migrate.migrations",
      files: [
        { name: "000001_migration", hasDown: false, at: "2024-01-05T12:00:00" },
        { name: "000002_index-users", hasDown: false, at: "2024-01-05T12:00:00" },
      ],
      notes: [],
    });
    expect(readFileSync(result.files[1]!.file, "utf8")).toBe(`-- Migration: Index Users
-- Description: Imported from graphile-migrate: 000002-index_users.sql

-- for 000002-index_users.sql

-- Up Migration

-- pgmaestro: no-transaction

create index concurrently if not exists users_id on users (id);
`);
    await expectNothingToRun(db(), imported);
  });

  test("leaves pending what is committed and not applied, outside a transaction where it says so", async () => {
    await migrated([files[0]!]);
    const from = join(directoryOf(migrations), "committed");
    const { migrationsDir } = await importAndCheck(db(), "graphile-migrate", from);
    const { segments } = await plan({ database: db().database, migrationsDir });
    expect(segments.map(({ transaction }) => transaction)).toEqual([false]);
  });

  test("names what is not committed, was edited, or has placeholders", async () => {
    await migrated();
    const directory = directoryOf({
      ...migrations,
      "current.sql": "create table more ();\n",
      "current/2-also.sql": "create table also ();\n",
      "committed/notes.sql": "",
    });
    addFiles(directory, {
      "committed/000001.sql": `${migrations["committed/000001.sql"]}-- of :DATABASE_OWNER\n`,
    });
    const { result } = await importAndCheck(db(), "graphile-migrate", join(directory, "committed"));
    expect(result.notes).toEqual([
      expect.stringMatching(/committed.notes\.sql is no migration of graphile-migrate/),
      expect.stringMatching(/current\.sql is not committed/),
      expect.stringMatching(/current.2-also\.sql is not committed/),
      expect.stringMatching(/000001\.sql has placeholders.*\(:DATABASE_OWNER\)/),
      expect.stringMatching(/000001\.sql was edited after graphile-migrate applied it/),
    ]);
  });

  test("knows placeholders of its configuration", async () => {
    await migrated([files[0]!]);
    const [first] = committed({ "000001.sql": "select ':DOMAIN', to_char(now(), 'HH24:MI')" });
    const directory = directoryOf({
      ".gmrc": '{ "placeholders": { ":DOMAIN": "!ENV" } }',
      "migrations/committed/000001.sql": first!.content,
    });
    const from = join(directory, "migrations/committed");
    const { result } = await importAndCheck(db(), "graphile-migrate", from);
    expect(result.notes[0]).toMatch(/has placeholders.*\(:DOMAIN\)/);
  });

  test("refuses a file that was not committed", async () => {
    await migrated();
    const from = join(directoryOf(migrations), "committed");
    addFiles(from, { "000003.sql": "select 1;\n" });
    const error = await rejection(
      importAndCheck(db(), "graphile-migrate", from),
      MigrationFileError,
    );
    expect(error.message).toContain("No `--! Previous:` and `--! Hash:` lines");
  });
});
