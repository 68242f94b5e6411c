import { matchColumns, type ColumnPair } from "./columns.ts";
import { matchRows, type RowPairs } from "./pairs.ts";
import { nameOf, rowsOf, type Row, type TableRows } from "./rows.ts";

/** What differs between two contents. Tables and columns go by the names they had before. */
export type DataDifference = DifferentTable &
  (
    | { readonly kind: "table gone" | "table new"; readonly rows: number }
    | { readonly kind: "rows gone" | "rows new"; readonly rows: number; readonly example: RowName }
    | ({ readonly kind: "column gone" | "column new" } & ColumnDifference)
    | ChangedValues
  );

/** What a row can be identified by: the values of its key; without a key, all its values. */
export type RowName = readonly { readonly name: string; readonly value: string | null }[];

interface DifferentTable {
  /** `schema.name` before; of a new table, after. */
  readonly table: string;
  /** `schema.name` of the table, before and after, and of all that it is a partition of or inherits from. */
  readonly alsoCalled: readonly string[];
  readonly hasTriggers: boolean;
  /** Whether the table after is another one by the same name: it was dropped and created again. */
  readonly tableRecreated: boolean;
}

interface ColumnDifference {
  readonly column: string;
  /** How many of its values were not NULL. */
  readonly values: number;
  readonly example: string | undefined;
}

export interface ChangedValues extends DifferentTable {
  readonly kind: "values changed";
  readonly column: string;
  /** The column's name after, where it was renamed. */
  readonly renamedTo: string | undefined;
  readonly values: number;
  /** The first of them: which row, and its value before and after. */
  readonly example: {
    readonly row: RowName;
    readonly before: string | null;
    readonly after: string | null;
  };
  readonly type: { readonly before: string; readonly after: string };
  readonly generated: boolean;
  /** Whether the column was dropped and added again. */
  readonly recreated: boolean;
}

/**
 * What differs between two contents of a database. A table that was renamed is the same table, a column that
 * was renamed the same column; the order of rows does not count.
 */
export function compareRows(
  before: readonly TableRows[],
  after: readonly TableRows[],
): DataDifference[] {
  const pairs = matchTables(before, after);
  const matched = new Set(pairs.values());
  return [
    ...before.flatMap((table) => {
      const other = pairs.get(table);
      if (other !== undefined) return compareTable(table, other);
      return isInPartitions(table, after) ? [] : [wholeTable("table gone", table)];
    }),
    ...after.filter((table) => !matched.has(table)).map((table) => wholeTable("table new", table)),
  ];
}

/**
 * What differs between two contents that should be the same. Tables that have exchanged their names are not what they
 * were: what goes by a name should hold the same.
 */
export function compareRowsByNames(
  before: readonly TableRows[],
  after: readonly TableRows[],
): DataDifference[] {
  const names = new Map(before.map((table) => [table.oid, nameOf(table)]));
  const now = new Set(after.map(nameOf));
  if (![...names.values()].every((name) => now.has(name))) return compareRows(before, after);
  const isRenamed = (table: TableRows) =>
    names.has(table.oid) && names.get(table.oid) !== nameOf(table);
  return compareRows(
    before,
    after.map((table) => (isRenamed(table) ? { ...table, oid: `renamed ${table.oid}` } : table)),
  );
}

/** What differs between the contents of two databases, in which an oid says nothing: tables and columns go by their names. */
export function compareRowsOfTwo(
  first: readonly TableRows[],
  second: readonly TableRows[],
): DataDifference[] {
  return compareRows(
    first,
    second.map((table) => ({ ...table, oid: `second ${table.oid}` })),
  );
}

/** A table that became partitioned under its name has its rows in the partitions, as many at least. */
function isInPartitions(table: TableRows, after: readonly TableRows[]): boolean {
  const partitions = after.filter(({ ancestors }) => ancestors.includes(nameOf(table)));
  const count = partitions.reduce((sum, partition) => sum + rowsOf(partition).rows.length, 0);
  return partitions.length > 0 && count >= rowsOf(table).rows.length;
}

/** By oid, and what then is left by name: a table that was dropped and created again. */
function matchTables(
  before: readonly TableRows[],
  after: readonly TableRows[],
): Map<TableRows, TableRows> {
  const byOid = new Map(after.map((table) => [table.oid, table]));
  const known = new Set(before.map(({ oid }) => oid));
  const byName = new Map(
    after.filter(({ oid }) => !known.has(oid)).map((table) => [nameOf(table), table]),
  );
  return new Map(
    before.flatMap((table) => {
      const other = byOid.get(table.oid) ?? byName.get(nameOf(table));
      return other === undefined ? [] : [[table, other] as const];
    }),
  );
}

function wholeTable(kind: "table gone" | "table new", table: TableRows): DataDifference {
  return { kind, ...tableFacts(table, table), rows: rowsOf(table).rows.length };
}

function tableFacts(before: TableRows, after: TableRows): DifferentTable {
  const names = [before, after].flatMap((table) => [nameOf(table), ...table.ancestors]);
  return {
    table: nameOf(before),
    alsoCalled: [...new Set(names)],
    hasTriggers: before.hasTriggers || after.hasTriggers,
    tableRecreated: before.oid !== after.oid,
  };
}

function compareTable(before: TableRows, after: TableRows): DataDifference[] {
  const sameColumns = JSON.stringify(before.columns) === JSON.stringify(after.columns);
  if (sameColumns && before.content === after.content) return [];
  const facts = tableFacts(before, after);
  return differencesWithin(before, after).map((difference) => ({ ...facts, ...difference }));
}

type OfOneTable = DataDifference extends infer D
  ? D extends DifferentTable
    ? Omit<D, keyof DifferentTable>
    : never
  : never;

function differencesWithin(before: TableRows, after: TableRows): OfOneTable[] {
  const columns = matchColumns(before, after);
  const old = rowsOf(before);
  const now = rowsOf(after);
  const key = columns.pairs.filter(({ before: column }) => before.key.includes(column.number));
  const rows = matchRows(old.rows, now.rows, columns.pairs, {
    key: key.length === before.key.length ? key : [],
    alike: !old.more && !now.more,
  });
  return [
    ...columns.gone.map((column) => ofColumn("column gone", column.name, before, old.rows)),
    ...columns.added.map((column) => ofColumn("column new", column.name, after, now.rows)),
    ...(now.more ? [] : counted("rows gone", rows.gone, before)),
    ...(old.more ? [] : counted("rows new", rows.added, after)),
    ...columns.pairs.flatMap((column) => changedValues(column, rows, before)),
  ];
}

function ofColumn(
  kind: "column gone" | "column new",
  column: string,
  table: TableRows,
  rows: readonly Row[],
): OfOneTable {
  const at = table.columns.findIndex(({ name }) => name === column);
  const values = rows.map((row) => row[at]).filter((value) => typeof value === "string");
  return { kind, column, values: values.length, example: values[0] };
}

function counted(
  kind: "rows gone" | "rows new",
  rows: readonly Row[],
  table: TableRows,
): OfOneTable[] {
  return rows.length === 0 ? [] : [{ kind, rows: rows.length, example: rowName(rows[0]!, table) }];
}

function changedValues(column: ColumnPair, { pairs }: RowPairs, table: TableRows): OfOneTable[] {
  const changed = pairs.filter(([old, now]) => old[column.beforeAt] !== now[column.afterAt]);
  const [first] = changed;
  if (first === undefined) return [];
  return [
    {
      kind: "values changed",
      column: column.before.name,
      renamedTo: column.after.name === column.before.name ? undefined : column.after.name,
      values: changed.length,
      example: {
        row: rowName(first[0], table),
        before: first[0][column.beforeAt]!,
        after: first[1][column.afterAt]!,
      },
      type: { before: column.before.type, after: column.after.type },
      generated: column.after.generated,
      recreated: column.recreated,
    },
  ];
}

function rowName(row: Row, table: TableRows): RowName {
  return table.columns
    .map((column, at) => ({ column, value: row[at] }))
    .filter(({ column }) => table.key.length === 0 || table.key.includes(column.number))
    .map(({ column, value }) => ({ name: column.name, value: value ?? null }));
}
