import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "insert-without-column-list",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "INSERT without a list of columns",
  why: `The values go to the columns in the order that the table happens to have, which differs between databases where a column was dropped and added
again. A column more or less, and the statement fails, or puts values where they do not belong.`,
  instead: `Name the columns:

\`\`\`sql
INSERT INTO countries (code, name) VALUES ('at', 'Austria') ON CONFLICT (code) DO NOTHING;
\`\`\``,
  exempt:
    "A table that the same migration creates, whose columns are in sight; a temporary table; DEFAULT VALUES.",
  kinds: ["insert"],
  check: {
    action(action, context) {
      if (action.columns !== undefined) return;
      const { relation } = action;
      if (context.isOwn(relation) || context.relation(relation)?.temporary) return;
      const table = context.show(relation);
      context.report({
        message: `INSERT INTO ${table} names no columns: its values go by the order of the columns, which may differ where it runs.`,
        help: `Name the columns: INSERT INTO ${table} (…).`,
      });
    },
  },
});
