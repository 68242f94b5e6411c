import knexOf from "knex";
import { expect, test } from "vitest";
import { down, importFrom, NoDownSectionError, status, up } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { expectNothingToRun, importAndCheck } from "../support/imports.ts";
import { addFiles, directoryOf, removeFiles } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";

const migrations = {
  "20240101120000_create_users.cjs": `
    exports.up = (knex) => knex.schema.createTable("users", (t) => { t.increments(); });
    exports.down = (knex) => knex.schema.dropTable("users");`,
  "20240102120000_add_name.cjs": `
    exports.up = (knex) => knex.schema.alterTable("users", (t) => { t.text("name"); });
    exports.down = (knex) => knex.schema.alterTable("users", (t) => { t.dropColumn("name"); });`,
};

describeEachServer("import from Knex", (db) => {
  const run = async (directory: string): Promise<void> => {
    const knex = knexOf({ client: "pg", connection: db().database as string });
    await knex.migrate
      .latest({ directory, loadExtensions: [".cjs"] })
      .finally(() => knex.destroy());
  };

  test("takes over the history with its times, with files that stand for the code", async () => {
    const from = directoryOf(migrations);
    await run(from);
    const imported = await importAndCheck(db(), "knex", from);
    expect(imported.result).toMatchObject({
      tool: "Knex",
      files: [
        { name: "20240101120000000_create-users", hasDown: false, applied: true },
        { name: "20240102120000000_add-name", hasDown: false, applied: true },
      ],
    });
    expect(imported.result.notes).toHaveLength(2);
    await expectNothingToRun(db(), imported);
    const times = await db().query(
      "select bool_and(run_on = migration_time::timestamp) as same from pgmigrations join knex_migrations using (id)",
    );
    expect(times).toEqual([{ same: true }]);
    const { database } = db();
    await rejection(down({ database, migrationsDir: imported.migrationsDir }), NoDownSectionError);
  });

  test("shows in `status` when Knex ran it", async () => {
    const from = directoryOf(migrations);
    await run(from);
    await db().query("update knex_migrations set migration_time = '2024-01-01 12:00:00+00'");
    const { migrationsDir } = await importAndCheck(db(), "knex", from);
    const { migrations: shown } = await status({ database: db().database, migrationsDir });
    expect(shown[0]!.at).toMatch(/^2024-01-01T1/);
  });

  test("needs no files, and names those that have not run", async () => {
    const from = directoryOf(migrations);
    await run(from);
    removeFiles(from, "20240101120000_create_users.cjs");
    addFiles(from, { "20240103120000_later.cjs": "" });
    const { result } = await importAndCheck(db(), "knex", from);
    expect(result.files.map(({ name }) => name)).toEqual([
      "20240101120000000_create-users",
      "20240102120000000_add-name",
    ]);
    expect(result.notes.at(-1)).toMatch(/20240103120000_later\.cjs is code, and not applied/);
  });

  test("a file that stands for code does nothing unnoticed on another database", async () => {
    const from = directoryOf(migrations);
    await run(from);
    const { migrationsDir } = await importAndCheck(db(), "knex", from);
    await db().query("drop table pgmigrations, pgmigrations_journal, users");
    await expect(up({ database: db().database, migrationsDir })).rejects.toThrow(
      "20240101120000000_create-users stands for 20240101120000_create_users.cjs, which is code of Knex",
    );
  });

  test("refuses to write among Knex's own files", async () => {
    const from = directoryOf(migrations);
    await run(from);
    const { database } = db();
    await expect(importFrom({ database, tool: "knex", from, migrationsDir: from })).rejects.toThrow(
      /The files of Knex are in .*, where ours would be written too/,
    );
  });
});
