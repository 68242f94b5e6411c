import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import {
  readBy,
  routineBody,
  type Action,
  type ConstraintSummary,
  type RelationName,
} from "../../../sql/statement/index.ts";
import { addedBy } from "./added-constraints.ts";

export default defineRule({
  name: "volatile-check",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A CHECK on the time, the session, chance or other tables",
  why: `A CHECK is looked at when a row is written, and never again. What depends on the clock, the session or other rows is true then and false
later: restoring a dump fails on such rows, an UPDATE of another column fails too, and so does VALIDATE CONSTRAINT.`,
  instead: `Compare the row's own columns, such as \`created_at\` filled by a default; check what depends on the moment or on other tables in a
trigger, or in the application.`,
  exempt: `Temporary tables; functions that no migration creates and that are not among PostgreSQL's own.`,
  check: {
    action(action, context) {
      for (const { expression, at, name } of checksOf(action)) {
        const cause = causeOf(expression, context);
        if (cause === undefined) continue;
        context.report({
          at,
          message: `The CHECK${name === undefined ? "" : ` ${name}`} depends on ${cause}: it holds when a row is written and may not later, so that a dump cannot be restored.`,
          help: "Compare columns of the row only, or check it in a trigger.",
        });
      }
    },
  },
});

function checksOf(action: Action): readonly ConstraintSummary[] {
  if (action.kind === "create-domain") return action.checks;
  if (action.kind === "create-table" && action.temporary) return [];
  return addedBy(action)
    .map(({ constraint }) => constraint)
    .filter(({ kind }) => kind === "check");
}

/** PostgreSQL's own functions that are not IMMUTABLE and occur in conditions. */
const changing =
  /^(?:now|(?:clock|statement|transaction)_timestamp|timeofday|random|random_normal|gen_random_uuid|uuidv[47]|nextval|currval|lastval|txid_current|pg_current_xact_id|current_setting|pg_backend_pid|inet_client_addr)$/;

/** What the outcome depends on, in words; undefined where it is the row alone. */
function causeOf(
  expression: ConstraintSummary["expression"],
  context: StatementContext,
): string | undefined {
  if (expression === undefined) return undefined;
  const [value] = expression.sqlValues;
  if (value !== undefined) return value;
  const found = expression.functions.find((name) => changing.test(name.name));
  if (found !== undefined) return `${found.name}()`;
  const reading = expression.functions.find((name) => readsTables(name, context));
  return reading && `${reading.name}(), which reads tables`;
}

function readsTables(name: RelationName, { schema }: StatementContext): boolean {
  return schema.routinesNamed(name).some((routine) => {
    const { actions, reads } = routineBody(routine);
    return reads.length > 0 || actions.some((action) => readBy(action).length > 0);
  });
}
