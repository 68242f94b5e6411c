import { compareRows } from "./data/compare.ts";
import { describeDataDifference } from "./data/describe.ts";
import { judge, type JudgedDifference, type MeantChanges } from "./data/meant.ts";
import type { TableRows } from "./data/rows.ts";

type Rows = readonly TableRows[];

/** What became of the rows, by what the migration meant; each a sentence without its full stop. */
export interface RowChanges {
  /** No statement speaks of them. */
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

/** Every difference, whoever meant it. */
export function allChanges(before: Rows, after: Rows): string[] {
  return compareRows(before, after).map(describeDataDifference);
}

/** Tables and columns that are gone with what was in them. */
export function losses(before: Rows, after: Rows): string[] {
  return compareRows(before, after)
    .filter(({ kind }) => kind === "table gone" || kind === "column gone")
    .map(describeDataDifference);
}
