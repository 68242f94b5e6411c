import type { Connection } from "../database/index.ts";
import { type Insert, isNumberType } from "../sql/statement/index.ts";
import { literal, quoteIfNeeded } from "../sql/text/index.ts";
import { rowsOf, type Row, type TableRows } from "../rows/index.ts";
import type { ReverseReason } from "./remarks.ts";

/** Statements that delete what was inserted, and what of it cannot be identified. */
export interface Deletions {
  readonly statements: readonly string[];
  readonly reasons: readonly ReverseReason[];
}

/**
 * Deletes the rows that came into tables which were there before.
 * @param inserts what the up section inserts; undefined where that is not known
 */
export async function deletionsOf(
  before: readonly TableRows[],
  after: readonly TableRows[],
  inserts: readonly Insert[] | undefined,
  connection: Connection,
): Promise<Deletions> {
  const identifying = await identifyingColumns(connection);
  const found = lastFirst(after, inserts ?? []).flatMap((table) => {
    const earlier = before.find(({ oid }) => oid === table.oid);
    const rows = earlier === undefined ? [] : newRows(earlier, table);
    return earlier === undefined || rows.length === 0
      ? []
      : [deletion(earlier, table, rows, inserts, identifying.get(table.oid) ?? noColumns)];
  });
  return {
    statements: found.flatMap(({ statement }) => statement ?? []),
    reasons: found.flatMap(({ reason }) => reason ?? []),
  };
}

/** What was filled last, and failing that what was made last, may refer to the others. */
function lastFirst(tables: readonly TableRows[], inserts: readonly Insert[]): TableRows[] {
  const place = (table: TableRows) => inserts.findIndex((insert) => isInto(insert, table));
  return tables.toSorted((a, b) => place(b) - place(a) || Number(b.oid) - Number(a.oid));
}

interface Identifying {
  /** Columns that get a value of their own when none is given. */
  readonly generated: ReadonlySet<number>;
  /** The columns of each unique index, that of the primary key first. */
  readonly unique: readonly (readonly number[])[];
}

const noColumns: Identifying = { generated: new Set(), unique: [] };

/** Of every table, by its OID. Source: PostgreSQL manual, 52.26 "pg_index". */
async function identifyingColumns(connection: Connection): Promise<Map<string, Identifying>> {
  const rows = await connection.query<{ oid: string; generated: string; unique: string }>(
    `SELECT c.oid::text AS oid,
      coalesce((SELECT string_agg(attnum::text, ' ') FROM pg_attribute a
        WHERE attrelid = c.oid AND attnum > 0 AND (atthasdef OR attidentity <> '')), '') AS generated,
      coalesce((SELECT string_agg(indkey::text, ',' ORDER BY indisprimary DESC, indexrelid) FROM pg_index
        WHERE indrelid = c.oid AND indisunique AND indpred IS NULL AND indexprs IS NULL), '') AS unique
    FROM pg_class c WHERE relkind IN ('r', 'p')`,
  );
  return new Map(
    rows.map(({ oid, generated, unique }) => [
      oid,
      {
        generated: new Set(numbers(generated)),
        unique: unique === "" ? [] : unique.split(",").map(numbers),
      },
    ]),
  );
}

function numbers(text: string): number[] {
  return text === "" ? [] : text.split(" ").map(Number);
}

/** By the primary key, or by all that both have. */
function newRows(earlier: TableRows, table: TableRows): Row[] {
  const shared = table.columns.filter(({ number }) =>
    earlier.columns.some((column) => column.number === number),
  );
  const keyed = shared.filter(({ number }) => table.key.includes(number));
  const columns = (keyed.length > 0 ? keyed : shared).map(({ number }) => number);
  const known = new Set(rowsOf(earlier).rows.map((row) => valuesText(row, earlier, columns)));
  return rowsOf(table).rows.filter((row) => !known.has(valuesText(row, table, columns)));
}

function valuesText(row: Row, table: TableRows, columns: readonly number[]): string {
  return JSON.stringify(columns.map((number) => row[placeOf(table, number)]));
}

function placeOf({ columns }: TableRows, number: number): number {
  return columns.findIndex((column) => column.number === number);
}

function deletion(
  earlier: TableRows,
  table: TableRows,
  rows: readonly Row[],
  inserts: readonly Insert[] | undefined,
  identifying: Identifying,
): { statement?: string; reason?: ReverseReason } {
  const name = `${quoteIfNeeded(earlier.schema)}.${quoteIfNeeded(earlier.name)}`;
  const own = inserts?.filter((insert) => isInto(insert, table) || isInto(insert, earlier));
  if (own === undefined || own.length === 0) {
    const now = rowsOf(table);
    const isMore = now.more || now.rows.length > rowsOf(earlier).rows.length;
    // Where there are no more, a key has other values, as with another label of an enum; the proof says whether they come back.
    if (!isMore) return {};
    return { reason: { kind: "rows-by-code", table: name, rows: rows.length } };
  }
  if (own.some(({ rowsFromTables }) => rowsFromTables))
    return { reason: { kind: "rows-from-tables", table: name } };
  const columns = columnsFor(earlier, table, rows, own, identifying);
  if (columns === undefined)
    return { reason: { kind: "rows-unidentified", table: name, rows: rows.length } };
  const names = columns.map((number) => earlier.columns[placeOf(earlier, number)]!.name);
  return { statement: `DELETE FROM ${name} WHERE ${condition(names, columns, table, rows)}` };
}

function isInto({ relation }: Insert, { schema, name }: TableRows): boolean {
  return relation.name === name && (relation.schema === undefined || relation.schema === schema);
}

/** A unique index of which all columns were given values; failing that, all given values together. */
function columnsFor(
  earlier: TableRows,
  table: TableRows,
  rows: readonly Row[],
  inserts: readonly Insert[] | undefined,
  { generated, unique }: Identifying,
): readonly number[] | undefined {
  const given = table.columns
    .filter((column) => placeOf(earlier, column.number) >= 0)
    .filter(({ number, name }) => !generated.has(number) || isGiven(name, table, inserts))
    .filter(({ number }) => rows.every((row) => row[placeOf(table, number)] !== null))
    .map(({ number }) => number);
  const index = unique.find((columns) => columns.every((number) => given.includes(number)));
  if (index !== undefined) return index;
  return given.length > 0 && areAlone(given, table, rows) ? given : undefined;
}

/** Without names the values are those of the first columns. */
function isGiven(
  column: string,
  table: TableRows,
  inserts: readonly Insert[] | undefined,
): boolean {
  if (inserts === undefined || inserts.length === 0) return false;
  return inserts.every(
    ({ columns = table.columns.map(({ name }) => name), given }) => given[columns.indexOf(column)],
  );
}

/** Whether no other row of the table has the values of these. */
function areAlone(columns: readonly number[], table: TableRows, own: readonly Row[]): boolean {
  const { rows, more } = rowsOf(table);
  const texts = new Set(own.map((row) => valuesText(row, table, columns)));
  const alike = rows.filter((row) => texts.has(valuesText(row, table, columns)));
  return !more && alike.length === own.length && texts.size === own.length;
}

function condition(
  names: readonly string[],
  columns: readonly number[],
  table: TableRows,
  rows: readonly Row[],
): string {
  const tuples = rows.map((row) => columns.map((number) => valueText(row, table, number)));
  const left = names.map(quoteIfNeeded);
  if (left.length === 1) {
    const [name] = left;
    return tuples.length === 1
      ? `${name} = ${tuples[0]![0]}`
      : `${name} IN (${tuples.map(([value]) => value).join(", ")})`;
  }
  if (tuples.length === 1)
    return left.map((name, index) => `${name} = ${tuples[0]![index]}`).join(" AND ");
  return `(${left.join(", ")}) IN (${tuples.map((tuple) => `(${tuple.join(", ")})`).join(", ")})`;
}

function valueText(row: Row, table: TableRows, number: number): string {
  const at = placeOf(table, number);
  const { type } = table.columns[at]!;
  const value = row[at]!;
  if (type === "boolean") return value === "t" ? "true" : "false";
  return isNumberType(type) && /^-?\d+(?:\.\d+)?$/.test(value) ? value : literal(value);
}
