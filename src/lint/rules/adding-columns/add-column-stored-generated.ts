import { defineRule } from "../../define-rule.ts";
import { addedToUsedTable } from "./added-column.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "add-column-stored-generated",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD COLUMN … GENERATED ALWAYS AS (…) STORED on a table that exists",
  why: `The value of a STORED column is computed for every row that is there: the table and all its indexes are rewritten under ACCESS EXCLUSIVE.
From PostgreSQL 18 on a VIRTUAL column is computed when it is read, and adding one rewrites nothing. Measured on PostgreSQL 15 to 18.`,
  instead: `From PostgreSQL 18 on, write VIRTUAL where the column needs no index. Otherwise compute the value in a view, or keep a plain column up to date by a
trigger and fill the old rows in batches in a later migration.`,
  exempt: `VIRTUAL columns; a table that the same migration creates; a temporary table; a table that is known to be small.`,
  kinds: ["add-column"],
  check: {
    action(action, context) {
      const added = addedToUsedTable(action, context);
      if (added?.column.generated !== "stored") return;
      const table = context.show(added.relation);
      context.report({
        message: stoppedUntilEnd(
          table,
          `ADD COLUMN ${added.column.name} … STORED computes a value for every row, and so rewrites it`,
        ),
        help:
          context.postgres >= 18
            ? "Write VIRTUAL instead of STORED, or keep a plain column up to date by a trigger and fill the old rows in batches."
            : "Compute the value in a view, or keep a plain column up to date by a trigger and fill the old rows in batches.",
      });
    },
  },
});
