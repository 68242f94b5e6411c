import type { Connection } from "../database/index.ts";
import { literal, quoteLiteral } from "../sql/text/index.ts";
import type { BatchPlace } from "./batch-place.ts";
import { latestEntries } from "./latest-entries.ts";
import { runPatiently } from "./lock-wait.ts";
import { rolledBackRow, type Author } from "./record.ts";
import type { HistoryTable } from "./table.ts";

/** A statement that runs in batches. */
export interface BatchedStatement {
  readonly name: string;
  readonly direction: "up" | "down";
  /** Checksum of its text. */
  readonly statement: string;
}

/** Journals how far a statement is, in the transaction of its batch. */
export function recordBatch(
  table: HistoryTable,
  { name, direction, statement }: BatchedStatement,
  place: BatchPlace,
  { who, tool }: Author,
): string {
  return `INSERT INTO ${table.journal} (history_id, name, event, up_checksum, detail, who, tool)
    VALUES (${rolledBackRow(table, name, direction)}, ${quoteLiteral(name)}, 'batch', ${quoteLiteral(statement)},
      ${literal(JSON.stringify(place))}, ${quoteLiteral(who)}, ${quoteLiteral(tool)})`;
}

/** How far an earlier run came with the very statement, where that is the last that the journal says but for remarks. */
export async function readBatchPlace(
  connection: Connection,
  table: HistoryTable,
  { name, direction, statement }: BatchedStatement,
): Promise<BatchPlace | undefined> {
  const query = `SELECT detail FROM (${latestEntries(table)}) latest
    WHERE name = ${quoteLiteral(name)} AND event = 'batch' AND up_checksum = ${quoteLiteral(statement)}
      AND history_id IS NOT DISTINCT FROM ${rolledBackRow(table, name, direction)}`;
  let found: string | undefined;
  await runPatiently(connection, table, [query], ([detail]) => (found = detail ?? undefined));
  return found === undefined ? undefined : (JSON.parse(found) as BatchPlace);
}
