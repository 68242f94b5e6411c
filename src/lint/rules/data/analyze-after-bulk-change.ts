import { isSameName } from "../../../schema/index.ts";
import type { Action, RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { laterActions } from "../surrounding-actions.ts";

export default defineRule({
  name: "analyze-after-bulk-change",
  severity: "notice",
  stake: "waiting",
  sets: [],
  summary: "Many new rows, or a column's new type, without ANALYZE",
  why: `The planner goes by statistics: a table that was just filled has none, and a column that changes its type loses those it had. Until autovacuum comes by, a minute or more,
queries may get plans that are far off. ANALYZE takes SHARE UPDATE EXCLUSIVE, reads and writes go on, and it may run in a transaction.`,
  instead: `Analyze the table in the same migration:

\`\`\`sql
CREATE TABLE IF NOT EXISTS order_totals (order_id bigint PRIMARY KEY, total numeric NOT NULL);
INSERT INTO order_totals (order_id, total) SELECT order_id, sum(price) FROM order_lines GROUP BY order_id;
ANALYZE order_totals;
\`\`\``,
  exempt:
    "A section that analyzes the table later, or everything; temporary tables; tables that are known to be small.",
  check: {
    action(action, context) {
      const changed = changedOf(action);
      if (changed === undefined || isAnalyzedLater(changed, context)) return;
      const full = context.schema.resolve(changed);
      if (context.relation(changed)?.temporary || context.facts.isSmall(full)) return;
      const table = context.show(changed);
      context.report({
        message: `The planner has no statistics of ${action.kind === "alter-column-type" ? `${table}.${action.column} any more` : `the new rows of ${table}`}, until autovacuum comes by.`,
        help: `Add ANALYZE ${table}.`,
      });
    },
  },
});

function changedOf(action: Action): RelationName | undefined {
  switch (action.kind) {
    case "alter-column-type":
      return action.relation;
    case "insert":
      return (action.query?.relations.length ?? 0) > 0 ? action.relation : undefined;
    case "create-table-as":
      return action.withData && !action.temporary ? action.relation : undefined;
    default:
      return undefined;
  }
}

function isAnalyzedLater(name: RelationName, context: StatementContext): boolean {
  const { schema } = context;
  return laterActions(context).some(
    (one) =>
      (one.kind === "analyze" || one.kind === "vacuum") &&
      (one.relations.length === 0 ||
        one.relations.some((other) => isSameName(schema.resolve(other), schema.resolve(name)))),
  );
}
