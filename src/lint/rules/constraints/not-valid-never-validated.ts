import { defineRule } from "../../define-rule.ts";
import { shownName, type Action } from "../../../sql/statement/index.ts";
import { keyOf, type Schema } from "../../../schema/index.ts";
import { actionsOfLaterMigrations } from "./later-actions.ts";
import { remainingConstraints, type RemainingConstraint } from "./remaining-constraints.ts";

export default defineRule({
  name: "not-valid-never-validated",
  severity: "warning",
  stake: "failure",
  sets: ["recommended"],
  summary: "A constraint that is added NOT VALID and that no later migration validates",
  why: `Rows from before stay as they are, and nobody knows whether they satisfy the constraint. So the planner does not use it, and SET NOT
NULL does not take it for a proof.`,
  instead: `Write the migration that validates it along with the one that adds it.

\`\`\`sql
-- first migration
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
-- second migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
\`\`\``,
  exempt: `Constraints that a later migration drops; NOT ENFORCED; directories with a migration that cannot be read in full.`,
  check: {
    directory(context) {
      const open = remainingConstraints(context).filter(
        ({ constraint }) => !constraint.valid && constraint.enforced,
      );
      if (open.length === 0 || context.schema.isPartial) return;
      const later = actionsOfLaterMigrations(context, /\b(?:VALIDATE|DROP)\b/i);
      for (const standing of open)
        if (!later.some((action) => settles(action, standing, context.schema))) report(standing);
    },
  },
});

function settles(
  action: Action,
  { table, constraint }: RemainingConstraint,
  schema: Schema,
): boolean {
  const isOnConstraint =
    action.kind === "validate-constraint" || action.kind === "drop-constraint"
      ? action.name === constraint.name && keyOf(schema.resolve(action.relation)) === keyOf(table)
      : false;
  return (
    isOnConstraint ||
    (action.kind === "drop" && keyOf(schema.resolve(action.object)) === keyOf(table))
  );
}

function report({ shown, constraint, section, at }: RemainingConstraint): void {
  section.report({
    at,
    message: `${constraint.name} of ${shown} is added NOT VALID, and no later migration validates it: the rows from before stay unchecked.`,
    help: `Add a migration with ALTER TABLE ${shown} VALIDATE CONSTRAINT ${shownName([constraint.name])}.`,
  });
}
