import type { ChangeScript, Difference, StaleObject } from "../catalog/index.ts";
import type { CreateFromDriftResult } from "../commands/create-from-drift.ts";
import type { DiffResult } from "../commands/diff.ts";
import type { DriftResult } from "../commands/drift.ts";
import { listNames } from "../errors/index.ts";
import type { ColumnOrder, ScriptTrial, TriedScript, UntriedReason } from "../trial/index.ts";
import { neutralText } from "./difference-text.ts";
import { createdText } from "./history-text.ts";
import { plural, type Style } from "./style.ts";

/** What `drift` found, for people. */
export function driftText(result: DriftResult, style: Style): string {
  const { differences, toMigrations, toTarget } = result;
  const found =
    differences.length === 0
      ? []
      : [
          listText(differences, "the migrations", "the database"),
          wayText("SQL for the database, to be what the migrations make", toMigrations, style),
          wayText("SQL for a new migration, to make what the database is", toTarget, style),
          "`pgmaestro create NAME --from-drift` writes that migration.",
        ];
  return [
    driftHeading(result, style),
    ...found,
    ...ownersText(result.owners?.migrations, result.owners?.target),
    ...caveats(result, style),
  ].join("\n\n");
}

function driftHeading(
  { differences, target, applied, schemas }: DriftResult,
  style: Style,
): string {
  const where =
    schemas.length === 0 ? "" : ` in ${plural(schemas.length, "schema")}: ${listNames(schemas)}`;
  const what = `${target} and its ${plural(applied, "applied migration")}`;
  return differences.length === 0
    ? `${style.green("No drift")} between ${what}${where}.`
    : `${style.red("Drift:")} ${plural(differences.length, "difference")} between ${what}${where}.`;
}

function caveats(result: DriftResult, style: Style): string[] {
  const { edited, partial, versions, undescribed, differences } = result;
  const lines = [
    edited.length > 0 &&
      `Edited since applied, so compared by what they say now: ${listNames(edited)}.`,
    partial.length > 0 &&
      `Stopped halfway, so what they did counts as drift: ${listNames(partial)}.`,
    versions &&
      differences.length > 0 &&
      releases("the database", versions.target, "the scratch database", versions.migrations),
    undescribed.length > 0 && notCompared(undescribed),
  ];
  return warnings(lines, style);
}

/** What `diff` found, for people. */
export function diffText(result: DiffResult, style: Style): string {
  const { from, to, differences, way, versions, undescribed } = result;
  const lines = [
    versions && differences.length > 0 && releases(from, versions.from, to, versions.to),
    undescribed.length > 0 && notCompared(undescribed),
  ];
  const found =
    differences.length === 0
      ? [`${style.green("No difference")} between ${from} and ${to}.`]
      : [
          `${style.red(plural(differences.length, "difference"))} from ${from} to ${to}.`,
          listText(differences, from, to),
          wayText(`SQL from ${from} to ${to}`, way, style),
        ];
  return [
    ...found,
    ...ownersText(result.owners?.from, result.owners?.to),
    ...warnings(lines, style),
  ].join("\n\n");
}

/** Whose name was taken for whose: a guess, by who owns most. */
function ownersText(first: string | undefined, second: string | undefined): string[] {
  if (first === undefined || second === undefined) return [];
  return [
    `Owners: ${first} and ${second} are taken for the same one, as they own most. What another role owns is a difference.`,
  ];
}

/** What `create --from-drift` did, for people. */
export function createFromDriftText(
  { drift, created }: CreateFromDriftResult,
  style: Style,
  dryRun = false,
): string {
  if (created === undefined) return `${driftText(drift, style)}\n\nNothing to write.`;
  return [
    createdText(created, style, dryRun),
    listText(drift.differences, "the migrations", "the database"),
    ...lossOf("up", drift.toTarget, style),
    ...lossOf("down", drift.toMigrations, style),
    `The database has this already: \`pgmaestro mark ${created.name}\` records it there.`,
    ...caveats(drift, style),
  ].join("\n\n");
}

/** What a section of the new migration takes away. */
function lossOf(direction: string, { losesData }: ChangeScript, style: Style): string[] {
  const lines = lossLines(losesData, style);
  return lines.length === 0 ? [] : [[`In its ${direction} section:`, ...lines].join("\n")];
}

function listText(differences: readonly Difference[], first: string, second: string): string {
  return differences.map((difference) => `  ${neutralText(difference, first, second)}`).join("\n");
}

function wayText(
  heading: string,
  { statements, losesData, unfinished, stale = [], reason, trial }: TriedScript,
  style: Style,
): string {
  const lines =
    statements.length === 0
      ? [`There is none${reason === undefined ? "" : `: ${reason}`}.`]
      : statements.flatMap((statement) => `${statement};`.split("\n"));
  return [
    style.bold(`${heading}:`),
    ...lines.map((line) => (line === "" ? "" : `  ${line}`)),
    ...lossLines(losesData, style),
    ...unfinishedLines(unfinished, style),
    ...staleLines(stale, style),
    ...(trial === undefined ? [] : [trialText(trial, style)]),
  ].join("\n");
}

/** The variables are those of psql, and of `pgmaestro: variables`. */
function unfinishedLines(unfinished: readonly string[], style: Style): string[] {
  if (unfinished.length === 0) return [];
  return [
    `${style.yellow("Secrets:")} nobody is shown them, so variables stand for them in:`,
    ...unfinished.map((statement) => `  ${statement}`),
  ];
}

function staleLines(stale: readonly StaleObject[], style: Style): string[] {
  if (stale.length === 0) return [];
  return [
    `${style.yellow("Not recomputed:")} for the rows that are there these keep what the function before gave.`,
    ...stale.map((one) => `  ${one.object}, by ${one.function}`),
  ];
}

/** Whether the SQL does what it should. */
function trialText(trial: ScriptTrial, style: Style): string {
  switch (trial.outcome) {
    case "exact":
      return style.dim("Tried on a scratch database: nothing differs afterwards.");
    case "leaves":
      return `${style.yellow("Tried on a scratch database:")} these differ afterwards: ${listNames(trial.objects)}.${(trial.columnOrders ?? []).map(orderText).join("")}`;
    case "fails":
      return `${style.red("Tried on a scratch database, where it fails:")} ${trial.message}, at\n  ${trial.statement}`;
    case "untried":
      return `${style.yellow("Not tried:")} ${untriedReasons[trial.reason]}.`;
  }
}

function orderText({ table, is, wanted }: ColumnOrder): string {
  return `\n  PostgreSQL adds columns only at the end: those of ${table} are in the order ${is}, not ${wanted}.`;
}

const untriedReasons: Record<UntriedReason, string> = {
  databases: "both are databases, so that nothing like them is at hand on which to try it",
  secrets: "its secrets must be filled in first",
  "no-start": "no scratch database could be made into what it begins with",
};

function lossLines(losesData: readonly string[], style: Style): string[] {
  if (losesData.length === 0) return [];
  return [
    `${style.yellow("Loses data:")} what these take away does not come back.`,
    ...losesData.map((statement) => `  ${statement}`),
  ];
}

function releases(first: string, major: number, second: string, other: number): string {
  return `PostgreSQL is ${major} for ${first} and ${other} for ${second}, so a difference may be that of the releases. --scratch or SCRATCH_DATABASE_URL names a server of the right one.`;
}

function notCompared(objects: readonly string[]): string {
  return `Not compared: ${listNames(objects)}.`;
}

function warnings(lines: readonly (string | false | undefined)[], style: Style): string[] {
  const given = lines.filter((line) => typeof line === "string");
  return given.length === 0
    ? []
    : [given.map((line) => `${style.yellow("Warning:")} ${line}`).join("\n")];
}
