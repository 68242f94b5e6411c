import { type CheckPartName, checkParts } from "../commands/check-parts.ts";
import {
  type CheckedEnds,
  type CheckedHistory,
  type CheckedOutput,
  type CheckPart,
  type CheckResult,
  type SkipReason,
  stoppingStatements,
} from "../commands/check.ts";
import { maskUrlsIn } from "../database/index.ts";
import { listNames } from "../errors/index.ts";
import type { Impact } from "../impact/index.ts";
import { type LintResult, severities } from "../lint/index.ts";
import { isSound, type VerifyResult } from "../verify/index.ts";
import { looseEndText } from "./status-text.ts";
import { plural } from "./style.ts";

/** A part of `check` in one line. */
export interface PartSummary {
  readonly name: CheckPartName;
  readonly verdict: CheckPart<unknown>["verdict"];
  readonly text: string;
}

/** Every part in one line each, in their order. */
export function partSummaries(result: CheckResult): PartSummary[] {
  return checkParts.map((name) => partSummary(name, result));
}

/** No password and no time is in it. */
export function partSummary(name: CheckPartName, result: CheckResult): PartSummary {
  return { name, verdict: result[name].verdict, text: maskUrlsIn(summaryOf(name, result)) };
}

function summaryOf(name: CheckPartName, result: CheckResult): string {
  switch (name) {
    case "names":
      return summary(result.names, namesSummary);
    case "lint":
      return summary(result.lint, lintSummary);
    case "verify":
      return summary(result.verify, verifySummary);
    case "plan":
      return summary(result.plan, (impact) => planSummary(impact, result.migrations));
    case "schema":
      return summary(result.schema, (output) => outputSummary(output, "dump"));
    case "types":
      return summary(result.types, (output) => outputSummary(output, "types"));
    case "history":
      return summary(result.history, historySummary);
    case "unfinished":
      return summary(result.unfinished, unfinishedSummary);
  }
}

function summary<Result>(part: CheckPart<Result>, tell: (result: Result) => string): string {
  if ("result" in part) return tell(part.result);
  return part.verdict === "skipped"
    ? `not checked: ${skipReasonText(part.reason)}`
    : part.error.message.split("\n")[0]!;
}

/** Why a part was left out. */
function skipReasonText(reason: SkipReason): string {
  return {
    "not-asked": "left out with --skip",
    "nothing-changed": "no migration was added or changed",
    "no-target": "no target is named",
    "no-sizes": "there are no statistics, and no target is named",
    "does-not-run": "what was changed does not run",
    "no-schema-file": "no schemaFile is set",
    "no-types-file": "no typesFile is set",
    "history-refuses": "the history refuses every run",
    unreadable: "the files cannot be read",
    "other-tool": "the files are another tool's",
  }[reason];
}

function namesSummary({ findings }: LintResult): string {
  return findings.length === 0 ? "new files only, in order" : plural(findings.length, "problem");
}

function lintSummary({ findings, counts, migrations }: LintResult): string {
  const where = `in ${plural(migrations.length, "migration")}`;
  if (findings.length === 0) return `nothing found ${where}`;
  const counted = severities.filter((level) => counts[level] > 0);
  return `${counted.map((level) => plural(counts[level], level)).join(", ")} ${where}`;
}

function verifySummary({ migrations, notReached, proved, scratch }: VerifyResult): string {
  const failed = migrations.filter((one) => !isSound(one)).length;
  return [
    ...(migrations.length > 0
      ? [
          `${plural(migrations.length, "migration")} on ${scratch}: ${failed === 0 ? "none" : failed} failed`,
        ]
      : []),
    ...(notReached.length > 0 ? [`${notReached.length} not reached`] : []),
    ...(proved ? [`${plural(proved.length, "migration")} proved already`] : []),
  ].join(", ");
}

function planSummary(impact: Impact, migrations: readonly string[]): string {
  const stopping = stoppingStatements(impact, migrations);
  const against = `at the sizes of ${impact.against}`;
  if (stopping.length === 0) return `nothing stops the application ${against}`;
  const stops = stopping.filter(({ verdict }) => verdict === "stops the application").length;
  const unknown = stopping.length - stops;
  return `${[
    ...(stops > 0 ? [`${plural(stops, "statement")} would stop the application`] : []),
    ...(unknown > 0 ? [`of ${plural(unknown, "statement")} that cannot be said`] : []),
  ].join(", ")} ${against}`;
}

function outputSummary({ file, stale }: CheckedOutput, command: "dump" | "types"): string {
  return stale
    ? `${file} is not what the migrations make: \`pgmaestro ${command}\` writes it`
    : `${file} is what the migrations make`;
}

function historySummary(history: CheckedHistory): string {
  const lines = historyProblems(history);
  return lines.length === 0 ? `fits, in ${history.target}` : `${lines.join("; ")}`;
}

/** What is wrong in the target, in words. */
export function targetProblems({
  history,
  unfinished,
}: Pick<CheckResult, "history" | "unfinished">): string[] {
  return [
    ...("result" in history ? historyProblems(history.result) : []),
    ...("result" in unfinished ? unfinished.result.looseEnds.map(looseEndText) : []),
  ];
}

/** What does not fit, in words. */
export function historyProblems({ edited, missing, outOfOrder, dotted }: CheckedHistory): string[] {
  const told: readonly (readonly [readonly string[], string])[] = [
    [edited, "applied, and edited since"],
    [missing, "applied, and without a file"],
    [outOfOrder, "not applied, though a later one is"],
  ];
  return [
    ...told.flatMap(([names, what]) =>
      names.length === 0 ? [] : [`${listNames(names)}: ${what}`],
    ),
    ...(dotted
      ? [
          `${plural(dotted.rows, "row")} of an older tool wait in a table literally named ${dotted.sql}`,
        ]
      : []),
  ];
}

function unfinishedSummary({ looseEnds, target }: CheckedEnds): string {
  return looseEnds.length === 0
    ? `nothing, in ${target}`
    : `${looseEnds.length} left unfinished in ${target}`;
}
