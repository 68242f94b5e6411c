import { quoteLiteral } from "../sql/text/index.ts";
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
  /** Equal ones mean equal rows. */
  readonly fingerprint: string;
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

/** By which the rows of tables are known again, by the tables' OIDs. */
export type Fingerprints = Readonly<Record<string, string>>;

/** The query for all user tables, for `toTable`, without the content of those that have a known fingerprint. */
export function contentQuery(ignored: readonly string[], known: Fingerprints = {}): string {
  return `SELECT oid, fingerprint, ${contentUnlessKnown(known)}, nspname, relname,
    EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal),
    (SELECT json_agg(json_build_array(a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attgenerated <> '')
      ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    (SELECT i.indkey FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary),
    ${ancestors}
    FROM ${fingerprinted(fromUserTables("r", ignored))} ORDER BY nspname, relname`;
}

/** The query for the rows of tables of which all else is known, for `withRows`. */
export function rowsQuery(known: Fingerprints): string {
  const oids = quoteLiteral(`{${Object.keys(known).join(",")}}`);
  const from = `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ANY (${oids}::oid[])`;
  return `SELECT oid, fingerprint, ${contentUnlessKnown(known)} FROM ${fingerprinted(from)}`;
}

/** Says the same of the same rows, in whichever order; quicker to read than they are. */
const fingerprint = contentOf(
  `count(*) || ' ' || sum(hashtextextended("#row"::pg_catalog.text COLLATE "C", 0)) AS r`,
);

/** @param from of tables as `c` in schema `n` */
function fingerprinted(from: string): string {
  return `(SELECT c.oid, nspname, relname, split_part(${fingerprint}, 'r>', 2) AS fingerprint ${from} OFFSET 0) c`;
}

function contentUnlessKnown(known: Fingerprints): string {
  const content = contentOf(
    `"#row"::pg_catalog.text COLLATE "C" AS r`,
    `ORDER BY 1 LIMIT ${limit + 1}`,
  );
  return `CASE WHEN fingerprint IS DISTINCT FROM ${quoteLiteral(JSON.stringify(known))}::jsonb ->> oid::text THEN ${content} END`;
}

const ancestors = `(WITH RECURSIVE up AS (
    SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = c.oid
    UNION SELECT i.inhparent FROM pg_inherits i JOIN up ON i.inhrelid = up.inhparent)
  SELECT json_agg(s.nspname || '.' || p.relname)
  FROM up JOIN pg_class p ON p.oid = up.inhparent JOIN pg_namespace s ON s.oid = p.relnamespace)`;

/** @param last the same table, whose content may be known */
export function toTable(
  [oid, print, content, schema, name, triggers, columns, key, above]: TextRow,
  last?: TableRows,
): TableRows {
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
    fingerprint: print!,
    content: content ?? last!.content,
  };
}

/** A table with its rows as they are now. */
export function withRows(table: TableRows, [, print, content]: TextRow): TableRows {
  return content === null ? table : { ...table, fingerprint: print!, content: content! };
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
