import type { Connection } from "../database/index.ts";
import { literal, quoteIdentifier, quoteLiteral } from "../sql/text/index.ts";
import { definitionsQuery, type TableDefinition } from "./definitions.ts";
import { referencedFirst } from "./order.ts";
import { nameOf, rowsOf, type TableRows } from "./rows.ts";
import type { Contents } from "./sequences.ts";
import { readQualified, type TextRow } from "./session.ts";

/** The rows of a database as statements that give them to an empty one with the same tables. */
export interface InsertedRows {
  /** Without semicolons, in an order in which foreign keys find what they reference. */
  readonly statements: readonly string[];
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  /** Tables that have more rows than are read, as `schema.name`. */
  readonly tooLarge: readonly string[];
}

/**
 * Writes the rows of all tables, and where sequences stand, as statements.
 * @throws StatementError | LostConnection
 */
export async function insertedRows(
  connection: Connection,
  { rows, sequences }: Contents,
): Promise<InsertedRows> {
  const filled = rows.filter((table) => rowsOf(table).rows.length > 0);
  const tooLarge = filled.filter((table) => rowsOf(table).more).map(nameOf);
  const ordered = await parentsFirst(connection, filled);
  const moved = await positions(connection, sequences);
  return {
    statements: [...ordered.flatMap(insertion), ...moved],
    tables: ordered.map((table) => ({ table: nameOf(table), rows: rowsOf(table).rows.length })),
    tooLarge,
  };
}

/** One statement for all rows, so that they may refer to one another; the schema's own triggers have done their work. */
function insertion(table: TableRows): string[] {
  const name = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
  const given = table.columns.map(({ generated }) => !generated);
  const columns = table.columns.filter((_, index) => given[index]);
  const values = rowsOf(table).rows.map(
    (row) =>
      `(${row
        .filter((_, index) => given[index])
        .map((value) => literal(value!))
        .join(", ")})`,
  );
  const names = columns.map((column) => quoteIdentifier(column.name)).join(", ");
  const insert = `INSERT INTO ${name} (${names}) OVERRIDING SYSTEM VALUE VALUES\n  ${values.join(",\n  ")}`;
  if (!table.hasTriggers) return [insert];
  const alter = (how: string) => `ALTER TABLE ${name} ${how} TRIGGER USER`;
  return [alter("DISABLE"), insert, alter("ENABLE")];
}

/** Tables in an order in which foreign keys find what they reference. */
async function parentsFirst(
  connection: Connection,
  tables: readonly TableRows[],
): Promise<TableRows[]> {
  if (tables.length === 0) return [];
  const byOid = new Map(tables.map((table) => [table.oid, table]));
  const [rows] = await readQualified(connection, definitionsQuery([...byOid.keys()]));
  const definitions = rows!.map(([json]) => JSON.parse(json!) as TableDefinition);
  return referencedFirst(definitions).map(({ oid }) => byOid.get(oid)!);
}

/** Where sequences stand that are not at their beginning. */
async function positions(
  connection: Connection,
  sequences: Contents["sequences"],
): Promise<string[]> {
  const [rows] = await readQualified(
    connection,
    `SELECT c.oid, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), s.seqstart, s.seqincrement, s.seqmin, s.seqmax
      FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace ORDER BY 2`,
  );
  const next = new Map(sequences.map((sequence) => [sequence.oid, sequence.next]));
  return rows!.flatMap(([oid, name, start, ...limits]) => {
    const position = next.get(oid!);
    return position === undefined || String(position) === start
      ? []
      : [`SELECT pg_catalog.setval(${quoteLiteral(name!)}, ${standing(position, limits)})`];
  });
}

/** One that is used up has no next value that could be set: it stands at its last one, which was called. */
function standing(next: bigint, limits: TextRow): string {
  const [increment, least, most] = limits.map((limit) => BigInt(limit!));
  return next < least! || next > most! ? `${next - increment!}` : `${next}, false`;
}
