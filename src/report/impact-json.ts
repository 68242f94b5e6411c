import type { Impact, StatementImpact } from "../impact/index.ts";
import { reasonText } from "./impact-reason.ts";
import { reasonJson, withoutSecrets } from "./json.ts";

/** What a plan would do to a target as JSON: its facts, each reason in words too, and no secret. */
export function impactJson(impact: Impact): object {
  return withoutSecrets({
    ...impact,
    segments: impact.segments.map(({ reason, ...segment }) => ({
      ...segment,
      ...(reason && reasonJson(reason)),
      statements: segment.statements.map(statementJson),
    })),
  });
}

/** A lock's own reason is among those of its statement. */
function statementJson({ locks, reasons, ...statement }: StatementImpact): object {
  return {
    ...statement,
    locks: locks.map(({ reason: _reason, ...lock }) => lock),
    reasons: reasons.map((reason) => ({ ...reason, text: reasonText(reason) })),
  };
}
