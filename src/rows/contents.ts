import type { Connection } from "../database/index.ts";
import { contentQuery, toTable } from "./rows.ts";
import { type Contents, sequencesQuery, toSequence } from "./sequences.ts";
import { readQualified } from "./session.ts";

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
