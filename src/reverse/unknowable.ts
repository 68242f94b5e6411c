import {
  type Action,
  type ActionOf,
  flattened,
  type Statement,
  type Write,
  writtenBy,
} from "../sql/statement/index.ts";
import type { TableRows } from "../rows/index.ts";
import { quoteIfNeeded } from "../sql/text/index.ts";

/**
 * What statements do to rows and values that were there before, which no down section can undo; in sentences
 * without their full stops.
 */
export function unknowableChanges(
  statements: readonly Pick<Statement, "actions">[],
  before: readonly TableRows[],
  after: readonly TableRows[],
): string[] {
  const found = statements.flatMap(({ actions }) =>
    actions.flatMap((action) => {
      if (action.kind === "do-block") return ofBlock(action);
      return isAboutRows(action) ? ofAction(action, before, after) : [];
    }),
  );
  return [...new Set(found)];
}

const aboutRows: ReadonlySet<Action["kind"]> = new Set<Action["kind"]>([
  "update",
  "delete",
  "truncate",
  "merge",
  "insert",
]);

function isAboutRows({ kind }: Action): boolean {
  return aboutRows.has(kind);
}

function ofAction(
  action: Action,
  before: readonly TableRows[],
  after: readonly TableRows[],
): string[] {
  const verb = action.kind.toUpperCase();
  return writtenBy(action).flatMap((write) => {
    const earlier = earlierTable(write, before, after);
    if (earlier === undefined) return [];
    const name = `${quoteIfNeeded(earlier.schema)}.${quoteIfNeeded(earlier.name)}`;
    if (write.removesRows)
      return [
        `${verb} removes rows of ${name}, and which ones they are in another database is not known`,
      ];
    return changedColumns(write, earlier, after).map(
      (column) =>
        `${verb} changes values of ${name}.${quoteIfNeeded(column)}, and the values before are not known`,
    );
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

const changesRows =
  /\b(?:UPDATE\s+(?:ONLY\s+)?[\w."]+(?:\s+(?:AS\s+)?\w+)?\s+SET|DELETE\s+FROM|TRUNCATE|MERGE\s+INTO)\b/i;

/** Rows that INSERT adds in a block are reported with the tables that they come into. */
function ofBlock(block: ActionOf<"do-block">): string[] {
  const changes =
    flattened(block.actions).some((action) => action.kind !== "insert" && isAboutRows(action)) ||
    (block.dynamic && changesRows.test(block.body));
  if (!changes) return [];
  return ["A DO block changes or removes rows, and the values before are not known"];
}
