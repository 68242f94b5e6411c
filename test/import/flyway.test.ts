import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { importFrom, ImportRefusedError } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { expectNothingToRun, importAndCheck } from "../support/imports.ts";
import { directoryOf } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";

const migrations = {
  "V1__create_a.sql": "CREATE TABLE a (id int);\n",
  "V1_2__create_b.sql": "CREATE TABLE b (id int);\n",
  "later/V1.10__index_b.sql": "CREATE INDEX CONCURRENTLY b_id ON b (id);\n",
  "later/V1.10__index_b.sql.conf": "executeInTransaction=false\n",
};

/** As Flyway makes it. */
const table = `CREATE TABLE "public"."flyway_schema_history" (
    "installed_rank" INT NOT NULL,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INTEGER,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
    "execution_time" INTEGER NOT NULL,
    "success" BOOLEAN NOT NULL
);
ALTER TABLE "public"."flyway_schema_history" ADD CONSTRAINT "flyway_schema_history_pk" PRIMARY KEY ("installed_rank");
CREATE INDEX "flyway_schema_history_s_idx" ON "public"."flyway_schema_history" ("success");
CREATE TABLE a (id int); CREATE TABLE b (id int);`;

type Row = readonly [version: string | null, type: string, script: string, success?: boolean];

describeEachServer("import from Flyway", (db) => {
  const migrated = (...rows: readonly Row[]) =>
    db().query(
      `${table} INSERT INTO flyway_schema_history VALUES ${rows
        .map(
          ([version, type, script, success = true], rank) =>
            `(${rank}, ${version === null ? "NULL" : `'${version}'`}, 'd', '${type}', '${script}', 0, 'me', '2024-01-0${rank + 1} 12:00', 1, ${success})`,
        )
        .join(", ")}`,
    );
  const first: Row = ["1", "SQL", "V1__create_a.sql"];
  const second: Row = ["1.2", "SQL", "V1_2__create_b.sql"];

  test("takes over versioned files with numbers that keep the order, and the history", async () => {
    const from = directoryOf(migrations);
    await migrated([null, "SCHEMA", '"x"'], first, second);
    const { result } = await importAndCheck(db(), "flyway", from);
    expect(result.files).toMatchObject([
      { name: "100_create-a", applied: true, at: "2024-01-02T12:00:00" },
      { name: "102_create-b", applied: true, at: "2024-01-03T12:00:00" },
      { name: "110_index-b", applied: false, hasDown: false },
    ]);
    expect(result.notes).toEqual([]);
    expect(readFileSync(result.files[2]!.file, "utf8")).toContain(
      "-- Up Migration\n\n-- pgmaestro: no-transaction\n\nCREATE INDEX CONCURRENTLY",
    );
  });

  test("keeps plain numbers as they are", async () => {
    const from = directoryOf({
      "V001__a.sql": "CREATE TABLE a (id int);",
      "V20240101120000__b.sql": "CREATE TABLE b (id int);",
    });
    await migrated(["001", "SQL", "V001__a.sql"], ["20240101120000", "SQL", "x"]);
    const imported = await importAndCheck(db(), "flyway", from);
    expect(imported.result.files).toMatchObject([
      { name: "001_a" },
      { name: "20240101120000000_b" },
    ]);
    await expectNothingToRun(db(), imported);
  });

  test("counts what is below the baseline, and not what is undone or deleted", async () => {
    const from = directoryOf({
      ...migrations,
      "V2__c.sql": "SELECT 1;",
      "V3__d.sql": "SELECT 1;",
    });
    await migrated(
      ["1.5", "BASELINE", "<< Flyway Baseline >>"],
      ["2", "SQL", "V2__c.sql"],
      ["3", "SQL", "V3__d.sql"],
      ["3", "UNDO_SQL", "U3__d.sql"],
    );
    const { notes, files } = await importFrom({
      database: db().database,
      tool: "flyway",
      from,
      migrationsDir: directoryOf({}),
    });
    expect(files.map(({ name, applied }) => [name, applied])).toEqual([
      ["100_create-a", true],
      ["102_create-b", true],
      ["110_index-b", false],
      ["200_c", true],
      ["300_d", false],
    ]);
    expect(notes).toHaveLength(3);
    expect(notes[0]).toMatch(/V1__create_a\.sql is not above Flyway's baseline 1\.5/);
  });

  test("names what it does not take over", async () => {
    const from = directoryOf({
      "V1__create_a.sql": "CREATE TABLE ${schema}.a (id int);\n",
      "R__views.sql": "SELECT 1;",
      "U1__create_a.sql": "DROP TABLE a;",
      "beforeMigrate.sql": "SELECT 1;",
    });
    await migrated(first, [null, "SQL", "R__views.sql"], ["2", "JDBC", "db.migration.V2__code"]);
    const { result } = await importAndCheck(db(), "flyway", from);
    expect(result.files).toMatchObject([{ name: "1_create-a" }, { name: "2_d", hasDown: false }]);
    expect(result.notes).toEqual([
      expect.stringMatching(/R__views\.sql is a repeatable migration: it is not taken over/),
      expect.stringMatching(/U1__create_a\.sql is an undo migration/),
      expect.stringMatching(/beforeMigrate\.sql is no versioned migration/),
      expect.stringMatching(/V1__create_a\.sql has placeholders/),
      expect.stringMatching(/Flyway has run R__views\.sql/),
      expect.stringMatching(/db\.migration\.V2__code is code/),
      expect.stringMatching(/1_create-a\.sql:6:14: Syntax error/),
    ]);
  });

  test("refuses after a failure", async () => {
    const from = directoryOf(migrations);
    await migrated(first, ["1.2", "SQL", "V1_2__create_b.sql", false]);
    const error = await rejection(importAndCheck(db(), "flyway", from), ImportRefusedError);
    expect(error.names).toEqual(["V1_2__create_b.sql"]);
  });
});
