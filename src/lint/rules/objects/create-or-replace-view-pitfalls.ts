import type { ActionOf } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "create-or-replace-view-pitfalls",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "CREATE OR REPLACE VIEW that drops, renames or moves a column",
  why: `PostgreSQL only lets OR REPLACE add columns at the end: dropping one, renaming one or another order is refused, and so is another
type. The replacement takes ACCESS EXCLUSIVE on the view.`,
  instead: `Keep the columns in their order, and add new ones at the end. Where one must go, drop the view and create it again in the same migration, with its
privileges and comments:

\`\`\`sql
DROP VIEW IF EXISTS order_totals;
CREATE VIEW order_totals AS SELECT user_id, sum(total) AS sum FROM orders GROUP BY user_id;
GRANT SELECT ON order_totals TO reporting;
\`\`\``,
  exempt: "Views whose columns are not all known by name, as of `SELECT *`.",
  kinds: ["create-view"],
  check: {
    action(action, context) {
      if (!action.replace) return;
      const before = context.relation(action.relation)?.output;
      const after = outputOf(action);
      if (before === undefined || after === undefined) return;
      const changed = before.findIndex((name, index) => after[index] !== name);
      if (changed < 0) return;
      const view = context.show(action.relation);
      const [old, next] = [before[changed]!, after[changed]];
      const what =
        next === undefined
          ? `its column ${old} would be dropped`
          : `its column ${changed + 1} is ${old}, and would be ${next}`;
      context.report({
        message: `PostgreSQL refuses to replace ${view}: ${what}.`,
        help: `Add columns at the end only; or drop ${view} and create it again in the same migration, with its privileges.`,
      });
    },
  },
});

/** The names of the columns; undefined where one is not written. */
function outputOf({ columns, query }: ActionOf<"create-view">): readonly string[] | undefined {
  if (query.selectsStar) return undefined;
  const output = query.output.map((name, index) => columns[index] ?? name);
  return output.every((name) => name !== undefined) ? (output as string[]) : undefined;
}
