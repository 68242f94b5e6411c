import type { RepeatableEntry, StatusEntry, StatusResult } from "../commands/status.ts";
import type { LooseEnd } from "../catalog/index.ts";
import { describeHolder } from "../errors/index.ts";
import { partlyDoneInWords, type State } from "../plan/index.ts";
import { quoteIdentifier } from "../sql/text/index.ts";
import { cut, duration, moment, plural, type Style } from "./style.ts";
import { columnsText } from "./columns.ts";

const widestDescription = 60;

/** The state of every migration as a table, and a line that sums up. */
export function statusText(result: StatusResult, style: Style): string {
  const parts = [
    result.migrations.length > 0 ? table(result.migrations, style) : "No migrations.",
    ...(result.repeatables.length > 0 ? [`\n${repeatables(result.repeatables, style)}\n`] : []),
    summary(result, style),
    ...notes(result, style),
  ];
  return parts.join("\n");
}

function table(entries: readonly StatusEntry[], style: Style): string {
  const head = ["State", "Phase", "Migration", "Description", "When", "Took", "By"];
  const rows = [head, ...entries.map((entry) => cells(entry, style))];
  const shown = entries.some(({ phase }) => phase !== undefined)
    ? rows
    : rows.map(([state, , ...others]) => [state!, ...others]);
  return columnsText(shown[0]!, shown.slice(1), {
    width: style.width,
    whole: shown[0]!.indexOf("Migration"),
  });
}

/** Those that run again, in a table of their own. */
function repeatables(entries: readonly RepeatableEntry[], style: Style): string {
  const head = ["State", "Repeatable", "Description", "Ran", "Took", "By"];
  const rows = entries.map(({ name, state, description, at, durationMs, who }) => [
    paint(state, style),
    name,
    cut(description ?? "", widestDescription),
    at === undefined ? "" : moment(at),
    durationMs === undefined ? "" : duration(durationMs),
    who ?? "",
  ]);
  return columnsText(head, rows, { width: style.width, whole: 1 });
}

function cells(
  { name, state, phase, description, at, durationMs, who, event }: StatusEntry,
  style: Style,
): string[] {
  return [
    paint(state, style),
    phase ?? "",
    name,
    cut(description ?? "", widestDescription),
    at === undefined ? "" : moment(at),
    durationMs === undefined ? "" : duration(durationMs),
    at === undefined ? "" : byWhom(who, event),
  ];
}

function byWhom(who: string | undefined, event: StatusEntry["event"]): string {
  if (who === undefined || event === "adopt") return "another tool";
  return event === "mark" ? `${who} (marked)` : who;
}

function paint(state: State | RepeatableEntry["state"], style: Style): string {
  if (state === "applied") return style.green(state);
  return state === "pending" || state === "changed" ? style.yellow(state) : style.red(state);
}

function summary(result: StatusResult, style: Style): string {
  const { counts, repeatables: all, target, table: name } = result;
  const due = all.filter(({ state }) => state !== "applied").length;
  const states = Object.entries(counts) as [State, number][];
  const shown = states.filter(
    ([state, count]) => count > 0 || state === "applied" || state === "pending",
  );
  const again = due === 0 ? "" : `, ${due} repeatable to run`;
  return `${shown.map(([state, count]) => `${count} ${state}`).join(", ")}${again} ${style.dim(`in ${target}, history ${name}`)}`;
}

function notes(result: StatusResult, style: Style): string[] {
  const { dotted, partial, begun, backfills, running, looseEnds, warnings, baseline } = result;
  const label = style.yellow("Warning:");
  return [
    ...(baseline
      ? [`The migrations stand on ${baseline.file}${baseline.ran ? ", which was run here" : ""}.`]
      : []),
    ...(running ? [`${style.yellow("A run goes on:")} ${describeHolder(running)}`] : []),
    ...(dotted
      ? [
          `${label} an older tool left ${plural(dotted.rows, "row")} in a table literally named ${dotted.sql}; \`pgmaestro adopt\` moves them here.`,
        ]
      : []),
    ...partial.map((one) => `${label} ${partlyDoneInWords(one)}`),
    ...begun.map(
      ({ name, direction, who, at }) =>
        `${label} ${name}: a statement outside a transaction was begun by ${who} at ${moment(at)} and has no end yet. ${running ? "It may be what runs." : `Where no run goes on, it was cut off; the next \`pgmaestro ${direction}\` says what to do.`}`,
    ),
    ...backfills.map(
      ({ name, direction, met }) =>
        `${style.yellow("Unfinished:")} ${name} has gone through ${plural(met, "row")} in batches; \`pgmaestro ${direction}\` goes on from there`,
    ),
    ...looseEnds.map((one) => `${style.yellow("Unfinished:")} ${looseEndText(one)}`),
    ...warnings.map(({ file, line, text }) => `${label} ${file}:${line}: ${text}`),
  ];
}

/** What it is, and what finishes it. */
export function looseEndText(one: LooseEnd): string {
  const name = `${quoteIdentifier(one.schema)}.${quoteIdentifier(one.name)}`;
  if (one.kind === "invalid-index") {
    const remedy = one.partitioned
      ? "it becomes valid once each partition has its index: `ALTER INDEX … ATTACH PARTITION …`"
      : `\`REINDEX INDEX CONCURRENTLY ${name};\` rebuilds it, \`DROP INDEX CONCURRENTLY ${name};\` takes it away`;
    return `index ${name} of ${one.table} is invalid, so that no query uses it; ${remedy}`;
  }
  const on = `${quoteIdentifier(one.schema)}.${quoteIdentifier(one.on)}`;
  const alter = `ALTER ${one.domain ? "DOMAIN" : "TABLE"} ${on} VALIDATE CONSTRAINT ${quoteIdentifier(one.name)};`;
  return `constraint ${one.name} of ${on} was never validated; \`${alter}\` checks the rows from before`;
}
