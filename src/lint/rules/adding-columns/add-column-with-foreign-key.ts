import type { ColumnSummary } from "../../../sql/statement/index.ts";
import { isSameName } from "../../../schema/index.ts";
import { defineRule } from "../../define-rule.ts";
import { notValid } from "../../builder-words.ts";
import { addedToUsedTable, hasValue } from "./added-column.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "add-column-with-foreign-key",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD COLUMN … REFERENCES on a table that exists",
  why: `The statement holds ACCESS EXCLUSIVE on the table and SHARE ROW EXCLUSIVE on the referenced one until the transaction ends: nobody can use the
first, nobody can write to the second. Without a default nothing is scanned, as all rows are NULL, and the constraint is valid at once; with a
default, DEFAULT NULL too, both tables are read under these locks, which is an error. Measured on PostgreSQL 15 to 18.`,
  instead: `Add the column first, and the foreign key NOT VALID in a migration of its own: that takes SHARE ROW EXCLUSIVE on both tables and reads neither.

\`\`\`sql
-- first migration
ALTER TABLE orders ADD COLUMN coupon_id bigint;
-- second migration
ALTER TABLE orders ADD CONSTRAINT orders_coupon_id_fkey
    FOREIGN KEY (coupon_id) REFERENCES coupons (id) NOT VALID;
-- third migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_coupon_id_fkey;
\`\`\`

If it must be one statement, REFERENCES behind the column is the cheap form: \`ADD COLUMN …, ADD CONSTRAINT … FOREIGN KEY\` without NOT VALID scans
the table.`,
  exempt: `A table that the same migration creates; a reference to such a table, to itself, or to a table that is known to be small, unless the column
has a default.`,
  kinds: ["add-column"],
  check: {
    action(action, context) {
      const added = addedToUsedTable(action, context);
      const key = added?.column.constraints.find(
        ({ kind, enforced }) => kind === "foreign-key" && enforced,
      );
      if (added === undefined || key?.references === undefined) return;
      const { relation } = key.references;
      const [table, other] = [context.show(added.relation), context.show(relation)];
      const isOther = !isSameName(
        context.schema.resolve(relation),
        context.schema.resolve(added.relation),
      );
      const isLocked = isOther && context.inUse(relation) && !context.isOwn(relation);
      const help = `Add ${added.column.name} without REFERENCES, and the foreign key NOT VALID in a migration of its own.`;
      const builder = `Leave \`references\` out of ${added.column.name}. ${notValid("FOREIGN KEY (…) REFERENCES …")}`;
      if (hasValue(added.column) || isNullWritten(added.column))
        context.report({
          message: stoppedUntilEnd(
            `${table}${isLocked ? `, nor write to ${other},` : ""}`,
            `ADD COLUMN ${added.column.name} … REFERENCES ${other} has ${isNullWritten(added.column) ? "DEFAULT NULL" : "a value"}, so every row is checked`,
          ),
          help: isNullWritten(added.column)
            ? `Leave DEFAULT NULL out: it is the default anyway, and without it nothing is checked.`
            : help,
          builder,
          severity: "error",
        });
      else if (isLocked)
        context.report({
          message: `Nobody can read or write ${table}, nor write to ${other}, until the transaction ends: ADD COLUMN ${added.column.name} … REFERENCES holds ACCESS EXCLUSIVE and SHARE ROW EXCLUSIVE there.`,
          help,
          builder,
        });
    },
  },
});

/** DEFAULT NULL says nothing new, but the server then looks at every row. */
function isNullWritten({ default: value }: ColumnSummary): boolean {
  return value?.isNull === true;
}
