import { defineRule } from "../../define-rule.ts";
import { notValid } from "../../builder-words.ts";
import { validatedLater } from "./validated-later.ts";
import { stoppedUntilEnd } from "../stopped.ts";
import { isSeenToBeLight, isWaitedFor, strongestLockOn } from "./waiting.ts";

export default defineRule({
  name: "add-check-validates",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD CONSTRAINT … CHECK without NOT VALID on a table that exists",
  why: `Every row is checked while the table is held under ACCESS EXCLUSIVE: reads and writes wait, on a large table for minutes. NOT VALID
takes the same lock, but only for a moment: new and changed rows are checked from then on. VALIDATE CONSTRAINT reads the old rows under SHARE
UPDATE EXCLUSIVE, while reads and writes go on. Measured on PostgreSQL 15 to 18.`,
  instead: `Add the constraint NOT VALID, and validate it in a later migration: in the same transaction the first lock would still be held.

\`\`\`sql
-- first migration
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
-- second migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
\`\`\``,
  exempt: `A table that the same migration creates; a temporary or foreign table; a table that is known to be small; NOT ENFORCED
(PostgreSQL 18); a statement that \`pgmaestro locks\` saw read nothing.`,
  kinds: ["add-constraint"],
  check: {
    action(action, context) {
      if (action.constraint.kind !== "check") return;
      const { relation, constraint } = action;
      if (constraint.notValid || !constraint.enforced) return;
      if (!isWaitedFor(relation, context) || isSeenToBeLight(context)) return;
      const [table, mode] = [context.show(relation), strongestLockOn(relation, context)];
      context.report({
        message: stoppedUntilEnd(table, "ADD CHECK reads all of it", mode),
        help: "Add the constraint NOT VALID, and VALIDATE it in a later migration.",
        builder: notValid("CHECK (…)"),
        fix: validatedLater(action, context),
      });
    },
  },
});
