import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { uniqueFirst } from "../../builder-words.ts";
import { addedToUsedTable } from "./added-column.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "add-column-primary-key-inline",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD COLUMN … PRIMARY KEY on a table that exists",
  why: `The index of the key is built while ACCESS EXCLUSIVE is held on the table: reads wait as well as writes, from the first row to the last and until
the transaction ends. Measured on PostgreSQL 15 to 18.`,
  instead: `Add the column, fill it in batches, prove that it is NOT NULL (see \`set-not-null-scans\`), build a unique index concurrently, and make it the
key's:

\`\`\`sql
-- first migration
ALTER TABLE orders ADD COLUMN id bigint;
-- second migration, after the rows are filled and the application writes it
ALTER TABLE orders ADD CONSTRAINT orders_id_given CHECK (id IS NOT NULL) NOT VALID;
-- third migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_id_given;
ALTER TABLE orders ALTER COLUMN id SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_id_given;
-- fourth migration
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON orders (id);
-- fifth migration
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; a table that is known to be small.`,
  kinds: ["add-column"],
  check: {
    action(action, context) {
      const added = addedToUsedTable(action, context);
      if (!added?.column.constraints.some(({ kind }) => kind === "primary-key")) return;
      const table = context.show(added.relation);
      context.report({
        message: stoppedUntilEnd(
          table,
          `ADD COLUMN ${added.column.name} … PRIMARY KEY builds an index on it`,
        ),
        help: `Add ${shownName([added.column.name])} as a plain column, fill it, build a unique index CONCURRENTLY, and add the key USING INDEX.`,
        builder: `Leave \`primaryKey\` out of ${added.column.name}, and fill it. ${uniqueFirst("PRIMARY KEY")}`,
      });
    },
  },
});
