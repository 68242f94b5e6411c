import {
  type Action,
  type ActionOf,
  flattened,
  shownName,
  type Statement,
  type Write,
  writtenBy,
} from "../sql/statement/index.ts";
import { quoteIfNeeded } from "../sql/text/index.ts";
import type { TableRows } from "../rows/index.ts";
import type { Destruction, RowVerb } from "./remarks.ts";
import { isNarrowing } from "./narrowing.ts";

/** What statements do to rows and values that were there before, by their syntax: which ones is not known. */
export function destructions(
  statements: readonly Pick<Statement, "actions">[],
  before: readonly TableRows[],
  after: readonly TableRows[],
): Destruction[] {
  const found = statements.flatMap(({ actions }) =>
    actions.flatMap((action) => {
      if (action.kind === "do-block") return ofBlock(action, before, after);
      return isAboutRows(action) ? ofAction(action, before, after) : [];
    }),
  );
  return [...new Map(found.map((reason) => [JSON.stringify(reason), reason])).values()];
}

/** The columns whose new type does not have every value of the one before, or whose values an expression makes. */
export function narrowings(
  statements: readonly Pick<Statement, "actions">[],
  before: readonly TableRows[],
  after: readonly TableRows[],
): Destruction[] {
  const converted = flattened(statements.flatMap(({ actions }) => actions)).filter(
    (action) =>
      action.kind === "alter-column-type" &&
      action.using !== undefined &&
      action.using.plainColumn?.column !== action.column,
  );
  return before.flatMap((table) => {
    const now = after.find(({ oid }) => oid === table.oid);
    return table.columns.flatMap(({ number, name, type }): Destruction[] => {
      const column = now?.columns.find((one) => one.number === number);
      if (column === undefined || column.type === type) return [];
      const isConverted = converted.some(
        (action) => action.kind === "alter-column-type" && action.column === column.name,
      );
      if (!isConverted && !isNarrowing(type, column.type)) return [];
      const full = shownName([table.schema, table.name, name]);
      return [{ kind: "type-narrowed", column: full, from: type, to: column.type }];
    });
  });
}

/** Those that a way back has no word of: it writes neither to the column nor rows to the table. */
export function withoutWayBack(
  found: readonly Destruction[],
  back: readonly Pick<Statement, "actions">[],
): Destruction[] {
  const actions = flattened(back.flatMap((statement) => statement.actions));
  const writes = actions.filter(isAboutRows).flatMap(writtenBy);
  const converted = actions.flatMap((action) =>
    action.kind === "alter-column-type" && action.using !== undefined ? [action.column] : [],
  );
  const isWritten = (table: string) =>
    writes.some(({ relation }) => relation !== undefined && endsWith(table, relation.name));
  return found.filter((one) => {
    switch (one.kind) {
      case "rows-removed":
        return !isWritten(one.table);
      case "values-changed":
        return !isWritten(withoutLast(one.column));
      case "type-narrowed":
        return !converted.some((column) => endsWith(one.column, column));
      case "changes-in-block":
        return writes.length === 0 && !actions.some(({ kind }) => kind === "do-block");
    }
  });
}

function endsWith(path: string, name: string): boolean {
  return path.endsWith(`.${quoteIfNeeded(name)}`);
}

function withoutLast(path: string): string {
  return path.slice(0, path.search(/\.(?:"(?:[^"]|"")*"|[^".]+)$/));
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
): Destruction[] {
  const by = action.kind;
  return writtenBy(action).flatMap((write): Destruction[] => {
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
  write: Write,
  before: readonly TableRows[],
  after: readonly TableRows[],
): TableRows | undefined {
  const isMeant = (table: TableRows) => isMeantBy(write, table);
  const now = after.find(isMeant);
  return before.find(({ oid }) => oid === now?.oid) ?? before.find(isMeant);
}

function isMeantBy({ relation }: Write, { schema, name }: TableRows): boolean {
  return relation?.name === name && (relation.schema === undefined || relation.schema === schema);
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
function ofBlock(
  block: ActionOf<"do-block">,
  before: readonly TableRows[],
  after: readonly TableRows[],
): Destruction[] {
  const changes =
    flattened(block.actions)
      .filter((action) => action.kind !== "insert" && isAboutRows(action))
      .flatMap(writtenBy)
      .some((write) => !isMade(write, before, after)) ||
    (block.dynamic && changesRows.test(block.body));
  return changes ? [{ kind: "changes-in-block" }] : [];
}

/** Whether it is to a table that was not there before, and so has no rows of which anybody could miss one. */
function isMade(write: Write, before: readonly TableRows[], after: readonly TableRows[]): boolean {
  return (
    earlierTable(write, before, after) === undefined &&
    after.some((table) => isMeantBy(write, table))
  );
}
