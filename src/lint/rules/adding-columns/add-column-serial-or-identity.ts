import { shownName, isSerial } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { addedToUsedTable } from "./added-column.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "add-column-serial-or-identity",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD COLUMN of a serial type, or GENERATED AS IDENTITY, on a table that exists",
  why: `Every row that is there needs a number of its own: the table and all its indexes are rewritten under ACCESS EXCLUSIVE, and nobody can
read or write the table until that is done. An identity column rewrites exactly as a serial one does. Measured on PostgreSQL 15 to 18.`,
  instead: `Add a plain column with a default from a sequence, fill the old rows in batches, and make it an identity at the end if you want one:

\`\`\`sql
-- first migration
CREATE SEQUENCE orders_number_seq;
ALTER TABLE orders ADD COLUMN number bigint,
    ALTER COLUMN number SET DEFAULT nextval('orders_number_seq');
ALTER SEQUENCE orders_number_seq OWNED BY orders.number;
-- second migration, in batches of some thousand rows
UPDATE orders SET number = nextval('orders_number_seq') WHERE id BETWEEN 1 AND 10000 AND number IS NULL;
\`\`\`

\`set-not-null-scans\` shows how to make the column NOT NULL without a scan.`,
  exempt: `A table that the same migration creates; a temporary table; a table that is known to be small.`,
  kinds: ["add-column"],
  check: {
    action(action, context) {
      const added = addedToUsedTable(action, context);
      const { identity, name, type } = added?.column ?? {};
      if (added === undefined || !(identity || (type && isSerial(type)))) return;
      const table = context.show(added.relation);
      const kind = identity ? "AS IDENTITY" : type!.name;
      context.report({
        message: stoppedUntilEnd(
          table,
          `ADD COLUMN ${name} ${kind} numbers every row, and so rewrites it`,
        ),
        help: `Add ${shownName([name!])} as a plain column, set its default to nextval of a sequence, and fill the old rows in batches in a later migration.`,
      });
    },
  },
});
