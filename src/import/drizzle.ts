import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MigrationsDirectoryError } from "../errors/index.ts";
import { shown } from "../migrations/index.ts";
import { editedNotes, hexDigest } from "./edited.ts";
import { byNumber, fileError, filesOf, passedOver, textOf } from "./files.ts";
import type { ForeignMigration, ImportSource } from "./source.ts";
import { terminated } from "./statements.ts";
import { readRows } from "./table.ts";

/** Drizzle: SQL files and a journal of them. What its history keeps is when a file was made, not when it ran. */
export const drizzle: ImportSource = {
  name: "drizzle",
  title: "Drizzle",
  defaultDirectory: "drizzle",
  table: { name: "__drizzle_migrations", columns: ["id", "hash", "created_at"] },
  readFiles: (directory) => {
    const entries = journalOf(directory);
    const tags = new Set(entries.map(({ tag }) => `${tag}.sql`));
    return {
      migrations: entries.map((entry) => migrationOf(directory, entry)),
      notes: passedOver("Drizzle's journal", filesOf(directory), ({ name }) => tags.has(name)),
    };
  },
  readHistory: async (connection, table, files) => {
    const rows = await readRows<Row>(
      connection,
      `SELECT created_at::text AS id, hash AS checksum FROM ${table} ORDER BY id`,
    );
    return {
      applied: rows.map(({ id }) => ({ id })),
      notes: editedNotes("Drizzle", rows, files, checksumOf),
    };
  },
  compare: byNumber,
};

interface Row {
  readonly id: string;
  readonly checksum: string;
}

interface JournalEntry {
  readonly tag: string;
  readonly when: number;
}

const breakpoint = "--> statement-breakpoint";

function journalOf(directory: string): JournalEntry[] {
  const file = join(directory, "meta/_journal.json");
  if (!existsSync(file)) throw noJournal(directory);
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { entries: JournalEntry[] }).entries;
  } catch (error) {
    throw fileError(
      shown(directory, "meta/_journal.json"),
      `The journal cannot be read: ${(error as Error).message}`,
      "Restore it from version control.",
    );
  }
}

function migrationOf(directory: string, { tag, when }: JournalEntry): ForeignMigration {
  const file = { name: `${tag}.sql`, shown: shown(directory, `${tag}.sql`) };
  const [, number, words] = /^(\d*)(.*)$/.exec(tag)!;
  return {
    id: String(when),
    file,
    number: number || undefined,
    words: words!,
    created: new Date(when).toISOString().slice(0, 10),
    sql: { up: { text: withoutBreakpoints(textOf(file)), noTransaction: false } },
  };
}

/** Between breakpoints a statement needs no semicolon. */
function withoutBreakpoints(text: string): string {
  const statements = text.split(breakpoint);
  return statements.length === 1 ? text : statements.map(terminated).join("");
}

/** Drizzle's hash is that of the file as text. */
function checksumOf({ file }: ForeignMigration): string {
  return hexDigest("sha256", readFileSync(file.shown, "utf8"));
}

function noJournal(directory: string): MigrationsDirectoryError {
  return new MigrationsDirectoryError(
    directory,
    "There is no meta/_journal.json of Drizzle",
    "Name the `out` directory of drizzle.config with --from.",
  );
}
