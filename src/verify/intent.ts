import { MigrationFailedError, type PgmaestroError } from "../errors/index.ts";
import type { Plan } from "../plan/index.ts";
import { type GuardRemedy, guardsOf, parseStatements } from "../sql/statement/index.ts";
import { textOfPlan } from "../trial/index.ts";
import { anythingMeant, meantChanges, meantTogether, type MeantChanges } from "./meant.ts";

/** What runs meant to change, by their statements. */
export function intentOf(plans: readonly Plan[]): MeantChanges {
  return meantTogether(
    ...plans.map((plan) => {
      const text = textOfPlan(plan);
      return text === undefined ? anythingMeant() : meantChanges(parseStatements(text));
    }),
  );
}

/** How to write the statement that failed when it ran for the second time, where that is known. */
export function remedyFor(error: PgmaestroError, plans: readonly Plan[]): GuardRemedy | undefined {
  if (!(error instanceof MigrationFailedError)) return undefined;
  const statements = plans.flatMap((plan) => parseStatements(textOfPlan(plan) ?? ""));
  const failed = statements.findIndex((statement) => statement.text === error.statement);
  const guard = guardsOf(statements)[failed];
  return guard && "remedy" in guard ? guard.remedy : undefined;
}
