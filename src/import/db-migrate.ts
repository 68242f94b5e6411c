import { byName, dayOf, filesOf, type ForeignFile } from "./files.ts";
import type { ForeignMigration, ImportSource } from "./source.ts";
import { localTime, readRows } from "./table.ts";

/** db-migrate: code with `up(db, callback)`, which may read a SQL file in `sqls/`. */
export const dbMigrate: ImportSource = {
  name: "db-migrate",
  downPlace: "as its `down`",
  title: "db-migrate",
  defaultDirectory: "migrations",
  table: { name: "migrations", columns: ["id", "name", "run_on"], without: ["timestamp"] },
  code: "db-migrate",
  readFiles: (directory) => ({
    migrations: filesOf(directory).filter(isMigration).map(migrationOf),
    notes: [],
  }),
  readHistory: async (connection, table) => {
    const rows = await readRows<Row>(
      connection,
      `SELECT name, ${localTime("run_on")} AS at FROM ${table} m ORDER BY run_on, m.id`,
    );
    const own = rows.filter(({ name }) => (inScope.exec(name)![1] ?? "") === "");
    return {
      applied: own.map(({ name, at }) => ({ id: inScope.exec(name)![2]!, at })),
      notes: rows.filter((row) => !own.includes(row)).map(scopeNote),
    };
  },
  compare: byName,
};

interface Row {
  readonly name: string;
  readonly at: string;
}

/** A name in the history: that of a scope, or nothing, a slash, and the file's. */
const inScope = /^(?:(.*)\/)?([^/]+)$/;
const fileName = /^((\d{14})(-.*))\.[cm]?[jt]s$/;

function isMigration({ name }: ForeignFile): boolean {
  return fileName.test(name);
}

function migrationOf(file: ForeignFile): ForeignMigration {
  const [, id, number, words] = fileName.exec(file.name)!;
  return { id: id!, file, number, words: words!, created: dayOf(number) };
}

function scopeNote({ name }: Row): string {
  return `db-migrate has run ${name}, which is in a scope: it is not taken over.`;
}
