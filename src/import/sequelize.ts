import { byName, dayOf, filesOf, type ForeignFile } from "./files.ts";
import type { ForeignMigration, ImportSource } from "./source.ts";
import { readRows } from "./table.ts";

/** Sequelize, by sequelize-cli or umzug: code with `up(queryInterface, Sequelize)`. Its history keeps names alone. */
export const sequelize: ImportSource = {
  name: "sequelize",
  downPlace: "as its `down`",
  title: "Sequelize",
  defaultDirectory: "migrations",
  table: { name: "SequelizeMeta", columns: ["name"] },
  code: "sequelize",
  readFiles: (directory) => ({
    migrations: filesOf(directory).filter(isMigration).map(migrationOf),
    notes: [],
  }),
  readHistory: async (connection, table) => ({
    applied: await readRows(
      connection,
      `SELECT pg_catalog.regexp_replace(name, '[.][cm]?[jt]s$', '') AS id FROM ${table} ORDER BY name`,
    ),
  }),
  compare: byName,
};

function isMigration({ name }: ForeignFile): boolean {
  return /\.[cm]?[jt]s$/.test(name) && !/(?:\.d\.[cm]?ts|^index\.[cm]?[jt]s)$/.test(name);
}

/** Known without its extension: what ran as JS may be written in TS. */
function migrationOf(file: ForeignFile): ForeignMigration {
  const [, id, number, words] = /^((\d*)(.*))\.[^.]+$/.exec(file.name)!;
  return { id: id!, file, number: number || undefined, words: words!, created: dayOf(number) };
}
