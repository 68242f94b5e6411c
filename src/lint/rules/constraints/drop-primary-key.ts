import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import { keyOf } from "../../../schema/index.ts";
import { constraintsOf, type ActionOf } from "../../../sql/statement/index.ts";

export default defineRule({
  name: "drop-primary-key",
  severity: "error",
  stake: "breakage",
  sets: ["safety", "recommended"],
  summary: "A primary key that is dropped without a new one in the same statement",
  why: `Without a primary key logical replication refuses UPDATE and DELETE of the table, INSERT … ON CONFLICT on its columns fails, and nothing
keeps two rows from having one id. Foreign keys that lead to it stop the drop, or go with CASCADE.`,
  instead: `Drop the old one and add the new one in one statement, with an index that was built CONCURRENTLY before: the table is held for a
moment, and nothing is read.

\`\`\`sql
-- first migration
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS orders_new_pkey ON orders (tenant_id, id);
-- second migration
ALTER TABLE orders DROP CONSTRAINT orders_pkey,
    ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_new_pkey;
\`\`\``,
  exempt: `A statement that adds a primary key too; a table that the same migration creates, in its down section as well; a temporary table.`,
  kinds: ["drop-constraint"],
  check: {
    action(action, context) {
      if (!isPrimaryKey(action, context)) return;
      if (context.isOwn(action.relation) || context.relation(action.relation)?.temporary) return;
      if (addsAnother(action, context)) return;
      const table = context.show(action.relation);
      context.report({
        message: `Dropping the primary key of ${table} breaks what relies on it: ON CONFLICT, logical replication of UPDATE and DELETE, and that no id is there twice.`,
        help: "Add the new primary key in the same statement, USING INDEX.",
      });
    },
  },
});

/** By what is known, or by the name that the server gives. */
export function isPrimaryKey(
  { relation, name }: ActionOf<"drop-constraint">,
  context: StatementContext,
): boolean {
  const known = context.relation(relation)?.constraints.get(name);
  return known ? known.kind === "primary-key" : name === `${relation.name}_pkey`;
}

/** Also where it was added by this migration itself, and is taken back. */
function addsAnother(
  { relation, name }: ActionOf<"drop-constraint">,
  { together, schema, section }: StatementContext,
): boolean {
  const known = schema.relation(relation)?.constraints.get(name);
  if (known !== undefined && section.isOwn(known)) return true;
  return together.some(
    (one) =>
      (one.kind === "add-constraint" || one.kind === "add-column") &&
      constraintsOf(one).some(({ kind }) => kind === "primary-key") &&
      keyOf(schema.resolve(one.relation)) === keyOf(schema.resolve(relation)),
  );
}
