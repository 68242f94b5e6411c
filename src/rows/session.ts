import type { Connection } from "../database/index.ts";

/** What a query of ours gives: each value as text. */
export type TextRow = readonly (string | null)[];

/**
 * Settings on which the text of values depends.
 * Source: PostgreSQL manual, 20.11 "Client Connection Defaults".
 */
const plain = {
  TimeZone: "UTC",
  DateStyle: "ISO, YMD",
  IntervalStyle: "postgres",
  bytea_output: "hex",
  extra_float_digits: "1",
  lc_monetary: "C",
  standard_conforming_strings: "on",
  synchronous_commit: "off",
};

/** Names that are not in `pg_catalog` are then written with their schema. */
const qualified = { ...plain, search_path: "pg_catalog", quote_all_identifiers: "off" };

/**
 * Begins a transaction in which the text of a value means the same under any settings of the session. The search
 * path stays as it is, for the functions of the schema.
 */
export const beginPlainly: readonly string[] = ["BEGIN", setLocally(plain)];

function setLocally(settings: Record<string, string>): string {
  const calls = Object.entries(settings).map(
    ([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`,
  );
  return `SELECT ${calls.join(", ")}`;
}

/** The rows of each query over the catalog or over tables, read in one transaction and one round trip. */
export function readQualified(
  connection: Connection,
  ...queries: readonly string[]
): Promise<TextRow[][]> {
  return readAfter(connection, ["BEGIN", setLocally(qualified)], queries);
}

/** The rows of a query over the catalog or over tables as they would be after a statement, which is taken back. */
export async function readQualifiedAfter(
  connection: Connection,
  statement: string,
  query: string,
): Promise<TextRow[]> {
  const rows: TextRow[] = [];
  await connection.run(["BEGIN", statement, setLocally(qualified), query, "ROLLBACK"], {
    row: (index, values) => void (index === 3 && rows.push([...values])),
  });
  return rows;
}

/** The same for what the functions of the schema evaluate. */
export function readPlainly(
  connection: Connection,
  ...queries: readonly string[]
): Promise<TextRow[][]> {
  return readAfter(connection, beginPlainly, queries);
}

async function readAfter(
  connection: Connection,
  begin: readonly string[],
  queries: readonly string[],
): Promise<TextRow[][]> {
  const results: TextRow[][] = queries.map(() => []);
  await connection.run([...begin, ...queries, "COMMIT"], {
    row: (statement, values) => void results[statement - begin.length]?.push([...values]),
  });
  return results;
}
