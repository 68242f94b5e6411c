import type { Index, Relation } from "../../../schema/index.ts";
import type { ActionOf, CreateIndex, IndexColumn } from "../../../sql/statement/index.ts";
import type { SectionContext } from "../../context.ts";

type Keys = Omit<CreateIndex, "relation" | "concurrently" | "guarded" | "only">;

/** An index that a section creates and leaves, with what creates it. */
export interface NewIndex {
  readonly index: Index;
  readonly table: Relation;
  readonly action: ActionOf<"create-index">;
  /** Where the statement ends. */
  readonly end: number;
}

/** The indexes that CREATE INDEX makes in a section and that are there after it, in order. */
export function newIndexes(section: SectionContext): NewIndex[] {
  return section.statements.flatMap(({ actions, end }) =>
    actions.flatMap((action) => {
      if (action.kind !== "create-index") return [];
      const table = section.schema.relation(action.relation);
      const index = [...(table?.indexes.values() ?? [])].find(
        (one) => isBy(one, action) && section.isOwn(one),
      );
      return table && index ? [{ index, table, action, end }] : [];
    }),
  );
}

function isBy(index: Index, action: ActionOf<"create-index">): boolean {
  return action.name === undefined ? isSameIndex(index, action) : index.name === action.name;
}

/** Whether two indexes do the same for queries and for uniqueness. */
export function isSameIndex(one: Keys, other: Keys): boolean {
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
export function isLeadingPart(one: Keys, other: Keys): boolean {
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

/** In words that follow "the same as" and "a leading part of". */
export function described({ name, constraint, columns }: Index): string {
  const keys = columns.map((column) => column.name ?? "an expression").join(", ");
  return constraint === undefined
    ? `${name} (${keys})`
    : `the index of the constraint ${constraint} (${keys})`;
}
