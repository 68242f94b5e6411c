import type { MigrationFailedError } from "../errors/index.ts";
import type { Plan } from "../plan/index.ts";
import {
  type Action,
  flattened,
  guardsOf,
  mayRunAgain,
  parseStatements,
} from "../sql/statement/index.ts";
import { SqlTextError } from "../sql/text/index.ts";

/** The statements of a plan as one text; undefined where they are not to be parsed, or known only while they run. */
export function textOfPlan({ segments }: Plan): string | undefined {
  const steps = segments.flatMap((segment) => segment.steps);
  const isHidden = steps.some(
    ({ waiting, statements }) =>
      waiting !== undefined || statements.some(({ section }) => section.opaque),
  );
  if (isHidden) return undefined;
  return steps.flatMap(({ statements }) => statements.map(({ text }) => `${text}\n;`)).join("\n");
}

/** Whether every statement of a plan can be run twice. */
export function isGuarded(plan: Plan): boolean {
  const text = textOfPlan(plan);
  if (text === undefined) return false;
  return guardsOf(parseStatements(text)).every(mayRunAgain);
}

/** What the statement does that the server refused; nothing where it cannot be read. */
export function actionsOfRefused({ statement = "" }: MigrationFailedError): readonly Action[] {
  try {
    return flattened(parseStatements(statement).flatMap(({ actions }) => actions));
  } catch (error) {
    if (error instanceof SqlTextError) return [];
    throw error;
  }
}
