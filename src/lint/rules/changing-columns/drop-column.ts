import { shownName, type Action, type ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { tablesUsing } from "../../../schema/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "drop-column",
  severity: "error",
  stake: "loss",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "DROP COLUMN of a column that was there before",
  why: `The column's values are gone, and no down section brings them back. The running application fails where it names the column, and where it has a
prepared \`SELECT *\`: "cached plan must not change result type". The indexes, constraints and statistics with the column go too. The statement
holds ACCESS EXCLUSIVE, without a rewrite; \`drop-foreign-key-locks-both\` reports where another table is locked too. Measured on PostgreSQL 15 to 18.`,
  instead: `Release an application that neither reads nor writes the column; if it is NOT NULL without a default, drop NOT NULL before that. In later
migrations drop the foreign key and, concurrently, the indexes, and then the column, with the reason in an ignore comment:

\`\`\`sql
-- pgmaestro-ignore drop-column: nothing reads legacy_code since release 4.2
ALTER TABLE orders DROP COLUMN legacy_code;
\`\`\``,
  exempt: `Tables and columns that the same migration makes, and a down section that takes back what its up section added; temporary tables; attributes of types that no table is known to use; IF EXISTS for
a column that is known not to be there.`,
  kinds: ["drop-column"],
  check: {
    action(action, context) {
      const dropped = droppedColumn(action, context);
      if (dropped === undefined) return;
      const { relation, column } = dropped;
      const table = context.show(relation);
      const { comment } = context.section.migration;
      if (dropped.objectKind === "TYPE")
        return context.report({
          message: `DROP ATTRIBUTE ${column} deletes its values from every column of the type ${table} for good, and breaks running code that names it.`,
          help: `Release code that does not use ${shownName([column])} first, and say so with ${comment} pgmaestro-ignore drop-column: reason.`,
        });
      context.report({
        message: `DROP COLUMN ${column} deletes its values from ${table} for good, and breaks running code that names it or has a prepared SELECT * of ${table}.`,
        help: `Release code that does not use ${shownName([column])} first, and say so with ${comment} pgmaestro-ignore drop-column: reason.`,
      });
    },
  },
});

/** DROP COLUMN of something that was there before the migration, as far as anybody knows. */
function droppedColumn(
  action: Action,
  context: StatementContext,
): ActionOf<"drop-column"> | undefined {
  if (action.kind !== "drop-column") return undefined;
  if (action.objectKind === "TYPE") {
    const type = context.schema.type(action.relation);
    const isUsed = tablesUsing(action.relation, context.schema).length > 0;
    return type && isUsed && !context.section.isOwn(type) ? action : undefined;
  }
  if (action.objectKind !== "TABLE") return undefined;
  const table = context.relation(action.relation);
  const column = table?.columns.get(action.column);
  if (context.isOwn(action.relation) || (column && context.section.isOwn(column))) return undefined;
  const isMissing = table?.isCreated && table.hasAllColumns && column === undefined;
  if (table?.temporary || (action.guarded && isMissing && !context.schema.isPartial))
    return undefined;
  return action;
}
