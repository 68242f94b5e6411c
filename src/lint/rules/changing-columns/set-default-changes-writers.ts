import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "set-default-changes-writers",
  severity: "notice",
  stake: "breakage",
  sets: [],
  summary: "SET DEFAULT on a column that was there before",
  why: `The rows that are there keep what they have: a default is for rows to come. From then on inserts that leave the column out write the default, where
running code may count on NULL. The statement holds ACCESS EXCLUSIVE for a moment, without a scan. Measured on PostgreSQL 15 to 18.`,
  instead: `Make sure that no code counts on the old default, or on NULL; fill old rows, where they need the value too, in batches.`,
  exempt: `Tables and columns that the same migration makes; DROP DEFAULT; the default of a column whose type the same statement changes; down
sections.`,
  kinds: ["set-default"],
  check: {
    action(action, context) {
      if (action.default === undefined) return;
      if (context.direction === "down" || context.isOwn(action.relation)) return;
      const column = context.relation(action.relation)?.columns.get(action.column);
      const isPart = context.together.some(
        (other) =>
          (other.kind === "add-column" && other.column.name === action.column) ||
          (other.kind === "alter-column-type" && other.column === action.column),
      );
      if (isPart || (column && context.section.isOwn(column))) return;
      context.report({
        message: `SET DEFAULT changes what inserts into ${context.show(action.relation)} write that leave ${action.column} out; the rows that are there stay as they are.`,
        help: `Look for code that counts on the old default of ${shownName([action.column])}, and fill old rows in batches where they need the new one.`,
      });
    },
  },
});
