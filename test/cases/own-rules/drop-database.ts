import { defineRule, shownName } from "pgmaestro/rules";

export default defineRule({
  name: "drop-database",
  severity: "error",
  summary: "DROP DATABASE",
  why: "A whole database is gone.",
  instead: "Drop databases by hand.",
  check: {
    action(action, context) {
      if (action.kind === "drop-database")
        context.report({
          message: `DROP DATABASE deletes the database ${shownName([action.name])} with all that is in it.`,
          help: "Remove the statement from the migration: drop databases by hand.",
        });
    },
  },
});
