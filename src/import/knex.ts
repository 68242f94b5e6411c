import { existsSync } from "node:fs";
import { byName, dayOf, filesOf, type ForeignFile } from "./files.ts";
import type { ForeignMigration, ImportSource } from "./source.ts";
import { localTime, readRows } from "./table.ts";

/** Knex: code with `up(knex)`. Its history is taken over without files, too. */
export const knex: ImportSource = {
  name: "knex",
  downPlace: "as its `down`",
  title: "Knex",
  defaultDirectory: "migrations",
  table: { name: "knex_migrations", columns: ["id", "name", "batch", "migration_time"] },
  beside: ["knex_migrations_lock"],
  code: "knex",
  readFiles: (directory) => ({
    migrations: existsSync(directory) ? filesOf(directory).filter(isMigration).map(codeOf) : [],
    notes: [],
  }),
  readHistory: async (connection, table, files) => {
    const rows = await readRows<{ name: string; at: string }>(
      connection,
      `SELECT name, ${localTime("migration_time")} AS at FROM ${table} k ORDER BY k.id`,
    );
    const known = new Set(files.map(({ id }) => id));
    const applied = rows.map(({ name, at }) => ({ ...codeOf({ name, shown: name }), at }));
    return { applied, withoutFile: applied.filter(({ id }) => !known.has(id)) };
  },
  compare: byName,
};

function isMigration({ name }: ForeignFile): boolean {
  return extension.test(name) && !/(?:\.d\.[cm]?ts|^index\.[cm]?[jt]s)$/.test(name);
}

const extension = /\.(?:[cm]?[jt]s|coffee|eg|ls|iced|litcoffee|co)$/;

/** Known without its extension: what ran as JS may be written in TS. */
function codeOf(file: ForeignFile): ForeignMigration {
  const id = file.name.replace(extension, "");
  const [, number, words] = /^(\d*)(.*)$/.exec(id)!;
  return { id, file, number: number || undefined, words: words!, created: dayOf(number) };
}
