import { mentions } from "../../../schema/index.ts";
import { plainColumns, type Index, type Relation } from "../../../schema/index.ts";
import { shownName, type ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "drop-column-takes-index-with-it",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "DROP COLUMN of a column that shares an index or a unique constraint with others",
  why: `Every index that the column is in goes with it, also one of several columns, one that only has it in its condition or INCLUDE, and the one of
a unique constraint. The columns that stay lose their index, so that queries become slow all at once, or lose their uniqueness, so that duplicates come in.
Measured on PostgreSQL 15 to 18.`,
  instead: `Build an index on the columns that stay concurrently before, in a migration of its own:

\`\`\`sql
-- first migration, without a transaction
CREATE INDEX CONCURRENTLY orders_created_at_idx ON orders (created_at);
-- second migration
-- pgmaestro-ignore drop-column: no release uses it
ALTER TABLE orders DROP COLUMN tenant_id;
\`\`\``,
  exempt: `Indexes that no migration creates, and those that the same migration creates; indexes whose other columns lead another index, or have a
unique one of their own; a table that the same migration creates; a temporary table.`,
  kinds: ["drop-column"],
  check: {
    action(action, context) {
      if (action.objectKind !== "TABLE") return;
      const table = context.relation(action.relation);
      if (table === undefined || table.temporary || context.isOwn(table)) return;
      const gone = goneColumns(action, context);
      const lost = [...table.indexes.values()].filter((index) => mentions(index, action.column));
      for (const index of lost) {
        const left = plainColumns(index).filter((name) => !gone.includes(name));
        if (left.length === 0 || context.section.isOwn(index)) continue;
        if (gone.find((name) => mentions(index, name)) !== action.column) continue;
        if (isCovered(index, left, table, gone)) continue;
        report(action, index, left, context);
      }
    },
  },
});

/** The columns that a statement drops from a table, in order. */
function goneColumns(action: ActionOf<"drop-column">, { together }: StatementContext): string[] {
  return together.flatMap((other) =>
    other.kind === "drop-column" && other.relation.name === action.relation.name
      ? [other.column]
      : [],
  );
}

/** Whether an index that stays does for the columns what the lost one did. */
function isCovered(
  lost: Index,
  left: readonly string[],
  table: Relation,
  gone: readonly string[],
): boolean {
  const staying = [...table.indexes.values()].filter(
    (index) => !gone.some((name) => mentions(index, name)) && index.where === undefined,
  );
  return staying.some((index) => {
    const columns = plainColumns(index);
    return lost.unique
      ? index.unique && columns.length > 0 && columns.every((name) => left.includes(name))
      : left.every((name, place) => columns[place] === name);
  });
}

function report(
  { column, relation }: ActionOf<"drop-column">,
  { name, unique, constraint }: Index,
  left: readonly string[],
  context: StatementContext,
): void {
  const what = constraint === undefined ? "index" : "constraint";
  const loss = unique ? "are no longer kept from having duplicates" : "are left without an index";
  const columns = left.map((one) => shownName([one])).join(", ");
  context.report({
    message: `DROP COLUMN ${column} drops ${what} ${name} with it: ${columns} of ${context.show(relation)} ${left.length > 1 ? loss : loss.replace("are", "is")}.`,
    help: `Build ${unique ? "a unique" : "an"} index on ${columns} CONCURRENTLY first, in a migration of its own${unique ? ", if they are unique without it" : ""}.`,
  });
}
