import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { isSeen } from "../../seen.ts";
import { droppedAfter } from "./dropped-after.ts";
import { lostProof } from "./lost-proof.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "set-not-null-proof-lost",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "SET NOT NULL in one statement with the DROP or VALIDATE of the CHECK that proves it",
  why: `Within one ALTER TABLE, constraints are dropped before SET NOT NULL looks for a proof, and validated after it, no matter in which order the commands are
written. The proof is not found, and the whole table is read under ACCESS EXCLUSIVE. Measured on PostgreSQL 15 to 18.`,
  instead: `Write two statements; they may share the transaction, except that VALIDATE belongs into an earlier migration:

\`\`\`sql
ALTER TABLE orders ALTER COLUMN email SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_email_not_null;
\`\`\``,
  exempt: `Columns that are NOT NULL already; a table that the same migration creates; a temporary table; a table that is known to be small; a
statement that was traced and scanned nothing.`,
  kinds: ["set-not-null"],
  check: {
    action(action, context) {
      if (action.objectKind !== "TABLE") return;
      if (!context.inUse(action.relation) || context.isOwn(action.relation)) return;
      if (context.relation(action.relation)?.columns.get(action.column)?.notNull) return;
      const lost = lostProof(action, context);
      if (lost === undefined || isSeen("scans", context) === false) return;
      const table = context.show(action.relation);
      context.report({
        message: stoppedUntilEnd(
          table,
          `${lost.constraint} is ${lost.by === "dropped" ? "dropped first" : "validated only afterwards"}, so SET NOT NULL reads all of it`,
        ),
        fix: lost.by === "dropped" ? droppedAfter(action, lost.constraint, context) : undefined,
        help:
          lost.by === "dropped"
            ? `Drop ${shownName([lost.constraint])} in a second ALTER TABLE after it.`
            : `VALIDATE CONSTRAINT ${shownName([lost.constraint])} in an earlier migration.`,
      });
    },
  },
});
