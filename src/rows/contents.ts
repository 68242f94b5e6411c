import type { Connection } from "../database/index.ts";
import {
  contentQuery,
  type Fingerprints,
  rowsQuery,
  type TableRows,
  toTable,
  withRows,
} from "./rows.ts";
import { type Contents, sequencesQuery, toSequence } from "./sequences.ts";
import { readQualified, readQualifiedAfter, type TextRow } from "./session.ts";

/** What was read last in a session. */
interface LastRead {
  readonly tables: readonly TableRows[];
  /** What else decides what is read of them. */
  readonly ignored: string;
  readonly schema: object | undefined;
}

const lastReads = new WeakMap<Connection, LastRead>();

/**
 * The content of all user tables, and where sequences stand, in one round trip. Rows that are those of the last time in this
 * session are not read again.
 * @param ignored tables that are not the user's, as `schema.name`
 * @param schema stands for the schema as it is: where it is the one of the last time, neither are definitions
 * @throws StatementError | LostConnection
 */
export async function readContents(
  connection: Connection,
  ignored: readonly string[],
  schema?: object,
): Promise<Contents> {
  const last = lastReads.get(connection);
  const now = { ignored: ignored.join("\n"), schema };
  const isSameSchema =
    schema !== undefined && last?.schema === schema && last.ignored === now.ignored;
  const [rows, sequences] = await readQualified(
    connection,
    isSameSchema ? rowsQuery(fingerprintsOf(last)) : contentQuery(ignored, fingerprintsOf(last)),
    sequencesQuery(ignored),
  );
  const tables = isSameSchema
    ? withRowsOf(last.tables, rows!)
    : tablesOf(rows!, last?.tables ?? []);
  lastReads.set(connection, { ...now, tables });
  return { rows: tables, sequences: sequences!.map(toSequence) };
}

function fingerprintsOf(last: LastRead | undefined): Fingerprints {
  return Object.fromEntries(last?.tables.map(({ oid, fingerprint }) => [oid, fingerprint]) ?? []);
}

function tablesOf(rows: readonly TextRow[], last: readonly TableRows[]): TableRows[] {
  const known = new Map(last.map((table) => [table.oid, table]));
  return rows.map((row) => toTable(row, known.get(row[0]!)));
}

function withRowsOf(last: readonly TableRows[], rows: readonly TextRow[]): TableRows[] {
  const now = new Map(rows.map((row) => [row[0]!, row]));
  return last.map((table) => withRows(table, now.get(table.oid)!));
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
  return (await readQualifiedAfter(connection, statement, contentQuery(ignored))).map((row) =>
    toTable(row),
  );
}
