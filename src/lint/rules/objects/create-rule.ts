import { defineRule } from "../../define-rule.ts";
import { isUnusedRelation } from "./own-object.ts";

export default defineRule({
  name: "create-rule",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "CREATE RULE",
  why: `A rule rewrites the statements of others before they run: expressions with side effects, such as nextval or random, may be evaluated
more than once, COPY ignores rules, RETURNING and the count of rows are not those of the statement that was sent. Creating it takes ACCESS
EXCLUSIVE on the table.`,
  instead: `Write a trigger; to write to a view, one that is INSTEAD OF:

\`\`\`sql
CREATE TRIGGER order_totals_insert INSTEAD OF INSERT ON order_totals
    FOR EACH ROW EXECUTE FUNCTION insert_order();
\`\`\``,
  exempt: "A table or view that the same migration creates; a temporary one.",
  kinds: ["create-rule"],
  check: {
    action(action, context) {
      if (isUnusedRelation(action.relation, context)) return;
      const table = context.show(action.relation);
      context.report({
        message: `The rule ${action.name} rewrites statements on ${table} before they run, which surprises their authors; creating it takes ACCESS EXCLUSIVE on ${table}.`,
        help: "Write a trigger instead.",
      });
    },
  },
});
