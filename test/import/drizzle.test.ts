import { readFileSync } from "node:fs";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { expect, test } from "vitest";
import { ImportRefusedError, MigrationsDirectoryError } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { expectNothingToRun, importAndCheck } from "../support/imports.ts";
import { addFiles, directoryOf, removeFiles } from "../support/migrations.ts";
import { existing, rejection } from "../support/results.ts";

const migrations = {
  "0000_silly_hulk.sql": `CREATE TYPE "mood" AS ENUM('ok', 'sad');--> statement-breakpoint
CREATE TABLE "users" (
	"id" serial PRIMARY KEY NOT NULL,
	"mood" "mood"
);
--> statement-breakpoint
INSERT INTO "users" ("mood") VALUES ('ok') -- without a semicolon
--> statement-breakpoint
CREATE INDEX "users_mood" ON "users" USING btree ("mood");`,
  "0001_brave_nova.sql": `ALTER TABLE "users" ADD COLUMN "name" text;`,
};

function journal(...tags: readonly string[]): Record<string, string> {
  const entries = tags.map((tag, idx) => ({
    idx,
    version: "7",
    when: 1_704_110_400_000 + idx * 86_400_000,
    tag,
    breakpoints: true,
  }));
  return {
    "meta/_journal.json": JSON.stringify({ version: "7", dialect: "postgresql", entries }),
  };
}

describeEachServer("import from Drizzle", (db) => {
  const run = async (migrationsFolder: string): Promise<void> => {
    const pool = new pg.Pool({ connectionString: db().database as string });
    await migrate(drizzle(pool), { migrationsFolder }).finally(() => pool.end());
  };

  test("takes over the files and the history", async () => {
    const from = directoryOf({ ...migrations, ...journal("0000_silly_hulk", "0001_brave_nova") });
    await run(from);
    const imported = await importAndCheck(db(), "drizzle", from);
    expect(imported.result).toMatchObject({
      tool: "Drizzle",
      table: "drizzle.__drizzle_migrations",
      files: [
        { name: "0000_silly-hulk", hasDown: false, applied: true },
        { name: "0001_brave-nova", hasDown: false, applied: true },
      ],
      notes: [],
    });
    await expectNothingToRun(db(), imported);
  });

  test("the files make the same schema where nothing has run, breakpoints or not", async () => {
    const from = directoryOf({ ...migrations, ...journal("0000_silly_hulk") });
    await run(from);
    addFiles(from, journal("0000_silly_hulk", "0001_brave_nova"));
    const imported = await importAndCheck(db(), "drizzle", from);
    expect(imported.result.files.map(({ applied }) => applied)).toEqual([true, false]);
    const text = readFileSync(imported.result.files[0]!.file, "utf8");
    expect(text).not.toContain("statement-breakpoint");
    expect(text).toContain("VALUES ('ok'); -- without a semicolon");
    await db().query(
      "drop table users; drop type mood; drop table pgmigrations, pgmigrations_journal",
    );
    const { up } = await import("../../src/index.ts");
    await up({ database: db().database, migrationsDir: imported.migrationsDir });
    expect(await existing(db(), "users", "users_mood")).toEqual(["users", "users_mood"]);
  });

  test("names what is edited or missing", async () => {
    const from = directoryOf({ ...migrations, ...journal("0000_silly_hulk", "0001_brave_nova") });
    await run(from);
    addFiles(from, {
      "0001_brave_nova.sql": `ALTER TABLE "users" ADD COLUMN "name" varchar;`,
      "0002_stray.sql": "SELECT 1;",
    });
    const { result } = await importAndCheck(db(), "drizzle", from);
    expect(result.notes).toEqual([
      expect.stringMatching(/0002_stray\.sql is no migration of Drizzle's journal/),
      expect.stringMatching(/0001_brave_nova\.sql was edited after Drizzle applied it/),
    ]);

    await db().query("drop table pgmigrations, pgmigrations_journal");
    addFiles(from, journal("0000_silly_hulk"));
    const missing = await rejection(importAndCheck(db(), "drizzle", from), ImportRefusedError);
    expect(missing.names).toEqual([String(1_704_110_400_000 + 86_400_000)]);

    removeFiles(from, "meta/_journal.json");
    await rejection(importAndCheck(db(), "drizzle", from), MigrationsDirectoryError);
  });
});
