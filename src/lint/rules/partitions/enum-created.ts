import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "enum-created",
  severity: "notice",
  stake: "style",
  sets: [],
  summary: "CREATE TYPE … AS ENUM",
  why: `Values of an enum can be added and renamed, but neither removed nor put in another order; a lookup table or a CHECK can be changed like any
other data or constraint.`,
  instead: `Use a table of the values and a foreign key, or text with a CHECK:

\`\`\`sql
CREATE TABLE IF NOT EXISTS order_statuses (status text PRIMARY KEY);
\`\`\``,
  exempt: `Off by default.`,
  kinds: ["create-type"],
  check: {
    action(action, context) {
      if (action.form !== "enum") return;
      context.report({
        message: `Values of the enum ${context.show(action.name)} can never be removed.`,
        help: "Use a lookup table with a foreign key where the values may change.",
      });
    },
  },
});
