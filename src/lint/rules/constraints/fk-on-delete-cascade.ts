import { defineRule } from "../../define-rule.ts";
import { foreignKeysAddedBy } from "./added-constraints.ts";

export default defineRule({
  name: "fk-on-delete-cascade",
  severity: "notice",
  stake: "loss",
  sets: [],
  summary: "A foreign key with ON DELETE CASCADE",
  why: `Deleting one row deletes all that reference it, and all that reference those, in one transaction and without a word. How many that are
shows in production only.`,
  instead: `Write \`ON DELETE RESTRICT\`, and delete the rows in the application, in batches. Where CASCADE is meant, see to an index on the
column (\`foreign-key-without-index\`).`,
  kinds: ["create-table", "add-column", "add-constraint"],
  check: {
    action(action, context) {
      for (const { constraint, relation, references } of foreignKeysAddedBy(action)) {
        if (references.onDelete !== "cascade") continue;
        const [table, other] = [context.show(relation), context.show(references.relation)];
        context.report({
          at: constraint.at,
          message: `ON DELETE CASCADE: deleting a row of ${other} deletes all rows of ${table} that reference it.`,
          help: "Write ON DELETE RESTRICT, unless the rows are part of what is deleted.",
          builder: 'Write `onDelete: "RESTRICT"`, unless the rows are part of what is deleted.',
        });
      }
    },
  },
});
