import { InDoubtError } from "../errors/index.ts";
import type { BegunStatement } from "../history/index.ts";
import {
  type Plan,
  type PlannedStatement,
  type Step,
  shownStatement,
  writtenStatement,
} from "../plan/index.ts";
import { checksum, locationIn } from "../sql/text/index.ts";
import { hasBuiltOrDropped } from "./concurrent-index.ts";
import type { EngineContext, InDoubtChoice } from "./context.ts";
import type { Line } from "./message.ts";
import { reportOf } from "./progress.ts";

/**
 * Refuses a plan that would go on where a run was cut off in a statement of which nothing says how much of it is done.
 * @throws InDoubtError
 */
export function refuseDoubt(
  plan: Plan,
  begun: readonly BegunStatement[],
  choice: InDoubtChoice | undefined,
): void {
  const steps = plan.segments.flatMap((segment) => segment.steps);
  for (const one of begun) {
    const own = steps.filter((step) => isOf(one, step));
    const statement = own.flatMap(({ statements }) => statements).find(isBegun(one));
    const isSettled =
      own.length === 0 ||
      isKnown(statement) ||
      choice === "run" ||
      (choice === "skip" && statement);
    if (!isSettled) throw inDoubt(one, own[0]!, statement, plan);
  }
}

/** Of a statement that an earlier run was cut off in: whether it is done, as the catalog or the user says. */
export async function isDoneAlready(line: Line, context: EngineContext): Promise<boolean> {
  if (isKnown(line.statement)) return hasBuiltOrDropped(line, context);
  return context.inDoubt === "skip";
}

/** Whether it may run again, or the catalog tells. */
function isKnown(statement: PlannedStatement | undefined): boolean {
  const kind = statement?.atomicity?.kind;
  return kind === "repeatable" || kind === "builds-index" || kind === "drops-index";
}

function isOf({ name, direction }: BegunStatement, step: Step): boolean {
  return step.migration === name && step.direction === direction;
}

function isBegun({ statement }: BegunStatement) {
  return (planned: PlannedStatement) => checksum(writtenStatement(planned)) === statement;
}

function inDoubt(
  { name, direction }: BegunStatement,
  { waiting }: Step,
  statement: PlannedStatement | undefined,
  plan: Plan,
): InDoubtError {
  const section = statement?.section ?? waiting?.section;
  const location = section && locationIn(section, statement?.offset ?? section.start);
  return new InDoubtError(
    {
      migration: name,
      direction,
      what: statement ? "statement" : waiting ? "function" : "former-statement",
      location,
      statement: statement && shownStatement(statement),
      source: section?.source,
    },
    reportOf(plan, { inDoubt: [{ name, direction }] }),
  );
}
