import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { notValid } from "../../builder-words.ts";
import { isSeen } from "../../seen.ts";
import { checkedLater } from "./checked-later.ts";
import { addedToUsedTable, hasDefault } from "./added-column.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "add-column-with-check",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD COLUMN with a CHECK written behind it on a table that exists",
  why: `PostgreSQL reads the whole table under ACCESS EXCLUSIVE to verify the CHECK, though the new column has one and the same value in every row.
NOT VALID cannot be written behind a column, only behind a constraint of the table. Measured on PostgreSQL 15 to 18. With a default it is an
error, since then the scan can also fail.`,
  instead: `Add the CHECK as a constraint of the table in the same statement, NOT VALID, and validate it in a later migration, which blocks nobody:

\`\`\`sql
-- first migration
ALTER TABLE orders ADD COLUMN weight integer,
    ADD CONSTRAINT orders_weight_check CHECK (weight > 0) NOT VALID;
-- second migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_weight_check;
\`\`\``,
  exempt: `NOT ENFORCED; a table that the same migration creates; a temporary table; a table that is known to be small.`,
  kinds: ["add-column"],
  check: {
    action(action, context) {
      const added = addedToUsedTable(action, context);
      const check = added?.column.constraints.find(
        ({ kind, enforced }) => kind === "check" && enforced,
      );
      if (check === undefined || isSeen("scans", context) === false) return;
      const table = context.show(added!.relation);
      const { name } = added!.column;
      context.report({
        message: stoppedUntilEnd(table, `ADD COLUMN ${name} … CHECK reads all of it`),
        help: `Write ADD COLUMN ${shownName([name])} …, ADD CONSTRAINT ${shownName([check.name ?? `${added!.relation.name}_${name}_check`])} CHECK (…) NOT VALID, and VALIDATE it in a later migration.`,
        builder: `Leave \`check\` out of ${name}. ${notValid("CHECK (…)")}`,
        fix: checkedLater(added!, check, context),
        severity: hasDefault(added!.column) ? "error" : undefined,
      });
    },
  },
});
