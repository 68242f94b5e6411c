import type { Relation } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { changedType, commandOf, type ChangedType } from "./changed-type.ts";
import { isDefaultRefused } from "./refused-default.ts";

export default defineRule({
  name: "change-column-type-blocked-by-dependent",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "ALTER COLUMN … TYPE that PostgreSQL refuses, as something depends on the column",
  why: `PostgreSQL does not change the type of a column that a view, a trigger's WHEN or column list, a policy or a generated column uses, or that is
part of a partition key; nor where the default cannot be cast to the new type, as from a text 'new' to an enum. The statement fails, and the deployment
stops. Measured on PostgreSQL 15 to 18.`,
  instead: `Drop what depends on the column and recreate it in the same migration; the grants on a view are to be given again.

\`\`\`sql
DROP VIEW open_orders;
ALTER TABLE orders ALTER COLUMN code TYPE text;
CREATE VIEW open_orders AS SELECT id, code FROM orders WHERE closed_at IS NULL;
\`\`\`

Drop a default in the same statement: \`ALTER COLUMN status DROP DEFAULT, ALTER COLUMN status TYPE order_status USING status::order_status,
ALTER COLUMN status SET DEFAULT 'new'\`.`,
  exempt: `What no migration creates; rules other than views; views whose columns cannot be distinguished from those of another table they read.`,
  kinds: ["alter-column-type"],
  check: {
    action(action, context) {
      const changed = changedType(action, context);
      if (changed?.table === undefined) return;
      const subject = commandOf(changed);
      const users = dependents(changed.table, changed.action.column, context);
      if (users.length > 0)
        context.report({
          message: `${subject} fails, as the column is used by ${users.join(", ")}.`,
          help: `Drop ${users.join(", ")} before it and recreate it after it, in this migration.`,
        });
      else if (isPartitionKey(changed))
        context.report({
          message: `${subject} fails, as ${context.show(changed.table)} is partitioned by the column.`,
          help: "Create a partitioned table with the new type, and copy the rows.",
        });
      else if (isDefaultRefused(changed, context))
        context.report({
          message: `${subject} fails, as the column's default cannot be cast to the new type.`,
          help: `Write ALTER COLUMN ${shownName([changed.action.column])} DROP DEFAULT before it and SET DEFAULT after it, in the same statement.`,
        });
    },
  },
});

/** What uses a column so that its type cannot change, in words. */
function dependents(table: Relation, column: string, context: StatementContext): string[] {
  const views = context.schema
    .viewsOver(table)
    .filter((view) => readsColumn(view, table, column, context));
  return [
    ...views.map((view) => `${view.kind} ${context.show(view)}`),
    ...[...table.triggers.values()]
      .filter(({ columns }) => columns.includes(column))
      .map(({ name }) => `trigger ${name}`),
    ...[...table.policies]
      .filter(([, { columns }]) => columns.includes(column))
      .map(([name]) => `policy ${name}`),
    ...[...table.columns.values()]
      .filter(({ generated, madeOf }) => generated && madeOf?.includes(column))
      .map(({ name }) => `generated column ${name}`),
  ];
}

/** Whether a view is known to read a column: it names it and nothing else it reads has one of that name, or reads all. */
function readsColumn(
  { reads, origin }: Relation,
  table: Relation,
  column: string,
  { schema }: StatementContext,
): boolean {
  const others = reads!.relations
    .map((name) => schema.relation(name))
    .filter((one) => one !== table);
  const isAmbiguous = others.some((other) => !other?.hasAllColumns || other.columns.has(column));
  if (reads!.columns.includes(column)) return !isAmbiguous;
  const added = table.columns.get(column)?.origin.transaction ?? Infinity;
  return reads!.selectsStar && others.length === 0 && added <= origin.transaction;
}

function isPartitionKey({ table, action }: ChangedType): boolean {
  return table?.partitionBy?.includes(action.column) ?? false;
}
