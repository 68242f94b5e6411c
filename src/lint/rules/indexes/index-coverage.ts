import { isSameIndex, type Index, type Relation } from "../../../schema/index.ts";
import type { ActionOf } from "../../../sql/statement/index.ts";
import type { SectionContext } from "../../context.ts";

/** An index that a section creates and leaves, with what creates it. */
export interface NewIndex {
  readonly index: Index;
  readonly table: Relation;
  readonly action: ActionOf<"create-index">;
  /** Where the statement ends. */
  readonly end: number;
}

/**
 * The indexes that CREATE INDEX makes in a section and that are there after it, in order, without those that a down section
 * brings back. Those ON ONLY a partitioned table have no rows.
 */
export function newIndexes(section: SectionContext): NewIndex[] {
  return section.statements.flatMap(({ actions, end }) =>
    actions.flatMap((action) => {
      if (action.kind !== "create-index" || action.only) return [];
      const table = section.schema.relation(action.relation);
      const index = [...(table?.indexes.values() ?? [])].find(
        (one) => isBy(one, action) && section.isOwn(one),
      );
      if (table === undefined || index === undefined) return [];
      return isBroughtBack(index, action, section) ? [] : [{ index, table, action, end }];
    }),
  );
}

/** Whether a down section has to create the index, as it was there before the migration. */
function isBroughtBack(
  index: Index,
  { relation }: ActionOf<"create-index">,
  { direction, before }: SectionContext,
): boolean {
  const old = direction === "down" ? before?.relation(relation)?.indexes.values() : undefined;
  return [...(old ?? [])].some((one) => one.name === index.name && isSameIndex(one, index));
}

function isBy(index: Index, action: ActionOf<"create-index">): boolean {
  return action.name === undefined ? isSameIndex(index, action) : index.name === action.name;
}

/** In words that follow "the same as" and "a leading part of". */
export function described({ name, constraint, columns }: Index): string {
  const keys = columns.map((column) => column.name ?? "an expression").join(", ");
  return constraint === undefined
    ? `${name} (${keys})`
    : `the index of the constraint ${constraint} (${keys})`;
}
