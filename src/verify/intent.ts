import { MigrationFailedError, type PgmaestroError } from "../errors/index.ts";
import type { Plan } from "../plan/index.ts";
import {
  type GuardRemedy,
  guardsOf,
  mayRunAgain,
  parseStatements,
} from "../sql/statement/index.ts";
import { anythingMeant, meantChanges, type MeantChanges } from "../rows/index.ts";

/** What a run meant to change, by its statements. */
export function intentOf(plan: Plan): MeantChanges {
  const text = textOf(plan);
  return text === undefined
    ? anythingMeant("the migration's own code")
    : meantChanges(parseStatements(text));
}

/** Whether every statement of a run can be run twice. */
export function isGuarded(plan: Plan): boolean {
  const text = textOf(plan);
  if (text === undefined) return false;
  return guardsOf(parseStatements(text)).every(mayRunAgain);
}

/** How to write the statement that failed when it ran for the second time, where that is known. */
export function remedyFor(error: PgmaestroError, plan: Plan | undefined): GuardRemedy | undefined {
  if (!(error instanceof MigrationFailedError) || plan === undefined) return undefined;
  const text = textOf(plan);
  if (text === undefined) return undefined;
  const statements = parseStatements(text);
  const failed = statements.findIndex((statement) => statement.text === error.statement);
  const guard = guardsOf(statements)[failed];
  return guard && "remedy" in guard ? guard.remedy : undefined;
}

/** The statements of a run as one text; undefined where they are not to be parsed, or known only while it runs. */
export function textOf({ segments }: Plan): string | undefined {
  const steps = segments.flatMap((segment) => segment.steps);
  const isHidden = steps.some(
    ({ waiting, statements }) =>
      waiting !== undefined || statements.some(({ section }) => section.opaque),
  );
  if (isHidden) return undefined;
  return steps.flatMap(({ statements }) => statements.map(({ text }) => `${text};`)).join("\n");
}
