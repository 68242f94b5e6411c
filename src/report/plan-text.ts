import {
  type Part,
  reasonInWords,
  sequentialInWords,
  type Plan,
  type Segment,
  type SegmentReason,
  sequentialMode,
  type SequentialReason,
  type Step,
  shownStatement,
  writtenStatement,
} from "../plan/index.ts";
import { modesInSql } from "../sql/statement/index.ts";
import { lineColumn } from "../sql/text/index.ts";
import { regions } from "../sql/text/index.ts";
import { cut, plural, type Style } from "./style.ts";

const widestStatement = 96;

/** A plan for people: its segments, why one stands alone, and the first line of every statement. */
export function planText(plan: Plan, style: Style): string {
  if (plan.segments.length === 0) return "Nothing to do.";
  const segments = plan.segments.map((segment, index) => segmentText(segment, index, style));
  return [...segments, totals(plan)].join("\n\n");
}

function segmentText(segment: Segment, index: number, style: Style): string {
  const modes = segment.modes ? ` (${modesInSql(segment.modes)})` : "";
  const kind = segment.transaction ? `one transaction${modes}` : "no transaction";
  const reason = `${becauseText(segment.reason)}${sequentialText(segment.sequential)}`;
  const heading = style.bold(`Segment ${index + 1}: ${kind}${reason}`);
  return [heading, ...segment.steps.map((step) => stepText(step, style))].join("\n");
}

/** Why a segment is none with the one before it; empty where nobody has to say. */
export function becauseText(reason: SegmentReason | undefined): string {
  return reason === undefined ? "" : `, on its own because ${reasonInWords(reason)}`;
}

/** Why Citus goes from shard to shard; empty where it need not. */
function sequentialText(reason: SequentialReason | undefined): string {
  if (reason === undefined) return "";
  return `, one shard of a node after the other because ${sequentialInWords(reason)}`;
}

function stepText(step: Step, style: Style): string {
  const { migration, direction, phase, statements, part } = step;
  const what = [...(phase ? [`phase ${phase}`] : []), ...(part ? [partText(part)] : [])];
  const which = what.length === 0 ? "" : ` (${what.join(", ")})`;
  const heading = `  ${direction === "up" ? style.green("up") : style.yellow("down")} ${migration}${which}`;
  const lines = statements.map((statement) => {
    const { section, offset } = statement;
    const { line } = lineColumn(section.source, offset);
    return `    ${style.dim(`${line}:`)} ${cut(shownStatement(statement).replaceAll(/\s+/g, " "), widestStatement)}`;
  });
  return [
    heading,
    ...(lines.length > 0 ? lines : [`    ${style.dim(withoutStatements(step))}`]),
  ].join("\n");
}

function partText({ from, to, of }: Part): string {
  return to - from > 1 ? `statements ${from + 1} to ${to} of ${of}` : `statement ${to} of ${of}`;
}

function withoutStatements({ waiting }: Step): string {
  return waiting === undefined
    ? "no statements"
    : "reads the database first; its statements are known only then";
}

function totals({ segments }: Plan): string {
  const steps = segments.flatMap((segment) => segment.steps);
  const statements = steps.reduce((sum, step) => sum + step.statements.length, 0);
  const migrations = steps.filter((step) => step.record).length;
  return `${plural(migrations, "migration")}, ${plural(statements, "statement")}, ${plural(segments.length, "segment")}.`;
}

/** The SQL of a plan as it would be sent, without the records; for `--dry-run`. */
export function planSql(plan: Plan): string {
  return plan.segments
    .map(({ transaction, modes, sequential, steps }) => {
      const begin = modes ? `BEGIN ${modesInSql(modes)};` : "BEGIN;";
      const body = steps.flatMap((step) => [
        `-- ${step.migration} (${step.direction})`,
        ...(step.waiting ? [`-- ${withoutStatements(step)}`] : []),
        ...step.statements.map((statement) => terminated(writtenStatement(statement))),
      ]);
      const settings = sequential === undefined ? [] : [`${sequentialMode};`];
      return (transaction ? [begin, ...settings, ...body, "COMMIT;"] : body).join("\n");
    })
    .join("\n\n");
}

/** A comment at the end must not swallow the semicolon. */
function terminated(text: string): string {
  const last = [...regions(text)].at(-1);
  return last?.kind === "line-comment" && last.end === text.length ? `${text}\n;` : `${text};`;
}
