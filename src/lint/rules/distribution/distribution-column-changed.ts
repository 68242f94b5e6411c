import { shownName, type ActionOf } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { distributedTable } from "./distributed.ts";

export default defineRule({
  name: "distribution-column-changed",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary:
    "A statement that changes, alters or drops the column by which Citus distributes a table",
  why: `Its value says on which node a row is. Citus refuses to UPDATE it to another value, "modifying the partition value of rows is not allowed", and to alter its
type, its default or its NOT NULL or to drop it, "cannot execute ALTER TABLE command involving partition column" (measured on 12.1). RENAME COLUMN is fine, and so
is SET NOT NULL.`,
  instead: `Insert the row once more, with the other value, and delete the old one. For another column or type, distribute by another column first, while nobody
writes: it copies all rows into a new table.

\`\`\`sql
SELECT alter_distributed_table('orders', distribution_column => 'customer_id');
\`\`\``,
  exempt:
    "Tables of which no migration says by which column they are distributed; an UPDATE that holds the column to a value in its condition.",
  kinds: ["update", "insert", "alter-column-type", "drop-column", "set-default", "drop-not-null"],
  check: {
    action(action, context) {
      const column = distributedTable(action.relation, context.schema)?.distribution.column;
      if (column === undefined || !changes(action, column)) return;
      const isRows = action.kind === "update" || action.kind === "insert";
      const verb = action.kind === "drop-column" ? "drop" : isRows ? "change" : "alter";
      context.report({
        message: `Citus refuses to ${verb} ${column}, by which ${context.show(action.relation)} is distributed.`,
        help: isRows
          ? "Insert the rows once more, with the other value, and delete the old ones."
          : `Leave ${shownName([column])} as it is, or distribute ${context.show(action.relation)} by another column before, with alter_distributed_table.`,
      });
    },
  },
});

type Changing =
  | ActionOf<"update">
  | ActionOf<"insert">
  | ActionOf<"alter-column-type">
  | ActionOf<"drop-column">
  | ActionOf<"set-default">
  | ActionOf<"drop-not-null">;

function changes(action: Changing, column: string): boolean {
  switch (action.kind) {
    case "update":
      return action.columns.includes(column) && !action.givenColumns.includes(column);
    case "insert":
      return action.onConflict?.updates.includes(column) === true;
    default:
      return action.column === column;
  }
}
