import { MigrationFailedError } from "../errors/index.ts";
import {
  compareRows,
  type DataDifference,
  describeDataDifference,
  type TableRows,
} from "../rows/index.ts";
import type { Action } from "../sql/statement/index.ts";
import { actionsOfRefused } from "../trial/index.ts";
import { judge, type JudgedDifference, type MeantChanges } from "./meant.ts";

type Rows = readonly TableRows[];

/** What became of the rows, by what the migration meant; each a sentence without its full stop. */
export interface RowChanges {
  /** No statement mentions them. */
  readonly unmeant: readonly string[];
  /** What went with a table or column, and what only code that cannot be read may explain. */
  readonly lost: readonly string[];
  /** What a statement names. */
  readonly meant: readonly string[];
}

export function judgeRows(before: Rows, after: Rows, meant: MeantChanges): RowChanges {
  const judged = judge(compareRows(before, after), meant, [...before, ...after]);
  const texts = (...verdicts: JudgedDifference["verdict"][]) =>
    judged.filter(({ verdict }) => verdicts.includes(verdict)).map(text);
  return { unmeant: texts("failure"), lost: texts("lost", "unclear"), meant: texts("meant") };
}

function text({ difference, because }: JudgedDifference): string {
  const what = describeDataDifference(difference);
  return because === undefined ? what : `${what}; ${because} may have meant it`;
}

/** Every difference of rows and values, meant or not; tables and columns are the schema's. */
export function allChanges(before: Rows, after: Rows): string[] {
  return compareRows(before, after)
    .filter(({ kind }) => !/^(?:table|column) /.test(kind))
    .map(describeDataDifference);
}

/** Tables and columns that are gone with what was in them: `table app.logs`, `column app.users.age`. */
export function losses(before: Rows, after: Rows): string[] {
  return compareRows(before, after).flatMap((difference) => {
    if (difference.kind === "table gone" && difference.rows > 0)
      return [`table ${difference.table}`];
    if (difference.kind === "column gone" && difference.values > 0)
      return [`column ${difference.table}.${difference.column}`];
    return [];
  });
}

/** Whether a statement about rows found its table or column gone, against which it has no guard. */
export function isAboutGoneThings(error: unknown): boolean {
  return (
    error instanceof MigrationFailedError &&
    ["42P01", "42703"].includes(error.server.sqlState ?? "") &&
    isOnlyAboutRows(actionsOfRefused(error))
  );
}

function isOnlyAboutRows(actions: readonly Action[]): boolean {
  return actions.length > 0 && actions.every(({ kind }) => aboutRows.has(kind));
}

const aboutRows: ReadonlySet<Action["kind"]> = new Set<Action["kind"]>([
  "insert",
  "update",
  "delete",
  "merge",
  "truncate",
  "select",
]);

/** What was there before the migration, and still there after it, and is not after the rollback. */
export function takenByDown(before: Rows, applied: Rows, back: Rows): string[] {
  const goneByUp = compareRows(before, applied);
  return compareRows(before, back)
    .filter((one) => isLoss(one) && !goneByUp.some((gone) => covers(gone, one)))
    .map(describeDataDifference);
}

function isLoss({ kind }: DataDifference): boolean {
  return kind === "table gone" || kind === "rows gone" || kind === "column gone";
}

/** Whether what one difference says was gone with the other already. */
function covers(gone: DataDifference, difference: DataDifference): boolean {
  if (gone.table !== difference.table) return false;
  if (gone.kind === "table gone") return true;
  if (gone.kind === "rows gone")
    return difference.kind === "rows gone" && difference.rows <= gone.rows;
  return (
    gone.kind === "column gone" &&
    difference.kind === "column gone" &&
    gone.column === difference.column
  );
}
