import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { addedColumn, hasValue } from "./added-column.ts";

export default defineRule({
  name: "add-column-not-null-without-default",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "ADD COLUMN … NOT NULL without a DEFAULT on a table that exists",
  why: `The migration fails as soon as the table has a single row: "column contains null values". On an empty table it passes, as it does on a scratch
database, and then the running application fails where it inserts rows without the new column. A DEFAULT that is set later in the same statement
comes too late. Measured on PostgreSQL 15 to 18.`,
  instead: `Write a constant default in the same clause, \`ADD COLUMN channel text NOT NULL DEFAULT 'web'\`: that neither scans nor rewrites the table.
Where there is no such value, add the column without NOT NULL, fill it, and see \`set-not-null-scans\`.`,
  exempt: `Columns with a default, identity and generated columns, serial types; a table that the same migration creates. A small table is not exempt:
one row is enough.`,
  kinds: ["add-column"],
  check: {
    action(action, context) {
      const added = addedColumn(action, context);
      if (added === undefined || !added.column.notNull || hasValue(added.column)) return;
      if (context.isOwn(added.relation)) return;
      const table = context.show(added.relation);
      const { name } = added.column;
      context.report({
        message: `ADD COLUMN ${name} NOT NULL without a default fails if ${table} has any row; and if it has none, inserts that leave ${name} out fail from then on.`,
        help: `Give ${shownName([name])} a constant DEFAULT in the same clause, or add it without NOT NULL and fill it first.`,
        builder: `Give ${name} a constant \`default\`, or leave \`notNull\` out and fill it first.`,
      });
    },
  },
});
