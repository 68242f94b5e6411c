import {
  type Action,
  type ActionOf,
  flattened,
  type Statement,
  type Write,
  writtenBy,
} from "../sql/statement/index.ts";
import type { TableRows } from "../rows/index.ts";
import type { ReverseReason, RowVerb } from "./remarks.ts";
import { quoteIfNeeded } from "../sql/text/index.ts";

/** What statements do to rows and values that were there before, which no down section can undo. */
export function unknowableChanges(
  statements: readonly Pick<Statement, "actions">[],
  before: readonly TableRows[],
  after: readonly TableRows[],
): ReverseReason[] {
  const found = statements.flatMap(({ actions }) =>
    actions.flatMap((action) => {
      if (action.kind === "do-block") return ofBlock(action);
      return isAboutRows(action) ? ofAction(action, before, after) : [];
    }),
  );
  return [...new Map(found.map((reason) => [JSON.stringify(reason), reason])).values()];
}

const rowVerbs: ReadonlySet<string> = new Set<RowVerb>([
  "update",
  "delete",
  "truncate",
  "merge",
  "insert",
]);

function isAboutRows(action: Action): action is ActionOf<RowVerb> {
  return rowVerbs.has(action.kind);
}

function ofAction(
  action: ActionOf<RowVerb>,
  before: readonly TableRows[],
  after: readonly TableRows[],
): ReverseReason[] {
  const by = action.kind;
  return writtenBy(action).flatMap((write): ReverseReason[] => {
    const earlier = earlierTable(write, before, after);
    if (earlier === undefined) return [];
    const name = `${quoteIfNeeded(earlier.schema)}.${quoteIfNeeded(earlier.name)}`;
    if (write.removesRows) return [{ kind: "rows-removed", by, table: name }];
    return changedColumns(write, earlier, after).map((column) => ({
      kind: "values-changed",
      by,
      column: `${name}.${quoteIfNeeded(column)}`,
    }));
  });
}

/** The table as it was before, where it was there. */
function earlierTable(
  { relation }: Write,
  before: readonly TableRows[],
  after: readonly TableRows[],
): TableRows | undefined {
  const isMeant = ({ schema, name }: TableRows) =>
    relation?.name === name && (relation.schema === undefined || relation.schema === schema);
  const now = after.find(isMeant);
  return before.find(({ oid }) => oid === now?.oid) ?? before.find(isMeant);
}

/** Those that were there, and are still: what is dropped is lost in any case. */
function changedColumns(
  { columns = [] }: Write,
  earlier: TableRows,
  after: readonly TableRows[],
): string[] {
  const now = after.find(({ oid }) => oid === earlier.oid);
  return columns.flatMap((name) => {
    const number = (now ?? earlier).columns.find((column) => column.name === name)?.number;
    const column = earlier.columns.find((one) => one.number === number);
    return now === undefined || column === undefined ? [] : [column.name];
  });
}

/** The block builds its statements from pieces that no parser reads: their words decide, in favour of a person. */
const changesRows =
  /\b(?:UPDATE\s+(?:ONLY\s+)?[\w."]+(?:\s+(?:AS\s+)?\w+)?\s+SET|DELETE\s+FROM|TRUNCATE|MERGE\s+INTO)\b/i;

/** Rows that INSERT adds in a block are reported with the tables that they come into. */
function ofBlock(block: ActionOf<"do-block">): ReverseReason[] {
  const changes =
    flattened(block.actions).some((action) => action.kind !== "insert" && isAboutRows(action)) ||
    (block.dynamic && changesRows.test(block.body));
  return changes ? [{ kind: "changes-in-block" }] : [];
}
