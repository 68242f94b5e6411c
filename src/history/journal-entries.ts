import type { Connection } from "../database/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";
import { saysWhatStands } from "./latest-entries.ts";
import { lookForTables, readLists } from "./read.ts";
import type { HistoryTable } from "./table.ts";

/** What the journal can say of a migration. */
export const journalEvents = [
  "up",
  "down",
  "mark",
  "unmark",
  "adopt",
  "repair",
  "failed",
  "partial",
  "begun",
  "ended-blocker",
  "batch",
  "baseline",
  "squash",
  "override",
  "repeatable",
  "dropped",
  "seed",
] as const;

export type JournalEvent = (typeof journalEvents)[number];

/** One row of the journal. */
export interface JournalEntry {
  readonly name: string;
  readonly event: JournalEvent;
  /** When: ISO 8601, with an offset. */
  readonly at: string;
  readonly durationMs?: number;
  /** Of what is done in part: how many statements are. */
  readonly statements?: number;
  readonly who: string;
  /** The role of the session that wrote it. */
  readonly role: string;
  /** Which version of pgmaestro. */
  readonly tool: string;
  /** Of some events what they are about: the session that was ended, the reason given. */
  readonly detail?: string;
}

/**
 * Whether there is a journal that may be read.
 * @throws DatabaseError without the right to read the history
 */
export async function hasJournal(connection: Connection, table: HistoryTable): Promise<boolean> {
  return (await lookForTables(connection, table)).journal;
}

/** The last rows of the journal, the oldest of them first; `names` limits them to these migrations. */
export async function readJournal(
  connection: Connection,
  table: HistoryTable,
  { last, names }: { readonly last: number; readonly names?: readonly string[] | undefined },
): Promise<readonly JournalEntry[]> {
  const chosen = names ? `AND name IN (${names.map(quoteLiteral).join(", ")})` : "";
  const entries = `SELECT name, event, at, duration_ms AS "durationMs", statements, who, role, tool,
      pg_catalog.to_jsonb(latest) ->> 'detail' AS detail
    FROM (SELECT * FROM ${table.journal} j WHERE ${isTold(table)} ${chosen} ORDER BY id DESC LIMIT ${last}) latest ORDER BY id`;
  return (await readLists<{ entries: JournalEntry[] }>(connection, table, { entries })).entries;
}

/** Of the batches of a backfill only the last, where nothing came after it. */
function isTold({ journal }: HistoryTable): string {
  return `(event <> 'batch' OR NOT EXISTS (SELECT FROM ${journal} later WHERE later.name = j.name AND later.id > j.id
    AND later.${saysWhatStands}))`;
}

/** Every migration that the journal knows. */
export async function journaledNames(
  connection: Connection,
  table: HistoryTable,
): Promise<string[]> {
  const rows = `SELECT DISTINCT name FROM ${table.journal}`;
  const read = await readLists<{ rows: { name: string }[] }>(connection, table, { rows });
  return read.rows.map(({ name }) => name);
}
