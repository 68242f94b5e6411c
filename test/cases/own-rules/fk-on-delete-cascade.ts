import { constraintsOf, defineRule } from "pgmaestro/rules";

export default defineRule({
  name: "fk-on-delete-cascade",
  severity: "notice",
  summary: "A foreign key with ON DELETE CASCADE",
  why: "Deleting one row deletes all that reference it.",
  instead: "Write ON DELETE RESTRICT.",
  check: {
    action(action, context) {
      for (const { at, references } of constraintsOf(action)) {
        if (references?.onDelete !== "cascade" || !("relation" in action)) continue;
        const [table, other] = [context.show(action.relation!), context.show(references.relation)];
        context.report({
          at,
          message: `ON DELETE CASCADE: deleting a row of ${other} deletes all rows of ${table} that reference it.`,
          help: "Write ON DELETE RESTRICT, unless the rows are part of what is deleted.",
        });
      }
    },
  },
});
