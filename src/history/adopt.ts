import type { Connection } from "../database/index.ts";
import type { DottedTable } from "./read.ts";
import { runPatiently } from "./lock-wait.ts";
import type { HistoryTable } from "./table.ts";

/**
 * Moves the rows that the history lacks out of a misnamed table, with their times and in their order, and
 * drops that table: once, in one transaction.
 * @returns the names moved
 */
export async function moveDottedRows(
  connection: Connection,
  table: HistoryTable,
  dotted: DottedTable,
): Promise<string[]> {
  const moved: string[] = [];
  await runPatiently(
    connection,
    table,
    [
      `LOCK TABLE ${dotted.sql} IN ACCESS EXCLUSIVE MODE`,
      `INSERT INTO ${table.sql} (name, run_on)
        SELECT name, run_on FROM ${dotted.sql} old
        WHERE NOT EXISTS (SELECT FROM ${table.sql} h WHERE h.name = old.name)
        ORDER BY run_on, id RETURNING name`,
      `DROP TABLE ${dotted.sql}`,
    ],
    ([name]) => moved.push(name!),
  );
  return moved;
}
