import type { CreateIndex, IndexColumn } from "../sql/statement/index.ts";

/** What an index does, whatever it is called. */
type IndexKeys = Omit<CreateIndex, "relation" | "concurrently" | "guarded" | "only">;

/** Whether two indexes do the same for queries and for uniqueness. */
export function isSameIndex(one: IndexKeys, other: IndexKeys): boolean {
  return (
    one.unique === other.unique &&
    one.method === other.method &&
    one.nullsNotDistinct === other.nullsNotDistinct &&
    one.where?.key === other.where?.key &&
    sorted(one.include) === sorted(other.include) &&
    one.columns.length === other.columns.length &&
    isLeading(one.columns, other.columns)
  );
}

/** Whether an index is only a leading part of another, so that nothing is lost without it. */
export function isLeadingPart(one: IndexKeys, other: IndexKeys): boolean {
  return (
    !one.unique &&
    [one, other].every(
      ({ method, where, include }) =>
        method === "btree" && where === undefined && include.length === 0,
    ) &&
    isLeading(one.columns, other.columns)
  );
}

function isLeading(columns: readonly IndexColumn[], others: readonly IndexColumn[]): boolean {
  return columns.every(
    (column, place) => others[place] !== undefined && keyOf(column) === keyOf(others[place]),
  );
}

/** Of a table with many indexes each is asked for many times. */
const madeKeys = new WeakMap<IndexColumn, string>();

function keyOf(column: IndexColumn): string {
  const known = madeKeys.get(column) ?? writtenKey(column);
  madeKeys.set(column, known);
  return known;
}

/** NULLs come last by default, and first in a descending order. */
function writtenKey(column: IndexColumn): string {
  const { name, expression, collation, operatorClass, descending, nullsFirst } = column;
  const what = name ?? expression?.key;
  return JSON.stringify([what, collation, operatorClass, descending, nullsFirst ?? descending]);
}

function sorted(names: readonly string[]): string {
  return names.toSorted().join("\n");
}
