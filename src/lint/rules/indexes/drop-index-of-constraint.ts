import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "drop-index-of-constraint",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "DROP INDEX of an index that belongs to a constraint",
  why: `The index of a PRIMARY KEY, UNIQUE or EXCLUDE constraint cannot be dropped by itself: "constraint … requires it" (measured on 15 to 18),
with CASCADE and IF EXISTS too.`,
  instead: `Drop the constraint; its index goes with it:

\`\`\`sql
ALTER TABLE users DROP CONSTRAINT users_email_key;
\`\`\``,
  exempt: `Indexes that the migrations do not show to belong to a constraint.`,
  kinds: ["drop"],
  check: {
    action(action, context) {
      if (action.objectKind !== "INDEX") return;
      const { index, table } = context.schema.index(action.object) ?? {};
      if (index?.constraint === undefined || table === undefined) return;
      const name = context.show(table);
      context.report({
        message: `DROP INDEX fails: ${index.name} belongs to the constraint ${index.constraint} of ${name}.`,
        help: `Write ALTER TABLE ${name} DROP CONSTRAINT ${shownName([index.constraint])}.`,
      });
    },
  },
});
