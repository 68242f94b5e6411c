import type { Connection } from "../database/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";
import type { HistoryTable } from "./table.ts";

/** What the journal can say of a migration. */
export type JournalEvent =
  | "up"
  | "down"
  | "mark"
  | "unmark"
  | "adopt"
  | "repair"
  | "failed"
  | "partial"
  | "begun";

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
}

/** The last rows of the journal, the oldest of them first; `names` limits them to these migrations. */
export async function readJournal(
  connection: Connection,
  table: HistoryTable,
  { last, names }: { readonly last: number; readonly names?: readonly string[] | undefined },
): Promise<JournalEntry[]> {
  const chosen = names && `WHERE name IN (${names.map(quoteLiteral).join(", ")})`;
  const [row] = await connection.query<{ entries: string }>(
    `SELECT pg_catalog.json_strip_nulls(coalesce(pg_catalog.json_agg(e ORDER BY id), '[]'))::text AS entries
      FROM (SELECT id, name, event, at, duration_ms AS "durationMs", statements, who, role, tool
        FROM ${table.journal} ${chosen ?? ""} ORDER BY id DESC LIMIT ${last}) e`,
  );
  return (JSON.parse(row!.entries) as (JournalEntry & { id?: number })[]).map(
    ({ id: _, ...entry }) => entry,
  );
}

/** Every migration that the journal knows. */
export async function journaledNames(
  connection: Connection,
  table: HistoryTable,
): Promise<string[]> {
  const [row] = await connection.query<{ names: string }>(
    `SELECT coalesce(pg_catalog.json_agg(DISTINCT name), '[]')::text AS names FROM ${table.journal}`,
  );
  return JSON.parse(row!.names) as string[];
}
