import { readFileSync } from "node:fs";
import knexOf from "knex";
import { expect, test } from "vitest";
import { down, importFrom, NoDownSectionError, status, up } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { expectNothingToRun, importAndCheck, schemaOf } from "../support/imports.ts";
import { addFiles, directoryOf, removeFiles } from "../support/migrations.ts";
import { existing, rejection } from "../support/results.ts";

const migrations = {
  "20240101120000_create_users.cjs": `
    exports.up = (knex) => knex.schema.createTable("users", (t) => { t.increments(); });
    exports.down = (knex) => knex.schema.dropTable("users");`,
  "20240102120000_add_name.cjs": `
    exports.up = (knex) => knex.schema.alterTable("users", (t) => { t.text("name"); });
    exports.down = (knex) => knex.schema.alterTable("users", (t) => { t.dropColumn("name"); });`,
  "20240103120000_index.cjs": `
    exports.config = { transaction: false };
    exports.up = async (knex) => {
      await knex.raw("CREATE INDEX CONCURRENTLY users_name ON users (name)");
      if (!(await knex.schema.hasTable("pets")))
        await knex.transaction(async (inner) => { await inner.schema.createTable("pets", (t) => { t.increments(); }); });
      await knex("users").insert({ name: "it's $1" });
    };
    exports.down = async (knex) => {
      await knex.schema.dropTable("pets");
      await knex.raw("DROP INDEX CONCURRENTLY users_name");
    };`,
  "20240104120000_time.cjs": `
    exports.up = (knex) => knex("users").insert({ name: new Date().toISOString() });
    exports.down = async () => {};`,
  "20240104120000_time.d.ts": "export {};",
};

describeEachServer("import from Knex", (db) => {
  const run = async (directory: string): Promise<void> => {
    const knex = knexOf({ client: "pg", connection: db().database as string });
    await knex.migrate
      .latest({ directory, loadExtensions: [".cjs"] })
      .finally(() => knex.destroy());
  };

  const scratch = () => ({ scratch: db().database as string });

  test("takes over the history with its times, and what the code sends, which makes the same schema", async () => {
    const from = directoryOf(migrations);
    await run(from);
    await db().query(
      "update knex_migrations set name = replace(name, '.cjs', '.js'), migration_time = '2024-01-01 12:00:00+00'",
    );
    const made = await schemaOf(db());
    const imported = await importAndCheck(db(), "knex", from, scratch());
    const { migrationsDir, result } = imported;
    expect(result).toMatchObject({
      tool: "Knex",
      files: [
        { name: "20240101120000000_create-users", hasDown: true, applied: true },
        { name: "20240102120000000_add-name", hasDown: true, applied: true },
        { name: "20240103120000000_index", hasDown: true, applied: true },
        { name: "20240104120000000_time", hasDown: false, applied: true },
      ],
      notes: [expect.stringMatching(/time\.cjs is code whose SQL is not known \(its SQL is other/)],
    });
    expect(readFileSync(result.files[2]!.file, "utf8")).toMatch(/^-- pgmaestro: no-transaction$/m);
    await expectNothingToRun(db(), imported);
    const times = await db().query(
      "select bool_and(run_on = migration_time::timestamp) as same from pgmigrations join knex_migrations using (id)",
    );
    expect(times).toEqual([{ same: true }]);
    const { migrations: shown } = await status({ database: db().database, migrationsDir });
    expect(shown[0]!.at).toMatch(/^2024-01-01T1/);

    const { database } = db();
    await rejection(down({ database, migrationsDir }), NoDownSectionError);
    await db().query("delete from pgmigrations where name like '%_time'");
    await down({ database, migrationsDir, all: true });
    expect(await existing(db(), "users", "pets")).toEqual([]);
    await expect(up({ database, migrationsDir })).rejects.toThrow(
      "20240104120000000_time stands for 20240104120000_time.cjs, which is code of Knex",
    );
    expect(await schemaOf(db())).toEqual(made);
    expect(await db().query("select name from users")).toEqual([{ name: "it's $1" }]);
  });

  test("needs no files, and names those that have not run", async () => {
    const from = directoryOf(migrations);
    await run(from);
    removeFiles(from, "20240101120000_create_users.cjs");
    addFiles(from, { "20240105120000_later.cjs": "" });
    const { result } = await importAndCheck(db(), "knex", from, scratch());
    expect(result.files.map(({ name }) => name)).toEqual([
      "20240101120000000_create-users",
      "20240102120000000_add-name",
      "20240103120000000_index",
      "20240104120000000_time",
    ]);
    expect(result.notes.at(-1)).toMatch(
      /later\.cjs is code whose SQL is not known \(there is no such function\), and not applied/,
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
