import { existsSync } from "node:fs";
import { byName, dayOf, filesOf, type ForeignFile } from "./files.ts";
import type { ForeignMigration, ImportSource } from "./source.ts";
import { localTime, readRows } from "./table.ts";

/** Knex: migrations are code for its own builder, so only the history is taken over. */
export const knex: ImportSource = {
  name: "knex",
  title: "Knex",
  defaultDirectory: "migrations",
  table: { name: "knex_migrations", columns: ["id", "name", "batch", "migration_time"] },
  beside: ["knex_migrations_lock"],
  readFiles: (directory) => ({
    migrations: existsSync(directory)
      ? filesOf(directory)
          .filter(({ name }) => fileName.test(name))
          .map(codeOf)
      : [],
    notes: [],
  }),
  readHistory: async (connection, table, files) => {
    const applied = await readRows<{ id: string; at: string }>(
      connection,
      `SELECT name AS id, ${localTime("migration_time")} AS at FROM ${table} k ORDER BY k.id`,
    );
    const known = new Set(files.map(({ id }) => id));
    const withoutFile = applied
      .filter(({ id }) => !known.has(id))
      .map(({ id }) => codeOf({ name: id, shown: id }));
    return { applied, withoutFile };
  },
  compare: byName,
};

const fileName = /\.(?:[cm]?[jt]s|coffee|eg|ls|iced|litcoffee|co)$/;

function codeOf(file: ForeignFile): ForeignMigration {
  const [, number, words] = /^(\d*)(.*?)(?:\.[^.]+)?$/.exec(file.name)!;
  return {
    id: file.name,
    file,
    number: number || undefined,
    words: words!,
    created: dayOf(number),
  };
}
