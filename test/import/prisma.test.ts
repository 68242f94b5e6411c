import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { down, ImportRefusedError } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { expectNothingToRun, importAndCheck } from "../support/imports.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { applied, existing, rejection } from "../support/results.ts";

const users = `-- CreateTable
CREATE TABLE "User" (
    "id" SERIAL NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);
`;
const name = `-- AlterTable\nALTER TABLE "User" ADD COLUMN "name" TEXT;\n`;
const migrations = {
  "migration_lock.toml": 'provider = "postgresql"\n',
  "20240101120000_init/migration.sql": users,
  "20240102120000_add_name/migration.sql": name,
};

/** As Prisma 6 makes it. */
const table = `CREATE TABLE _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
);`;

describeEachServer("import from Prisma Migrate", (db) => {
  const row = (id: string, sql: string, finished: string, rolledBack = "NULL") =>
    db()
      .query(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, rolled_back_at, applied_steps_count)
      VALUES (gen_random_uuid(), '${createHash("sha256").update(sql).digest("hex")}', '${id}', ${finished}, ${rolledBack}, 1)`);
  const migrated = async () => {
    await db().query(`${table}${users}${name}`);
    await row("20240101120000_init", users, "'2024-01-01 12:00:00+00'");
    await row("20240102120000_add_name", name, "NULL", "now()");
    await row("20240102120000_add_name", name, "'2024-01-02 12:00:00+00'");
  };

  test("takes over files, a down.sql among them, and the history with its times", async () => {
    const from = directoryOf({
      ...migrations,
      "20240102120000_add_name/down.sql": 'ALTER TABLE "User" DROP COLUMN "name";\n',
    });
    await migrated();
    const imported = await importAndCheck(db(), "prisma", from);
    expect(imported.result).toMatchObject({
      tool: "Prisma Migrate",
      files: [
        { name: "20240101120000000_init", hasDown: false, applied: true },
        { name: "20240102120000000_add-name", hasDown: true, applied: true },
      ],
      notes: [],
    });
    expect(imported.result.files[0]!.at).toMatch(/^2024-01-01T/);
    await expectNothingToRun(db(), imported);
    await down({ database: db().database, migrationsDir: imported.migrationsDir });
    expect(await applied(db())).toEqual(["20240101120000000_init"]);
    expect(await existing(db(), '"User"')).toEqual(['"User"']);
  });

  test("names what was edited; numbers anew what has no number", async () => {
    const from = directoryOf({ ...migrations, "zero/migration.sql": "SELECT 1;" });
    await migrated();
    addFiles(from, { "20240101120000_init/migration.sql": `${users}SELECT 1;` });
    const { result } = await importAndCheck(db(), "prisma", from);
    expect(result.files.map((file) => file.name)).toEqual([
      "0001_init",
      "0002_add-name",
      "0003_zero",
    ]);
    expect(result.notes).toEqual([
      expect.stringMatching(
        /20240101120000_init.migration\.sql was edited after Prisma applied it/,
      ),
      "The migrations are renumbered: the numbers of Prisma Migrate do not keep the order here.",
    ]);
  });

  test("refuses while a migration is not finished", async () => {
    const from = directoryOf(migrations);
    await db().query(table);
    await row("20240101120000_init", users, "NULL");
    const error = await rejection(importAndCheck(db(), "prisma", from), ImportRefusedError);
    expect(error.names).toEqual(["20240101120000_init"]);
    expect(error.hint).toContain("prisma migrate resolve");
  });
});
