import { defineRule } from "../../define-rule.ts";
import { addedBy } from "./added-constraints.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "not-enforced-constraint",
  severity: "notice",
  stake: "failure",
  sets: [],
  summary: "NOT ENFORCED, and a constraint that becomes ENFORCED (PostgreSQL 18)",
  why: `A constraint that is not enforced keeps no row out; it only shows readers what is meant. Adding it takes the same locks all the same:
ACCESS EXCLUSIVE for a CHECK, SHARE ROW EXCLUSIVE on both tables for a foreign key. To enforce a foreign key later reads all rows under
ACCESS EXCLUSIVE on the referencing table. Measured on PostgreSQL 18.`,
  instead: `Add the constraint NOT VALID, which is enforced for new rows, and validate it in a later migration.`,
  exempt: `Temporary tables.`,
  check: {
    action(action, context) {
      if (action.kind === "alter-constraint" && action.enforced)
        context.report({
          message: stoppedUntilEnd(
            context.show(action.relation),
            `enforcing ${action.name} reads all of it`,
          ),
          help: "Drop it, add it again NOT VALID, and VALIDATE it in a later migration.",
        });
      if (action.kind === "create-table" && action.temporary) return;
      for (const { relation, constraint } of addedBy(action))
        if (!constraint.enforced)
          context.report({
            at: constraint.at,
            message: `NOT ENFORCED: ${context.show(relation)} takes rows that break the constraint.`,
            help: "Add the constraint NOT VALID, and VALIDATE it in a later migration.",
          });
    },
  },
});
