import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "drop-database",
  severity: "error",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "DROP DATABASE",
  why: `A whole database is gone, and nothing brings it back but a backup. It cannot run in a transaction, and not for the database that
one is connected to, so that a migration can only ever drop another one.`,
  instead:
    "Drop databases by hand, or with the tool that made them; a migration changes the one database that it runs in.",
  kinds: ["drop-database"],
  check: {
    action(action, context) {
      context.report({
        message: `DROP DATABASE deletes the database ${shownName([action.name])} with all that is in it.`,
        help: "Remove the statement from the migration: drop databases by hand.",
      });
    },
  },
});
