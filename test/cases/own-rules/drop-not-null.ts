import { defineRule, shownName } from "pgmaestro/rules";

export default defineRule({
  name: "drop-not-null",
  severity: "warning",
  summary: "DROP NOT NULL on a column that the application knows to be never NULL",
  why: "Code that reads the column has never seen a NULL there.",
  instead: "Let the application cope with NULL first.",
  check: {
    action(action, context) {
      if (action.kind !== "drop-not-null" || action.objectKind !== "TABLE") return;
      if (context.direction === "down" || context.isOwn(action.relation)) return;
      const table = context.relation(action.relation);
      const column = table?.columns.get(action.column);
      if (column && context.section.isOwn(column)) return;
      if (column?.notNull === false && table?.isCreated && !context.schema.isPartial) return;
      context.report({
        message: `DROP NOT NULL lets NULLs into ${action.column} of ${context.show(action.relation)}, which the running application has never seen there.`,
        help: `Release code that copes with NULL in ${shownName([action.column])} first.`,
      });
    },
  },
});
