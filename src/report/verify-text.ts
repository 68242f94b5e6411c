import {
  checkNames,
  isSound,
  type Check,
  type CheckName,
  type Problem,
  type RepeatableChoice,
  type VerifiedMigration,
  type VerifyResult,
} from "../verify/index.ts";
import { noteTexts, checkReasonText } from "./remarks-text.ts";
import {
  checkTitles,
  contextLines,
  notReachedTexts,
  problemText,
  remedyLines,
} from "./problem-text.ts";
import { standInText } from "./stand-in-text.ts";
import { duration, plural, type Style } from "./style.ts";
import { indented } from "./visible.ts";
import { columnsText } from "./columns.ts";

/** Every migration with its marks, what is wrong below it, and a line that sums up. */
export function verifyText(result: VerifyResult, style: Style): string {
  if (result.migrations.length === 0 && result.notReached.length === 0) return "Nothing to verify.";
  return [migrationLines(result.migrations, style), limits(result), [summary(result, style)]]
    .filter((paragraph) => paragraph.length > 0)
    .map((paragraph) => paragraph.join("\n"))
    .join("\n\n");
}

/** The table's rows, each with what is to be said of it below. */
function migrationLines(migrations: readonly VerifiedMigration[], style: Style): string[] {
  if (migrations.length === 0) return [];
  const table = columnsText(
    [...titles, "Migration", "Took"],
    migrations.map((migration) => cells(migration, style)),
    { width: style.width, whole: titles.length },
  );
  const [head, ...rows] = table.split("\n");
  return [
    style.dim(legend(migrations)),
    head!,
    ...migrations.flatMap((migration, index) => [rows[index]!, ...below(migration, style)]),
  ];
}

const titles = checkNames.map((name) => capital(checkTitles[name]));

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const marks: Readonly<Record<Check["verdict"], string>> = {
  passed: "✓",
  failed: "✗",
  noted: "!",
  "not-covered": "~",
  skipped: "–",
};

/** What the marks mean; of what does not hold and was not asked for where there is such. */
function legend(migrations: readonly VerifiedMigration[]): string {
  const isNoted = migrations.some(({ repeatable }) => repeatable.verdict === "noted");
  const noted = isNoted ? `  ${marks.noted} noted` : "";
  return `${marks.passed} holds  ${marks.failed} fails${noted}  ${marks["not-covered"]} not covered  ${marks.skipped} not checked`;
}

function cells(migration: VerifiedMigration, style: Style): string[] {
  return [
    ...checkNames.map((name) => paint(migration[name].verdict, style)),
    migration.name,
    duration(migration.durationMs),
  ];
}

function paint(verdict: Check["verdict"], style: Style): string {
  const colours = {
    passed: style.green,
    failed: style.red,
    noted: style.yellow,
    "not-covered": style.yellow,
    skipped: style.dim,
  };
  return colours[verdict](marks[verdict]);
}

/** What is wrong, then what is not covered, then what should be known. */
function below(migration: VerifiedMigration, style: Style): string[] {
  const checks = checkNames.map((name) => migration[name]);
  return [
    ...checks.flatMap(({ verdict, problems }) =>
      problems.flatMap((one) =>
        verdict === "noted" ? [notedLine(one, style)] : problemLines(one, style),
      ),
    ),
    ...reasons(migration, "not-covered").map(
      (line) => `  ${style.yellow(marks["not-covered"])} ${line}`,
    ),
    ...remarks(migration).map((line) => style.dim(`  ${line}`)),
  ];
}

/** In one line: of a directory that never asked for it there are many. */
function notedLine(problem: Problem, style: Style): string {
  return `  ${style.yellow(marks.noted)} ${indented(problemText(problem))}`;
}

function problemLines(problem: Problem, style: Style): string[] {
  return [
    `  ${style.red(marks.failed)} ${indented(problemText(problem))}`,
    ...contextLines(problem).map((line) => style.dim(`      ${line}`)),
    ...remedyLines(problem).map((line) => style.cyan(`      ${line}`)),
  ];
}

/** Why checks were skipped is said where no failure explains it. */
function remarks(migration: VerifiedMigration): string[] {
  const { irreversible } = migration;
  return [
    ...(irreversible === undefined ? [] : [`irreversible: ${irreversible}`]),
    ...(isSound(migration) && irreversible === undefined ? reasons(migration, "skipped") : []),
    ...checkNames.flatMap((name) => noteTexts(migration[name])),
  ];
}

/** The checks with this verdict, those of one reason together: `round trip, data not covered: …`; what nobody asked for stands below all. */
function reasons(migration: VerifiedMigration, verdict: "skipped" | "not-covered"): string[] {
  const names = checkNames.filter(
    (name) => migration[name].verdict === verdict && migration[name].reason?.kind !== "not-asked",
  );
  const what = verdict === "skipped" ? "not checked" : "not covered";
  return [...new Set(names.map((name) => checkReasonText(migration[name])))].map((reason) => {
    const alike = names.filter((name) => checkReasonText(migration[name]) === reason);
    return `${list(alike)} ${what}${reason === undefined ? "" : `: ${reason}`}`;
  });
}

function list(names: readonly CheckName[]): string {
  return names.map((name) => checkTitles[name]).join(", ");
}

/** What the run as a whole does not cover. */
export function limits({
  unfilled,
  undescribed,
  notReached,
  standIns = [],
}: VerifyResult): string[] {
  return [
    ...standIns.map(standInText),
    ...unfilled.map(
      ({ table, reason }) =>
        `Not filled, so that nothing is known of its data: ${table} (${reason})`,
    ),
    ...(undescribed.length > 0
      ? [`There, but not compared, since catalogs do not describe them: ${undescribed.join(", ")}`]
      : []),
    ...notReachedTexts(notReached).map(
      (text, index) => `Not reached: ${notReached[index]!.name}: ${indented(text)}`,
    ),
  ];
}

function summary(
  { migrations, notReached, repeatable, scratch, kept, durationMs }: VerifyResult,
  style: Style,
): string {
  const failed = migrations.filter((migration) => !isSound(migration)).length;
  const outcome = failed > 0 ? style.red(`${failed} failed`) : style.green("none failed");
  const uncovered = migrations.filter(isUncovered).length;
  const gaps = uncovered > 0 ? style.yellow(`, ${uncovered} not covered`) : "";
  const missed = notReached.length > 0 ? style.red(`, ${notReached.length} not reached`) : "";
  const head = `${plural(migrations.length, "migration")} verified on ${scratch} in ${duration(durationMs)}:`;
  return [
    style.dim(repeatableText(repeatable)),
    `${style.bold(head)} ${outcome}${missed}${gaps}`,
    ...(kept ? [style.dim(`${kept.file} proves ${plural(kept.proofs, "migration")} sound.`)] : []),
  ].join("\n");
}

/** What counts of running twice. */
function repeatableText({ mode, because }: RepeatableChoice): string {
  const why = {
    asked: "as asked for",
    guards: "as the files use guards",
    "no-guards": "as hardly any file uses guards",
  }[because];
  const otherwise = because === "no-guards" ? "; --repeatable error makes it one" : "";
  return {
    error: `Running twice: what fails is an error, ${why}.`,
    note: `Running twice: what fails is noted, no error, ${why}${otherwise}.`,
    off: `Running twice: not tried, ${why}.`,
  }[mode];
}

function isUncovered(migration: VerifiedMigration): boolean {
  return checkNames.some((name) => migration[name].verdict === "not-covered");
}
