import { latestEntries } from "./latest-entries.ts";
import type { HistoryTable } from "./table.ts";

/** How far a statement is that runs in batches. Keys are lists of values as text. */
export interface BatchPlace {
  /** The columns by which it was begun to be cut; absent in entries of earlier versions. */
  readonly by?: readonly string[];
  /** The key of the last row that is done; absent before the first batch. */
  readonly to?: readonly string[];
  /** That of the last row there was when it was begun. */
  readonly end: readonly string[];
  /** Whether it goes through the table once more, for rows that others have moved in the meantime. */
  readonly again?: true;
  /** How many rows were met and changed before the batch that ends there. */
  readonly met: number;
  readonly changed: number;
}

/** The migrations whose last word in the journal is a batch: they are not through. */
export function unfinishedBackfills(table: HistoryTable): string {
  return `SELECT name, CASE WHEN history_id IS NULL THEN 'up' ELSE 'down' END AS direction, (pg_catalog.to_jsonb(latest) ->> 'detail')::json AS place
    FROM (${latestEntries(table)}) latest
    WHERE event = 'batch'`;
}
