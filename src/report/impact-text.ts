import type { FullName } from "../schema/index.ts";
import type {
  Impact,
  LockImpact,
  SegmentImpact,
  Share,
  StatementImpact,
  Verdict,
  Work,
} from "../impact/index.ts";
import { blockedText } from "./blocked-text.ts";
import { blockedBy } from "../locks/table/index.ts";
import { reasonText, verdictRules } from "./impact-reason.ts";
import { becauseText } from "./plan-text.ts";
import { ageText, bytesText, countText, rangeText, rateText } from "./quantity.ts";
import { cut, moment, plural, type Style } from "./style.ts";

/** What a plan would do to a target, for people: each segment and statement with its verdict, and a line that sums up. */
export function impactText(impact: Impact, style: Style): string {
  if (impact.segments.length === 0) return [...heading(impact, style), "Nothing to do."].join("\n");
  return [
    heading(impact, style).join("\n"),
    ...impact.segments.map((segment, index) => segmentText(segment, index, style)),
    summary(impact, style),
  ].join("\n\n");
}

function heading(impact: Impact, style: Style): string[] {
  const { against, statistics, scratch, pendingIn, activity } = impact;
  const { postgres, databaseBytes, readAt } = statistics;
  const source = pendingIn === against ? "" : pendingText(pendingIn);
  return [
    `Against ${against} (PostgreSQL ${postgres}, ${bytesText(databaseBytes)}), read ${dayOrMoment(readAt)}; locks as on ${scratch}.${source}`,
    ...(activity?.longTransactions ?? []).map(
      ({ ageSeconds, state, application }) =>
        `${style.yellow("Open transaction:")} for ${ageText(ageSeconds)}, ${state}${application === undefined ? "" : `, application ${application}`}.`,
    ),
    ...(activity && activity.hiddenTransactions > 0
      ? [
          `${style.yellow("Warning:")} ${plural(activity.hiddenTransactions, "open transaction")} whose age this role may not see; pg_read_all_stats may.`,
        ]
      : []),
  ];
}

function pendingText(pendingIn: string | undefined): string {
  return pendingIn === undefined
    ? " No target is named, so every migration counts as pending."
    : ` Pending is what is pending in ${pendingIn}.`;
}

function dayOrMoment(at: string): string {
  return at.length === 10 ? at : moment(at);
}

function segmentText(segment: SegmentImpact, index: number, style: Style): string {
  const { transaction, reason, statements, duration, verdict } = segment;
  const kind = transaction ? "one transaction" : "no transaction";
  const why = becauseText(reason);
  const title = `Segment ${index + 1}: ${kind}${why}`;
  return [
    `${style.bold(title)} - ${rangeText(duration)}, ${verdictText(verdict, style)}`,
    ...statements.flatMap((statement, place) => [
      ...(statement.migration === statements[place - 1]?.migration
        ? []
        : [`  ${style.green("up")} ${statement.migration}`]),
      ...statementLines(statement, style),
    ]),
  ].join("\n");
}

const widestStatement = 96;

function statementLines(statement: StatementImpact, style: Style): string[] {
  const { line, text, locks, works, verdict, source } = statement;
  const shown = cut(text.replaceAll(/\s+/g, " "), widestStatement);
  const noticed = locks.filter(isNoticed);
  const documented =
    source === "documented" && locks.length > 0 ? " (documented, not observed)" : "";
  return [
    `    ${mark(verdict, style)} ${style.dim(`${line}:`)} ${shown}`,
    ...noticed.map((lock) => `        ${lockText(lock)}${documented}`),
    ...works.map((work) => `        ${workText(work)}`),
    ...verdictLines(statement, style).map((told) => `        ${told}`),
  ];
}

/** Whether anybody may notice a lock. */
export function isNoticed({ mode }: Pick<LockImpact, "mode">): boolean {
  return blockedBy(mode).ddl;
}

/** What made it worse than safe; one line for each reason. */
function verdictLines(statement: StatementImpact, style: Style): string[] {
  return verdictTexts(statement).map((told, index) =>
    index === 0 ? `${verdictText(statement.verdict, style)}: ${told}` : told,
  );
}

/** What made it worse than safe, the gravest first. */
export function verdictTexts({ verdict, reasons }: StatementImpact): string[] {
  if (verdict === "safe") return [];
  const grave = reasons.filter((reason) => verdictRules[reason.rule] !== "safe");
  return [...new Set(grave.map(reasonText))];
}

/** `ACCESS EXCLUSIVE on app.orders (41 M rows, 12 GB): nobody can read or write it for 2 to 8 min` */
export function lockText(lock: LockImpact): string {
  const { mode, held, size, partitions } = lock;
  const more = partitions === undefined ? "" : ` and its ${plural(partitions, "partition")}`;
  const time = size.is === "new" ? undefined : `for ${rangeText(held)}`;
  return `${mode} on ${relationText(lock)}${more} (${sizeText(lock)}): ${blockedText(lock, time)}`;
}

/** `41 M rows, 12 GB, busy` */
export function sizeText({ size, kind }: Pick<LockImpact, "size" | "kind">): string {
  switch (size.is) {
    case "known":
      return `${rowsText(size.rows)}, ${bytesText(size.totalBytes)}${size.busy ? ", busy" : ""}`;
    case "new":
      return "new";
    case "without rows":
      return kind;
    case "unknown":
      return "not in the statistics";
  }
}

function rowsText(rows: number | null): string {
  return rows === null ? "an unknown number of rows" : `${countText(rows)} rows`;
}

const verbs: Readonly<Record<Work["kind"], string>> = {
  rewrite: "rewrites",
  scan: "scans",
  "foreign key": "checks a foreign key for all rows of",
  "index build": "builds an index of",
  "concurrent index build": "builds an index, concurrently, of",
  update: "updates rows of",
  delete: "deletes rows of",
  merge: "merges into",
  fill: "fills",
};

/** `rewrites app.orders: 2 to 8 min (12 GB at 18 to 70 MB/s)` */
export function workText(work: Work): string {
  const { relation, duration, shares } = work;
  const how = shares.length === 0 ? "" : ` (${shares.map(shareText).join(", ")})`;
  return `${workTitle(work, relationText(relation))}: ${rangeText(duration)}${how}`;
}

/** `builds an index of app.orders (orders_state)` */
export function workTitle({ kind, name }: Pick<Work, "kind" | "name">, what: string): string {
  return `${verbs[kind]} ${what}${name === undefined ? "" : ` (${name})`}`;
}

function shareText({ amount, rate, atMost }: Share): string {
  const { unit, slow, fast } = rate;
  const shown = unit === "bytes" ? bytesText(amount) : `${countText(amount)} rows`;
  return `${atMost ? "at most " : ""}${shown} at ${rateText(unit, slow, fast)}`;
}

/** `app.orders` */
export function relationText({ schema, name }: FullName): string {
  return `${schema}.${name}`;
}

const marks: Readonly<Record<Verdict, string>> = {
  safe: "✓",
  "needs care": "!",
  "stops the application": "✗",
  unknown: "?",
};

function mark(verdict: Verdict, style: Style): string {
  return paint(verdict, style)(marks[verdict]);
}

function verdictText(verdict: Verdict, style: Style): string {
  return paint(verdict, style)(verdict);
}

function paint(verdict: Verdict, style: Style) {
  if (verdict === "safe") return style.green;
  return verdict === "stops the application" ? style.red : style.yellow;
}

const plurals: Readonly<Record<Verdict, readonly [string, string]>> = {
  "stops the application": ["stops the application", "stop the application"],
  unknown: ["is unknown", "are unknown"],
  "needs care": ["needs care", "need care"],
  safe: ["is safe", "are safe"],
};

function summary({ segments, verdict }: Impact, style: Style): string {
  const statements = segments.flatMap((segment) => segment.statements);
  const counted = Object.entries(plurals).flatMap(([which, [one, many]]) => {
    const count = statements.filter((statement) => statement.verdict === which).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return `Of ${plural(statements.length, "statement")} ${counted.join(", ")}. Verdict: ${style.bold(verdictText(verdict, style))}.`;
}
