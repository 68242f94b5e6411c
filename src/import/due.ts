import { ImportRefusedError } from "../errors/index.ts";
import type { History, HistoryTable } from "../history/index.ts";
import type { Migration } from "../migrations/index.ts";
import type { PreparedFile } from "./prepared.ts";
import type { ImportSource } from "./source.ts";

/** What of an import is not there yet. */
export interface PendingImport {
  readonly files: readonly PreparedFile[];
  /** To be recorded as applied, in the order in which they were. */
  readonly rows: readonly PreparedFile[];
  readonly notes: readonly string[];
}

/** What an import comes to. */
export interface Destination {
  readonly migrations: readonly Migration[];
  readonly table: HistoryTable;
  readonly history: History;
}

/**
 * Compares an import with what is there already: a file that says the same stays, and so does a history that has
 * every row.
 * @param order the ids of what the tool has applied, in the order in which it did
 * @throws ImportRefusedError where a file says something else, or the history has other rows
 */
export function pendingImport(
  { name: tool }: ImportSource,
  files: readonly PreparedFile[],
  order: readonly string[],
  { migrations, table, history }: Destination,
): PendingImport {
  const recorded = new Set(history.applied.map(({ name }) => name));
  const present = new Map(migrations.map((migration) => [migration.name, migration]));
  const rows = inOrder(files, order).filter(({ name }) => !recorded.has(name));
  if (rows.length > 0 && recorded.size > 0) throw notEmpty(tool, table.sql, [...recorded]);
  const others = files.filter(
    ({ name, migration }) => present.has(name) && differs(migration, present.get(name)!),
  );
  if (recorded.size === 0 && others.length > 0) throw conflicting(tool, others);
  return {
    files: files.filter(({ name }) => !present.has(name)),
    rows,
    notes: recorded.size === 0 ? strangerNotes(files, [...present.keys()]) : [],
  };
}

function inOrder(files: readonly PreparedFile[], order: readonly string[]): PreparedFile[] {
  const byId = new Map(files.map((file) => [file.foreign.id, file]));
  return order.map((id) => byId.get(id)!);
}

function differs(a: PreparedFile["migration"], b: PreparedFile["migration"]): boolean {
  return a.up.checksum !== b.up.checksum || a.down?.checksum !== b.down?.checksum;
}

function strangerNotes(files: readonly PreparedFile[], present: readonly string[]): string[] {
  const ours = new Set(files.map(({ name }) => name));
  return present
    .filter((name) => !ours.has(name))
    .map((name) => `${name} is among our migrations already, and stays: it will be pending.`);
}

function notEmpty(tool: string, table: string, names: readonly string[]): ImportRefusedError {
  return new ImportRefusedError(
    tool,
    `The history ${table} is not empty, so nothing is imported into it`,
    "An import is for a database that only the other tool has migrated. To start over: `pgmaestro mark --unmark --all`.",
    names,
  );
}

function conflicting(tool: string, files: readonly PreparedFile[]): ImportRefusedError {
  return new ImportRefusedError(
    tool,
    "Files of these names are there already and say something else; nothing is overwritten",
    "Move them away, or name another directory with --migrations-dir.",
    files.map(({ file }) => file),
  );
}
