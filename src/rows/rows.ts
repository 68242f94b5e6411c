import { parseRecords } from "./records.ts";
import type { TextRow } from "./session.ts";
import { contentOf, fromUserTables } from "./tables.ts";

/** Of a table with more rows, only this many are compared. */
const limit = 1_000;

/** A table and what is in it; partitions and inheriting tables are tables of their own, each with its own rows. */
export interface TableRows {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly RowColumn[];
  /** The column numbers of the primary key; empty where there is none. */
  readonly key: readonly number[];
  /** The tables that it is a partition of or inherits from, all the way up, as `schema.name`. */
  readonly ancestors: readonly string[];
  /** Whether triggers of the schema's own could change its rows. */
  readonly hasTriggers: boolean;
  /** The rows as the server wrote them, sorted: equal texts mean equal rows. */
  readonly content: string;
}

export interface RowColumn {
  /** `attnum`: stays the same when the column is renamed or its type changes. */
  readonly number: number;
  readonly name: string;
  readonly type: string;
  /** Whether its value is computed from other columns. */
  readonly generated: boolean;
}

/** A row: the text of each column's value, in the order of the columns. */
export type Row = readonly (string | null)[];

/** The query for the content of all user tables, for `toTable`. */
export function contentQuery(ignored: readonly string[]): string {
  return `SELECT c.oid, n.nspname, c.relname,
    EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal),
    (SELECT json_agg(json_build_array(a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attgenerated <> '')
      ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    (SELECT i.indkey FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary),
    ${ancestors},
    ${contentOf(`"#row"::pg_catalog.text COLLATE "C" AS r`, `ORDER BY 1 LIMIT ${limit + 1}`)}
    ${fromUserTables("r", ignored)} ORDER BY 2, 3`;
}

const ancestors = `(WITH RECURSIVE up AS (
    SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = c.oid
    UNION SELECT i.inhparent FROM pg_inherits i JOIN up ON i.inhrelid = up.inhparent)
  SELECT json_agg(s.nspname || '.' || p.relname)
  FROM up JOIN pg_class p ON p.oid = up.inhparent JOIN pg_namespace s ON s.oid = p.relnamespace)`;

export function toTable([
  oid,
  schema,
  name,
  triggers,
  columns,
  key,
  above,
  content,
]: TextRow): TableRows {
  return {
    oid: oid!,
    schema: schema!,
    name: name!,
    columns: (JSON.parse(columns ?? "[]") as [number, string, string, boolean][]).map(
      ([number, column, type, generated]) => ({ number, name: column, type, generated }),
    ),
    key: key ? key.split(" ").map(Number) : [],
    ancestors: JSON.parse(above ?? "[]") as string[],
    hasTriggers: triggers === "t",
    content: content!,
  };
}

/** `schema.name`. */
export function nameOf({ schema, name }: Pick<TableRows, "schema" | "name">): string {
  return `${schema}.${name}`;
}

/** The rows of a table, and whether there are more than are compared. */
export function rowsOf(table: TableRows): { rows: Row[]; more: boolean } {
  const rows = parseRecords(table.content);
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}
