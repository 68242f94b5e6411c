import { StatementError, type Connection } from "../database/index.ts";
import { DatabaseError, ImportRefusedError } from "../errors/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";

/** By what the history of a tool is known among the tables of a database. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns that only another tool's table of this name has. */
  readonly without?: readonly string[];
}

interface Candidate {
  readonly sql: string;
  /** Whether the search path leads to it. */
  readonly visible: boolean;
  readonly columns: readonly string[];
}

/**
 * Finds the history of a tool: the table of its name on the search path, else the only one in the database.
 * @param given the table's name where it is not the usual one: `table` or `schema.table`
 * @returns the table as SQL writes it
 * @throws ImportRefusedError where there is none, or more than one
 */
export async function findHistoryTable(
  connection: Connection,
  tool: string,
  shape: TableShape,
  given?: string,
): Promise<string> {
  const named = await candidates(connection, given ?? shape.name, given !== undefined);
  const fitting = named.filter((table) => fits(table, shape));
  const [first, ...others] = fitting.some(({ visible }) => visible)
    ? fitting.filter(({ visible }) => visible)
    : fitting;
  if (first === undefined) throw notFound(connection, tool, given ?? shape.name, named);
  if (others.length > 0) throw ambiguous(tool, fitting);
  return first.sql;
}

/** The rows of a query by way of JSON text, so that no type parser of anybody's stands between. */
export async function readRows<Row>(connection: Connection, select: string): Promise<Row[]> {
  try {
    const [row] = await connection.query<{ rows: string }>(
      `SELECT coalesce(pg_catalog.json_agg(r), '[]')::text AS rows FROM (${select}) r`,
    );
    return JSON.parse(row!.rows) as Row[];
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    throw new DatabaseError("The history of the other tool cannot be read", error.server);
  }
}

/** A timestamp column as ISO 8601 in the session's time zone, as the history keeps it. */
export function localTime(column: string): string {
  return `pg_catalog.to_json((${column})::timestamp)`;
}

function candidates(connection: Connection, name: string, isGiven: boolean): Promise<Candidate[]> {
  const isIt = isGiven
    ? `c.oid = pg_catalog.to_regclass(${quoteLiteral(name)})`
    : `c.relname = ${quoteLiteral(name)}`;
  return readRows(
    connection,
    `SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS sql,
      pg_catalog.pg_table_is_visible(c.oid) AS visible,
      (SELECT pg_catalog.json_agg(attname) FROM pg_catalog.pg_attribute
        WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND ${isIt}
    ORDER BY n.nspname`,
  );
}

/** Whether a table has the columns of a tool's, and none that another tool's of that name has. */
export function fits({ columns }: Pick<Candidate, "columns">, shape: TableShape): boolean {
  return (
    shape.columns.every((column) => columns.includes(column)) &&
    !shape.without?.some((column) => columns.includes(column))
  );
}

function notFound(
  { target }: Connection,
  tool: string,
  name: string,
  named: readonly Candidate[],
): ImportRefusedError {
  const problem =
    named.length === 0
      ? `There is no history of ${tool} in ${target}: no table ${name}`
      : `The table ${named.map(({ sql }) => sql).join(", ")} in ${target} is not ${tool}'s: its columns are others`;
  return new ImportRefusedError(
    tool,
    problem,
    `Name the database that ${tool} has migrated with --database-url, and its table with --from-table where it is not ${name}.`,
  );
}

function ambiguous(tool: string, found: readonly Candidate[]): ImportRefusedError {
  return new ImportRefusedError(
    tool,
    `Several tables may be the history of ${tool}`,
    "Say which with --from-table schema.table.",
    found.map(({ sql }) => sql),
  );
}
