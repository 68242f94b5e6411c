import type { RowColumn, TableRows } from "./rows.ts";

/** A column before and after, with its places in the rows. */
export interface ColumnPair {
  readonly before: RowColumn;
  readonly after: RowColumn;
  readonly beforeAt: number;
  readonly afterAt: number;
  /** Whether the one after is another column by the same name: it was dropped and added again. */
  readonly recreated: boolean;
}

export interface MatchedColumns {
  readonly pairs: readonly ColumnPair[];
  readonly gone: readonly RowColumn[];
  readonly added: readonly RowColumn[];
}

/** Matches the columns of a table by their numbers, and what then is left by name. */
export function matchColumns(before: TableRows, after: TableRows): MatchedColumns {
  const sameTable = before.oid === after.oid;
  const pairs = before.columns.flatMap((column, beforeAt) => {
    const afterAt = placeOf(column, before, after, sameTable);
    if (afterAt === -1) return [];
    const other = after.columns[afterAt]!;
    const recreated = sameTable && other.number !== column.number;
    return [{ before: column, after: other, beforeAt, afterAt, recreated }];
  });
  return {
    pairs,
    gone: before.columns.filter((column) => !pairs.some((pair) => pair.before === column)),
    added: after.columns.filter((column) => !pairs.some((pair) => pair.after === column)),
  };
}

function placeOf(
  column: RowColumn,
  before: TableRows,
  after: TableRows,
  sameTable: boolean,
): number {
  const itself = after.columns.findIndex(({ number }) => sameTable && number === column.number);
  if (itself !== -1) return itself;
  return after.columns.findIndex(
    ({ number, name }) =>
      name === column.name &&
      !(sameTable && before.columns.some((other) => other.number === number)),
  );
}
