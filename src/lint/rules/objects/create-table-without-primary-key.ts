import { isSameName } from "../../../schema/index.ts";
import type { Action, ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { countedColumn } from "../../builder-words.ts";
import { constraintsOf } from "../../../sql/statement/index.ts";
import { laterActions } from "../surrounding-actions.ts";

export default defineRule({
  name: "create-table-without-primary-key",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "CREATE TABLE without a primary key",
  why: `Nothing distinguishes one row from another: duplicates cannot be deleted alone, batches cannot go by a key, other tables cannot
reference it, and once the table is in a publication UPDATE and DELETE of it fail, for want of a replica identity. A key
for a table that has rows means building an index and, before that, proving NOT NULL.`,
  instead: `Give the table a key when it is created:

\`\`\`sql
CREATE TABLE IF NOT EXISTS order_notes (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id bigint NOT NULL,
    note     text NOT NULL
);
\`\`\``,
  exempt: `A partition; a table that INHERITS, is LIKE another one or OF a type; a temporary or foreign table; a table that gets its key later in the section; one with a
UNIQUE constraint whose columns are all NOT NULL;
down sections, which give back what was there.`,
  kinds: ["create-table"],
  check: {
    action(action, context) {
      if (context.direction === "down") return;
      if (isExempt(action) || hasKey(action, context)) return;
      const table = context.show(action.relation);
      context.report({
        message: `${table} has no primary key: nothing distinguishes its rows, and UPDATE and DELETE fail once it is published for logical replication.`,
        help: "Add a PRIMARY KEY, such as id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY.",
        builder: `Give it a key, such as an id that is ${countedColumn("bigint")}.`,
      });
    },
  },
});

function isExempt(action: ActionOf<"create-table">): boolean {
  const { temporary, foreign, partitionOf, inherits, like, ofType } = action;
  const isCopy = partitionOf !== undefined || inherits.length + like.length > 0 || ofType;
  return temporary || foreign || isCopy;
}

function hasKey(table: ActionOf<"create-table">, context: StatementContext): boolean {
  const { schema } = context;
  const isOf = (action: Action) =>
    "relation" in action &&
    action.relation !== undefined &&
    isSameName(schema.resolve(action.relation), schema.resolve(table.relation));
  const later = laterActions(context).filter(isOf);
  const notNull = [
    ...table.columns.filter((column) => column.notNull || column.identity).map(({ name }) => name),
    ...later.flatMap((one) => (one.kind === "set-not-null" ? [one.column] : [])),
  ];
  return [table, ...later]
    .flatMap(constraintsOf)
    .some(
      ({ kind, columns }) =>
        kind === "primary-key" ||
        (kind === "unique" && columns.every((name) => notNull.includes(name))),
    );
}
