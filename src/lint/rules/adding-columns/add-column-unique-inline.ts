import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { uniqueFirst } from "../../builder-words.ts";
import { addedToUsedTable } from "./added-column.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "add-column-unique-inline",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD COLUMN … UNIQUE on a table that exists",
  why: `The index of the constraint is built while ACCESS EXCLUSIVE is held on the table: reads wait as well as writes, from the first row to the last and
until the transaction ends. Measured on PostgreSQL 15 to 18.`,
  instead: `Build the index concurrently in a migration of its own, and make it the constraint's:

\`\`\`sql
-- first migration
ALTER TABLE orders ADD COLUMN number text;
-- second migration, without a transaction
CREATE UNIQUE INDEX CONCURRENTLY orders_number_key ON orders (number);
-- third migration
ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE USING INDEX orders_number_key;
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; a table that is known to be small.`,
  kinds: ["add-column"],
  check: {
    action(action, context) {
      const added = addedToUsedTable(action, context);
      if (!added?.column.constraints.some(({ kind }) => kind === "unique")) return;
      const table = context.show(added.relation);
      context.report({
        message: stoppedUntilEnd(
          table,
          `ADD COLUMN ${added.column.name} … UNIQUE builds an index on it`,
        ),
        help: `Add ${shownName([added.column.name])} without UNIQUE, build a unique index CONCURRENTLY, and add the constraint USING INDEX.`,
        builder: `Leave \`unique\` out of ${added.column.name}. ${uniqueFirst("UNIQUE")}`,
      });
    },
  },
});
