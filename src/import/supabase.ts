import { existsSync } from "node:fs";
import { byName, dayOf, filesOf, passedOver, textOf, type ForeignFile } from "./files.ts";
import type { ForeignMigration, ImportSource } from "./source.ts";
import { terminated } from "./statements.ts";
import { readRows } from "./table.ts";

/** The Supabase CLI: SQL files. Its history keeps what was run, and no times. */
export const supabase: ImportSource = {
  name: "supabase",
  title: "Supabase",
  defaultDirectory: "supabase/migrations",
  table: { name: "schema_migrations", columns: ["version", "statements", "name"] },
  beside: ["seed_files"],
  readFiles: (directory) => {
    const files = existsSync(directory) ? filesOf(directory) : [];
    return {
      migrations: files.filter(isMigration).map(migrationOf),
      notes: passedOver("Supabase", files, isMigration),
    };
  },
  readHistory: async (connection, table, files) => {
    const rows = await readRows<Row>(
      connection,
      `SELECT version AS id, name, statements FROM ${table} ORDER BY version`,
    );
    const known = new Set(files.map(({ id }) => id));
    const withoutFile = rows.filter(hasStatements).filter(({ id }) => !known.has(id));
    return {
      applied: rows.map(({ id }) => ({ id })),
      withoutFile: withoutFile.map(keptMigration),
      notes: withoutFile.map(keptNote),
    };
  },
  compare: byName,
};

interface Row {
  readonly id: string;
  readonly name: string | null;
  readonly statements: readonly string[] | null;
}

type RowWithStatements = Row & { readonly statements: readonly string[] };

const fileName = /^(\d+)_(.*)\.sql$/;

function isMigration({ name }: ForeignFile): boolean {
  return fileName.test(name);
}

function migrationOf(file: ForeignFile): ForeignMigration {
  const [, version, words] = fileName.exec(file.name)!;
  return {
    id: version!,
    file,
    number: version,
    words: words!,
    created: dayOf(version),
    sql: { up: { text: textOf(file), noTransaction: false } },
  };
}

function hasStatements(row: Row): row is RowWithStatements {
  return row.statements !== null;
}

/** A migration that was made in the dashboard, or elsewhere: the history keeps its statements. */
function keptMigration({ id, name, statements }: RowWithStatements): ForeignMigration {
  const file = `${id}_${name ?? ""}.sql`;
  return {
    id,
    file: { name: file, shown: file },
    number: id,
    words: name ?? "",
    created: dayOf(id),
    sql: { up: { text: statements.map(terminated).join("\n\n"), noTransaction: false } },
  };
}

function keptNote({ id, name }: Row): string {
  return `${id}_${name ?? ""} has no file: its statements are taken from Supabase's history.`;
}
