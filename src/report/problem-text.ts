import { guardRemedyText } from "../lint/index.ts";
import { maskUrlsIn } from "../database/index.ts";
import {
  formatLocation,
  listNames,
  MigrationFailedError,
  MigrationFileError,
  type Location,
  type PgmaestroError,
} from "../errors/index.ts";
import { describeDataDifference, describeSequenceChange } from "../rows/index.ts";
import type { CheckName, NotReached, Phase, Problem, VerifiedMigration } from "../verify/index.ts";
import { differenceText } from "./difference-text.ts";

/** The names of the checks for people. */
export const checkTitles: Readonly<Record<CheckName, string>> = {
  up: "up",
  repeatable: "repeatable",
  down: "down",
  roundTrip: "round trip",
  data: "data",
};

/** A problem in one line: `up, run twice, fails: relation "x" already exists`. No password is in it. */
export function problemText(problem: Problem): string {
  return maskUrlsIn(statement(problem));
}

function statement(problem: Problem): string {
  switch (problem.kind) {
    case "error":
      return `${phases[problem.phase]} fails: ${reasonOf(problem.error)}`;
    case "no-down":
      return "there is no down section";
    case "difference":
      return differenceText(problem.difference, problem.phase);
    case "sequence":
      return `${phases[problem.phase].replace(/,$/, "")}: ${describeSequenceChange(problem.change)}`;
    case "data":
      return `${phases[problem.phase].replace(/,$/, "")}: ${describeDataDifference(problem.change)}`;
  }
}

const phases: Readonly<Record<Phase, string>> = {
  up: "up",
  "up-again": "up, run twice,",
  down: "down",
  "down-again": "down, run twice,",
  "up-after-down": "up after down",
};

/** Why a migration could not be tried, after its name. No password is in it. */
export function notReachedText({ without, error }: NotReached): string {
  if (without.length === 0)
    return maskUrlsIn(
      `it does not run, and what comes after it is tried without: ${error.message}`,
    );
  return maskUrlsIn(`it fails without ${missingText(without)}: ${reasonOf(error)}`);
}

/** The same of several, in their order: what one lacks as the one before it did is not said again. */
export function notReachedTexts(all: readonly NotReached[]): string[] {
  return all.map((one, index) => {
    const above = all[index - 1];
    return above !== undefined && lacksTheSame(one, above)
      ? maskUrlsIn(`it fails without those above: ${reasonOf(one.error)}`)
      : notReachedText(one);
  });
}

function lacksTheSame({ without }: NotReached, above: NotReached): boolean {
  const known = [...above.without, above.name];
  return (
    above.without.length > 0 &&
    without.length >= above.without.length &&
    without.every((name) => known.includes(name))
  );
}

function missingText(without: readonly string[]): string {
  return `${listNames(without)}, which ${without.length === 1 ? "does" : "do"} not run`;
}

/** The message without its place, which is shown beside it. */
function reasonOf(error: PgmaestroError): string {
  if (error instanceof MigrationFailedError) return error.server.message;
  return error instanceof MigrationFileError ? error.problem : error.message;
}

/** Where a problem is and what the server adds, line by line. */
export function contextLines(problem: Problem): string[] {
  if (problem.kind !== "error" || !isLocated(problem.error)) return [];
  return [`at ${formatLocation(problem.error.location)}`, ...detailLines(problem)];
}

/** What the server adds to its refusal. */
export function detailLines(problem: Problem): string[] {
  if (problem.kind !== "error" || !(problem.error instanceof MigrationFailedError)) return [];
  return linesOf(problem.error.server.detail).map(maskUrlsIn);
}

/** What would fix a problem: statements with their semicolons, or advice; line by line. */
export function remedyLines(problem: Problem): string[] {
  return remedies(problem).map(maskUrlsIn);
}

function remedies(problem: Problem): string[] {
  switch (problem.kind) {
    case "difference":
      return mendLines(`${needs[problem.phase]}${doubt(problem.suffices)}:`, problem.mend);
    case "no-down":
      return [noDownAdvice(problem.place)];
    case "error":
      return linesOf(problem.remedy ? guardRemedyText(problem.remedy) : problem.error.hint);
    case "sequence":
    case "data":
      return [];
  }
}

/** What is shown was run, and was enough, or says that it was not. */
function doubt(suffices: boolean | undefined): string {
  if (suffices === undefined) return " (not tried)";
  return suffices ? "" : ", and more than this";
}

function linesOf(text = ""): string[] {
  return text.split("\n").filter((line) => line !== "");
}

const needs: Readonly<Record<Phase, string>> = {
  up: "the up section needs",
  "up-again": "the up section needs",
  down: "the down section needs",
  "down-again": "the down section needs",
  "up-after-down": "it needs",
};

/** One short statement stands beside what needs it, others below. */
function mendLines(label: string, mend: readonly string[]): string[] {
  if (mend.length === 0) return [];
  const lines = mend.flatMap((sql) => `${sql};`.split("\n"));
  return lines.length === 1
    ? [`${label} ${lines[0]}`]
    : [label, ...lines.map((line) => `  ${line}`)];
}

/** Another tool knows none of our words. */
function noDownAdvice(place: string | undefined): string {
  return place === undefined
    ? "Write one below `-- Down Migration`, or say why there is none: `-- pgmaestro: irreversible REASON`."
    : `Write one ${place}.`;
}

/** Where a problem is: at the statement that failed, or at the section that is to be fixed. */
export function placeOf(problem: Problem, { downAt }: VerifiedMigration): Location | undefined {
  if (problem.kind === "no-down") return undefined;
  if (problem.kind === "error" && isLocated(problem.error)) return problem.error.location;
  return problem.phase === "down" || problem.phase === "down-again" ? downAt : undefined;
}

function isLocated(error: PgmaestroError): error is MigrationFailedError | MigrationFileError {
  return error instanceof MigrationFailedError || error instanceof MigrationFileError;
}
