import { expect, test } from "vitest";
import { down, importFrom, plan } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { expectNothingToRun, importAndCheck } from "../support/imports.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { applied, existing } from "../support/results.ts";

const setup = `CREATE OR REPLACE FUNCTION diesel_set_updated_at() RETURNS trigger AS $$
BEGIN
    NEW.updated_at := current_timestamp;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
`;
const users = "CREATE TABLE users (id serial PRIMARY KEY, name text);\n";
const index = "CREATE INDEX CONCURRENTLY users_name ON users (name);\n";

const migrations = {
  "00000000000000_diesel_initial_setup/up.sql": setup,
  "00000000000000_diesel_initial_setup/down.sql":
    "DROP FUNCTION IF EXISTS diesel_set_updated_at();\n",
  "2024-01-01-120000_create_users/up.sql": users,
  "2024-01-01-120000_create_users/down.sql": "DROP TABLE users;\n",
  "2024-01-02-120000_index_users/up.sql": index,
  "2024-01-02-120000_index_users/down.sql": "DROP INDEX CONCURRENTLY users_name;\n",
  "2024-01-02-120000_index_users/metadata.toml": "run_in_transaction = false\n",
};

/** As Diesel 2 makes it. */
const table = `CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (
       version VARCHAR(50) PRIMARY KEY NOT NULL,
       run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);`;

describeEachServer("import from Diesel", (db) => {
  const migrated = async (rows: string) => {
    await db().query(table + setup + users);
    await db().query("CREATE INDEX users_name ON users (name)");
    await db().query(`INSERT INTO __diesel_schema_migrations VALUES ${rows}`);
  };
  const all = `('00000000000000', '2024-02-01 12:00:00'), ('20240101120000', '2024-02-01 12:00:01'),
    ('20240102120000', '2024-02-02 12:00:00.25')`;

  test("takes over the folders with their down sections, and the history with its times", async () => {
    await migrated(all);
    const imported = await importAndCheck(db(), "diesel", directoryOf(migrations));
    expect(imported.result).toMatchObject({
      tool: "Diesel",
      table: "public.__diesel_schema_migrations",
      files: [
        { name: "00000000000000_diesel-initial-setup", hasDown: true, at: "2024-02-01T12:00:00" },
        { name: "20240101120000000_create-users", hasDown: true, at: "2024-02-01T12:00:01" },
        { name: "20240102120000000_index-users", hasDown: true, at: "2024-02-02T12:00:00.25" },
      ],
      notes: [],
    });
    await expectNothingToRun(db(), imported);
    const { migrationsDir } = imported;
    await down({ database: db().database, migrationsDir, all: true });
    expect(await existing(db(), "users", "users_name")).toEqual([]);
    expect(await applied(db())).toEqual([]);
  });

  test("orders by version, whatever stands between the digits", async () => {
    await migrated(all);
    const from = directoryOf({
      ...migrations,
      "20240101130000_between/up.sql": "SELECT 1;",
      "2024-01-03-120000-0002_later/up.sql": "SELECT 1;",
    });
    const { files, notes } = await importFrom({
      database: db().database,
      tool: "diesel",
      from,
      migrationsDir: directoryOf({}),
    });
    expect(files.map(({ name, applied: isApplied }) => [name, isApplied])).toEqual([
      ["00000000000000_diesel-initial-setup", true],
      ["20240101120000000_create-users", true],
      ["20240101130000000_between", false],
      ["20240102120000000_index-users", true],
      ["20240103120000002_later", false],
    ]);
    expect(notes).toEqual([
      expect.stringMatching(/20240101130000_between.up\.sql is older than what Diesel has applied/),
    ]);
  });

  test.each([
    ["run_in_transaction = true # so be it", true],
    ["run_in_transaction = false", false],
    ["# nothing: Diesel takes it for false", false],
  ])("reads metadata.toml: %s", async (metadata, transaction) => {
    await migrated(all);
    const from = directoryOf({ ...migrations, "2024-01-03-120000_more/up.sql": "SELECT 1;" });
    addFiles(from, { "2024-01-03-120000_more/metadata.toml": metadata });
    const { migrationsDir } = await importAndCheck(db(), "diesel", from);
    const { segments } = await plan({ database: db().database, migrationsDir });
    expect(segments.map((segment) => segment.transaction)).toEqual([transaction]);
  });

  test("names SQL that is in no folder, and what needs Diesel's own table", async () => {
    await migrated(all);
    const from = directoryOf({
      ...migrations,
      "setup.sql": "",
      "2024-01-03-120000_guard/up.sql": "LOCK __diesel_schema_migrations;",
      "2024-01-04-120000_plain/up.sql": "SELECT 1; -- not __diesel_schema_migrations",
    });
    const { result } = await importAndCheck(db(), "diesel", from);
    expect(result.notes).toEqual([
      expect.stringMatching(/setup\.sql is no migration of Diesel/),
      expect.stringMatching(/guard.up\.sql names __diesel_schema_migrations, the table of Diesel/),
    ]);
  });
});
