import { isConstrainedDomain } from "../../../schema/index.ts";
import { shownName, shownType } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { isSeen } from "../../seen.ts";
import { addedToUsedTable } from "./added-column.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "add-column-constrained-domain",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD COLUMN of a domain with NOT NULL or CHECK on a table that exists",
  why: `A column of a domain that has constraints makes PostgreSQL rewrite the table and all its indexes under ACCESS EXCLUSIVE, even without a
default or with a constant one. A domain without constraints costs nothing. Measured on PostgreSQL 15 to 18.`,
  instead: `Give the column the domain's base type, and the table the constraint:

\`\`\`sql
-- first migration
ALTER TABLE orders ADD COLUMN weight integer,
    ADD CONSTRAINT orders_weight_check CHECK (weight > 0) NOT VALID;
-- second migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_weight_check;
\`\`\``,
  exempt: `Domains without constraints, and those that no migration creates; a table that the same migration creates; a temporary table; a table
that is known to be small.`,
  kinds: ["add-column"],
  check: {
    action(action, context) {
      const added = addedToUsedTable(action, context);
      const { type, name } = added?.column ?? {};
      if (type === undefined || !isConstrainedDomain(type, context.schema)) return;
      if (isSeen("rewrites", context) === false) return;
      const table = context.show(added!.relation);
      context.report({
        message: stoppedUntilEnd(
          table,
          `ADD COLUMN ${name} of the domain ${shownType(type)}, which has constraints, rewrites it`,
        ),
        help: `Give ${shownName([name!])} the domain's base type, and add its constraint to ${table} as CHECK … NOT VALID, to be validated in a later migration.`,
      });
    },
  },
});
