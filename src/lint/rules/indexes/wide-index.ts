import { defineRule } from "../../define-rule.ts";

/** As strong_migrations counts. */
const wide = 3;

export default defineRule({
  name: "wide-index",
  severity: "notice",
  stake: "style",
  sets: [],
  summary: "An index on more than three columns that is not unique",
  why: `Columns behind the first two or three seldom narrow a search, while each makes the index bigger and more updates write to it.`,
  instead: `Keep the columns that searches compare for equality, and put those that are only read into INCLUDE.`,
  exempt: `Off by default. Unique indexes, whose columns say what is unique; columns of INCLUDE.`,
  kinds: ["create-index"],
  check: {
    action(action, context) {
      if (action.unique || action.columns.length <= wide) return;
      context.report({
        message: `This index on ${context.show(action.relation)} has ${action.columns.length} columns; those behind the third seldom help a search.`,
        help: "Keep the columns that searches compare for equality.",
      });
    },
  },
});
