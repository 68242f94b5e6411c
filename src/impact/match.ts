import type { LockTrace, TracedStatement } from "../locks/index.ts";
import {
  type Plan,
  type PlannedStatement,
  type Segment,
  type Step,
  shownStatement,
} from "../plan/index.ts";
import { parseStatements, type Action } from "../sql/statement/index.ts";
import { locationIn } from "../sql/text/index.ts";

/** A statement of the plan with what was seen of it on the scratch database. */
export interface Match {
  readonly migration: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly actions: readonly Action[];
  readonly traced?: TracedStatement;
  /** Why it was not traced. */
  readonly notTraced?: string;
}

/** A segment of the plan with its statements. */
export interface MatchedSegment {
  readonly segment: Segment;
  readonly matches: readonly Match[];
}

/** Finds for each statement of a plan what was traced of it: by its place and text, in order. */
export function matchTrace(plan: Plan, trace: LockTrace): MatchedSegment[] {
  const left = new Map(
    trace.migrations.map(({ name, statements }) => [
      name,
      statements.filter(({ direction }) => direction === "up"),
    ]),
  );
  const reasons = new Map(trace.migrations.map(({ name, notTraced }) => [name, notTraced]));
  return plan.segments.map((segment) => ({
    segment,
    matches: segment.steps.flatMap((step) =>
      matchesOf(step, left.get(step.migration) ?? [], reasons.get(step.migration)),
    ),
  }));
}

function matchesOf(step: Step, left: TracedStatement[], reason: string | undefined): Match[] {
  const known = step.statements.map((planned) =>
    matchOf(step, planned, take(left, planned), reason ?? "the trace does not know it"),
  );
  return step.waiting === undefined ? known : [...known, ...rest(step, left, reason)];
}

/** Takes the statement away, so that one like it later on finds its own. */
function take(left: TracedStatement[], planned: PlannedStatement): TracedStatement | undefined {
  const { offset } = planned;
  const text = shownStatement(planned);
  const exact = left.findIndex((one) => one.text === text && one.offset === offset);
  const index = exact >= 0 ? exact : left.findIndex((one) => one.text === text);
  return index < 0 ? undefined : left.splice(index, 1)[0];
}

function matchOf(
  { migration }: Step,
  planned: PlannedStatement,
  traced: TracedStatement | undefined,
  reason: string,
): Match {
  const { text, section, offset } = planned;
  const place = locationIn(section, offset);
  return {
    migration,
    ...place,
    text: shownStatement(planned),
    actions: actionsOf(text),
    ...(traced ? { traced } : { notTraced: reason }),
  };
}

/** What a function that waits for the database did on the scratch database; on the target it may do something else. */
function rest({ migration, waiting }: Step, left: TracedStatement[], reason?: string): Match[] {
  const seen = left.splice(0).map(({ file, line, column, text, ...traced }) => ({
    ...{ migration, file, line, column, text, actions: actionsOf(text) },
    traced: { ...traced, file, line, column, text },
  }));
  const text = "(a function that reads the database)";
  const notTraced = reason ?? "what its function does depends on what it reads in the database";
  const place = { file: waiting!.section.file, line: 1, column: 1 };
  return [...seen, { migration, ...place, text, actions: [unreadable], notTraced }];
}

/** What a statement does that cannot be parsed. */
export const unreadable: Action = { kind: "other", at: 0, command: "another statement" };

function actionsOf(text: string): readonly Action[] {
  try {
    return parseStatements(text).flatMap(({ actions }) => actions);
  } catch {
    return [unreadable];
  }
}
