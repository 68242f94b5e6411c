import type { CatalogObject } from "../catalog/index.ts";
import { MigrationFailedError } from "../errors/index.ts";
import {
  compareRows,
  compareRowsByNames,
  type DataDifference,
  type TableRows,
} from "../rows/index.ts";
import type { Action } from "../sql/statement/index.ts";
import { actionsOfRefused } from "../trial/index.ts";
import type { PossibleCause } from "./remarks.ts";
import { judge, type JudgedDifference, type MeantChanges } from "./meant.ts";

type Rows = readonly TableRows[];

/** What became of the rows, by what the migration meant. */
export interface RowChanges {
  /** No statement mentions them. */
  readonly unmeant: readonly DataDifference[];
  /** What went with a table or column, and what only code that cannot be read may explain. */
  readonly lost: readonly JudgedDifference[];
  /** What a statement names. */
  readonly meant: readonly JudgedDifference[];
}

/** @param isBack whether the same should be there again, under the same names */
export function judgeRows(
  before: Rows,
  after: Rows,
  meant: MeantChanges,
  isBack: boolean,
): RowChanges {
  const judged = judge(differencesOf(before, after, isBack), meant, [...before, ...after]);
  const those = (...verdicts: JudgedDifference["verdict"][]) =>
    judged.filter(({ verdict }) => verdicts.includes(verdict));
  return {
    unmeant: those("failure").map(({ difference }) => difference),
    lost: those("lost", "unclear"),
    meant: those("meant"),
  };
}

function differencesOf(before: Rows, after: Rows, isBack: boolean): DataDifference[] {
  return isBack ? compareRowsByNames(before, after) : compareRows(before, after);
}

/** The same for the same change seen again after another step, when tables may have other names and OIDs. */
export function changeKey(difference: DataDifference, because?: readonly PossibleCause[]): string {
  const { alsoCalled: _a, hasTriggers: _h, tableRecreated: _t, ...own } = difference;
  const seen =
    own.kind === "values changed" ? { ...own, renamedTo: undefined, generated: undefined } : own;
  return JSON.stringify([seen, because]);
}

/** Every difference of rows and values, meant or not; tables and columns are the schema's. */
export function allChanges(before: Rows, after: Rows, isBack: boolean): DataDifference[] {
  return differencesOf(before, after, isBack).filter(({ kind }) => ofRows.has(kind));
}

const ofRows: ReadonlySet<DataDifference["kind"]> = new Set<DataDifference["kind"]>([
  "rows gone",
  "rows new",
  "values changed",
]);

/** Tables and columns that are gone with what was in them. */
export function losses(before: Rows, after: Rows): CatalogObject[] {
  return compareRows(before, after).flatMap((difference) => {
    if (difference.kind === "table gone" && difference.rows > 0)
      return [{ kind: "table", name: difference.table }];
    if (difference.kind === "column gone" && difference.values > 0)
      return [{ kind: "column", name: `${difference.table}.${difference.column}` }];
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
export function takenByDown(before: Rows, applied: Rows, back: Rows): DataDifference[] {
  const goneByUp = compareRows(before, applied);
  return compareRowsByNames(before, back).filter(
    (one) => isLoss(one) && !goneByUp.some((gone) => covers(gone, one)),
  );
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
