import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, inject, test } from "vitest";
import { down, ImportRefusedError, verify } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { expectNothingToRun, importAndCheck } from "../support/imports.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { applied, existing, rejection } from "../support/results.ts";

const users = "CREATE TABLE users (id int PRIMARY KEY);\n";
const index = "-- no-transaction\nCREATE INDEX CONCURRENTLY users_id ON users (id);\n";

const migrations = {
  "20240101120000_create_users.sql": users,
  "20240102120000_index_users.up.sql": index,
  "20240102120000_index_users.down.sql": "-- no-transaction\nDROP INDEX CONCURRENTLY users_id;\n",
};

/** As sqlx 0.8 makes it. */
const table = `CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMPTZ NOT NULL DEFAULT now(),
    success BOOLEAN NOT NULL,
    checksum BYTEA NOT NULL,
    execution_time BIGINT NOT NULL
);`;

describeEachServer("import from sqlx", (db) => {
  const row = (version: string, sql: string, success = true) => {
    const checksum = createHash("sha384").update(sql).digest("hex");
    return db().query(`INSERT INTO _sqlx_migrations VALUES
      (${version}, 'words', '2024-01-05 12:00:00', ${success}, decode('${checksum}', 'hex'), 1)`);
  };
  const migrated = async () => {
    await db().query(table + users);
    await db().query("CREATE INDEX users_id ON users (id)");
    await row("20240101120000", users);
    await row("20240102120000", index);
  };

  test("takes over files and pairs, and the history with its times", async () => {
    await migrated();
    const imported = await importAndCheck(db(), "sqlx", directoryOf(migrations));
    const { result, migrationsDir } = imported;
    expect(result).toMatchObject({
      tool: "sqlx",
      table: "public._sqlx_migrations",
      files: [
        { name: "20240101120000000_create-users", hasDown: false, at: "2024-01-05T12:00:00" },
        { name: "20240102120000000_index-users", hasDown: true, at: "2024-01-05T12:00:00" },
      ],
      notes: [],
    });
    const text = readFileSync(result.files[1]!.file, "utf8");
    expect(text.match(/^-- pgmaestro: no-transaction$/gm)).toHaveLength(2);
    expect(text).not.toMatch(/^-- no-transaction/m);
    await expectNothingToRun(db(), imported);
    await down({ database: db().database, migrationsDir });
    expect(await existing(db(), "users", "users_id")).toEqual(["users"]);
    expect(await applied(db())).toEqual(["20240101120000000_create-users"]);
  });

  test("names what was edited, has no up file, or is no file of sqlx's", async () => {
    await migrated();
    const from = directoryOf({ ...migrations, "readme.sql": "", "3_x.down.sql": "SELECT 1;" });
    addFiles(from, { "20240101120000_create_users.sql": `${users}-- more\n` });
    const { result } = await importAndCheck(db(), "sqlx", from);
    expect(result.notes).toEqual([
      expect.stringMatching(/readme\.sql is no migration of sqlx/),
      expect.stringMatching(/3_x\.down\.sql has no up file/),
      expect.stringMatching(/create_users\.sql was edited after sqlx applied it/),
    ]);
  });

  test("refuses while a migration is not finished", async () => {
    await migrated();
    await row("20240103120000", "", false);
    const error = await rejection(
      importAndCheck(db(), "sqlx", directoryOf(migrations)),
      ImportRefusedError,
    );
    expect(error.names).toEqual(["20240103120000"]);
  });
});

test("what names its table finds it, as sqlx makes it, on a scratch database", async () => {
  const directory = directoryOf({
    "0_a.sql": users,
    "2_forget.sql": "DELETE FROM public._sqlx_migrations WHERE version IN (7, 8);",
    "3_after.sql": "ALTER TABLE users ADD COLUMN name text;",
  });
  const warnings: string[] = [];
  const { migrations, notReached } = await verify({
    ...{ fromTool: { tool: "sqlx", directory }, all: true, scratch: inject("serverUrl") },
    onEvent: (event) => void (event.type === "warning" && warnings.push(event.message)),
  });
  expect(notReached).toEqual([]);
  expect(migrations.map(({ up }) => up.verdict)).toEqual(["passed", "passed", "passed"]);
  const ofTool = warnings.filter((text) => text.includes("sqlx")); // others make roles on the server meanwhile
  expect(ofTool).toEqual([
    expect.stringMatching(/2_forget\.sql names _sqlx_migrations.*without rows/),
  ]);
});
