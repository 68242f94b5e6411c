import type { Connection } from "../database/index.ts";
import { contentQuery, type TableRows, toTable } from "./rows.ts";
import { type Contents, sequencesQuery, toSequence } from "./sequences.ts";
import { readQualified, readQualifiedAfter } from "./session.ts";

/**
 * The content of all user tables, and where sequences stand, in one round trip.
 * @param ignored tables that are not the user's, as `schema.name`
 * @throws StatementError | LostConnection
 */
export async function readContents(
  connection: Connection,
  ignored: readonly string[],
): Promise<Contents> {
  const [tables, sequences] = await readQualified(
    connection,
    contentQuery(ignored),
    sequencesQuery(ignored),
  );
  return { rows: tables!.map(toTable), sequences: sequences!.map(toSequence) };
}

/**
 * The content of all user tables as it would be after a statement, which is taken back.
 * @throws StatementError | LostConnection
 */
export async function readContentsAfter(
  connection: Connection,
  ignored: readonly string[],
  statement: string,
): Promise<TableRows[]> {
  return (await readQualifiedAfter(connection, statement, contentQuery(ignored))).map(toTable);
}
