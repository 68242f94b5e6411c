import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "drop-not-null",
  severity: "warning",
  stake: "breakage",
  sets: ["safety", "recommended"],
  summary: "DROP NOT NULL on a column that the application knows to be never NULL",
  why: `Code that reads the column has never seen a NULL there, and may fail at the first one; so may what counts, joins or compares by it. The statement
itself is short: ACCESS EXCLUSIVE, without a scan.`,
  instead: `Let the application cope with NULL first, and drop NOT NULL in a later release. Where nobody reads the column any more, as a step to drop it, say
so in an ignore comment.`,
  exempt: `Tables and columns that the same migration makes; columns that are known to be nullable; down sections, which undo SET NOT NULL.`,
  kinds: ["drop-not-null"],
  check: {
    action(action, context) {
      if (action.objectKind !== "TABLE") return;
      if (context.direction === "down" || context.isOwn(action.relation)) return;
      const table = context.relation(action.relation);
      const column = table?.columns.get(action.column);
      if (table?.temporary || (column && context.section.isOwn(column))) return;
      if (column && !column.notNull && table!.isCreated && !context.schema.isPartial) return;
      const shown = context.show(action.relation);
      context.report({
        message: `DROP NOT NULL lets NULLs into ${action.column} of ${shown}, which the running application has never seen there.`,
        help: `Release code that copes with NULL in ${shownName([action.column])} first.`,
      });
    },
  },
});
