import type { Connection } from "../database/index.ts";
import { type Migration, storedText } from "../migrations/index.ts";
import {
  recordChecksums,
  recordDetail,
  recordDown,
  recordImported,
  recordSquash,
  recordUp,
  startClock,
  type Author,
  type Recorded,
} from "./record.ts";
import type { JournalEntry } from "./journal-entries.ts";
import { runPatiently } from "./lock-wait.ts";
import type { HistoryTable } from "./table.ts";

/** Where to record, and on whose behalf. */
export interface Journal {
  readonly connection: Connection;
  readonly table: HistoryTable;
  readonly author: Author;
}

/**
 * Records without running anything that some migrations are no longer applied, then that others are: all or
 * nothing.
 */
export async function recordMarks(
  { connection, table, author }: Journal,
  { unmarked = [], marked = [] }: { unmarked?: readonly string[]; marked?: readonly Migration[] },
): Promise<void> {
  const records = [
    ...(unmarked.length > 0 ? [recordDown(table, "unmark", unmarked, author)] : []),
    ...(marked.length > 0 ? [recordUp(table, "mark", marked.map(recordedOf), author)] : []),
  ];
  if (records.length > 0) await runPatiently(connection, table, [startClock(), ...records]);
}

/** Journals applied migrations with the checksums of today's files. */
export async function recordAsFiled(
  { connection, table, author }: Journal,
  event: "adopt" | "repair",
  applied: readonly { readonly migration: Migration; readonly historyId: number }[],
): Promise<void> {
  const rows = applied.map(({ migration, historyId }) =>
    recordChecksums(table, event, { ...recordedOf(migration), historyId }, author),
  );
  if (rows.length > 0) await runPatiently(connection, table, rows);
}

/** Records what another tool has applied, with its times where it kept them: all or nothing. */
export async function recordImports(
  { connection, table, author }: Journal,
  imported: readonly { readonly migration: Migration; readonly at?: string | undefined }[],
): Promise<void> {
  if (imported.length === 0) return;
  const rows = imported.map(({ migration, at }) =>
    recordImported(table, { ...recordedOf(migration), at }, author),
  );
  await runPatiently(connection, table, rows);
}

/** Journals remarks on migrations: all or nothing. */
export async function recordRemarks(
  { connection, table, author }: Journal,
  remarks: readonly Pick<JournalEntry, "name" | "event" | "detail">[],
): Promise<void> {
  if (remarks.length === 0) return;
  const rows = remarks.map((remark) => recordDetail(table, remark, author));
  await runPatiently(connection, table, rows);
}

/** Puts migrations in the place of others that are applied, all or nothing. */
export async function recordSquashes(
  { connection, table, author }: Journal,
  squashed: readonly {
    readonly migration: Migration;
    readonly rows: readonly { readonly id: number; readonly name: string }[];
  }[],
): Promise<void> {
  if (squashed.length === 0) return;
  const records = squashed.map(({ migration, rows }) =>
    recordSquash(table, recordedOf(migration), rows, author),
  );
  await runPatiently(connection, table, records);
}

/** What the journal keeps of a migration's text. */
export function recordedOf({ name, kind, up, down }: Migration): Recorded {
  if (kind === "module") return { name, upChecksum: up.checksum };
  return {
    name,
    upChecksum: up.checksum,
    downChecksum: down?.checksum,
    downSql: down && storedText(down),
  };
}
