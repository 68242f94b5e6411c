import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resolveBinary } from "dbmate";
import { expect, test } from "vitest";
import { down, MigrationFileError, plan } from "../../src/index.ts";
import { start } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { expectNothingToRun, importAndCheck } from "../support/imports.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { existing, rejection } from "../support/results.ts";

const migrations = {
  "20240101120000_create_users.sql": `-- Who signs in.
-- migrate:up
CREATE TABLE users (id int PRIMARY KEY);
INSERT INTO users VALUES (1);

-- migrate:down
DROP TABLE users;
`,
  "20240102120000_index_users.sql": `-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY users_idx ON users (id);

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY users_idx;
`,
};

describeEachServer("import from dbmate", (db) => {
  const migrate = async (from: string): Promise<void> => {
    const url = `${String(db().database)}?sslmode=disable`;
    const args = ["--url", url, "--migrations-dir", from, "--no-dump-schema", "migrate"];
    const { exitCode, stderr } = await start(resolveBinary(), args, { cwd: from }).finished;
    expect([exitCode, stderr]).toEqual([0, ""]);
  };

  test("takes over files with their down sections, and the history", async () => {
    const from = directoryOf(migrations);
    await migrate(from);
    const imported = await importAndCheck(db(), "dbmate", from);
    expect(imported.result).toMatchObject({
      tool: "dbmate",
      from,
      table: "public.schema_migrations",
      files: [
        { name: "20240101120000000_create-users", hasDown: true, applied: true },
        { name: "20240102120000000_index-users", hasDown: true, applied: true },
      ],
      notes: [],
    });
    await expectNothingToRun(db(), imported);
    expect(readFileSync(join(imported.migrationsDir, "20240101120000000_create-users.sql"), "utf8"))
      .toBe(`-- Migration: Create Users
-- Created: 2024-01-01
-- Description: Imported from dbmate: 20240101120000_create_users.sql

-- Who signs in.

-- Up Migration

CREATE TABLE users (id int PRIMARY KEY);
INSERT INTO users VALUES (1);

-- Down Migration

DROP TABLE users;
`);
    await down({ database: db().database, migrationsDir: imported.migrationsDir, all: true });
    expect(await existing(db(), "users", "users_idx")).toEqual([]);
  });

  test("leaves pending what dbmate has not run, and runs it as dbmate would", async () => {
    const from = directoryOf(migrations);
    await migrate(from);
    addFiles(from, {
      "20240103120000_vacuum.sql":
        "-- migrate:up transaction:false\nVACUUM users;\nSELECT 1;\n-- migrate:down\n",
    });
    const { result, migrationsDir } = await importAndCheck(db(), "dbmate", from);
    expect(result.files.at(-1)).toMatchObject({ applied: false, hasDown: true });
    const { segments } = await plan({ database: db().database, migrationsDir });
    expect(segments.map(({ transaction }) => transaction)).toEqual([false, false]);
  });

  test("notes lines that read like our markers, and transaction control that up refuses", async () => {
    const from = directoryOf({
      "1_odd.sql": `-- migrate:up
CREATE TABLE odd (id int);
-- Down migration
COMMENT ON TABLE odd IS 'x';
-- migrate:down
DROP TABLE odd;
`,
      "2_control.sql":
        "-- migrate:up transaction:false\nCREATE TABLE b ();\nCOMMIT;\n-- migrate:down\n",
    });
    await migrate(from);
    const imported = await importAndCheck(db(), "dbmate", from);
    const { notes, files } = imported.result;
    expect(notes).toHaveLength(2);
    expect(notes[0]).toMatch(/1_odd\.sql has lines that read like our section markers/);
    expect(notes[1]).toMatch(/2_control\.sql:9:1: COMMIT without BEGIN/);
    expect(readFileSync(files[0]!.file, "utf8")).toContain(
      "CREATE TABLE odd (id int);\n-- remark: Down migration\nCOMMENT",
    );
    await expectNothingToRun(db(), imported);
  });

  test("refuses a file that is not dbmate's", async () => {
    const from = directoryOf(migrations);
    await migrate(from);
    addFiles(from, { "3_plain.sql": "CREATE TABLE c ();" });
    const error = await rejection(importAndCheck(db(), "dbmate", from), MigrationFileError);
    expect(error.message).toMatch(/3_plain\.sql:1:1: No `-- migrate:up` line/);
  });
});
