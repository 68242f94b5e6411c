import { isSameType, shownType } from "../../../sql/statement/index.ts";
import type { ActionOf } from "../../../sql/statement/index.ts";
import { plainColumns, type Relation } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "guard-hides-drift",
  severity: "notice",
  stake: "failure",
  sets: [],
  summary: "IF NOT EXISTS for something that is there in another form",
  why: `IF NOT EXISTS asks for the name alone. Where a table or an index of that name exists, nothing happens and nothing is said, however much the
definition differs.`,
  instead:
    "Write what is to change: ALTER TABLE for the table, a DROP and a CREATE, or another name, for the index.",
  exempt:
    "What no earlier migration makes; a column, which is `add-column-guard-hides-difference`'s; the down section.",
  kinds: ["create-table", "create-index"],
  check: {
    action(action, context) {
      if (context.direction === "down" || context.schema.isPartial) return;
      if (action.kind === "create-table" && action.guarded) tellOfTable(action, context);
      if (action.kind === "create-index" && action.guarded) tellOfIndex(action, context);
    },
  },
});

function tellOfTable(action: ActionOf<"create-table">, context: StatementContext): void {
  const known = context.relation(action.relation);
  if (!known?.isCreated || !known.hasAllColumns || context.isOwn(action.relation)) return;
  const difference = differenceOf(action, known);
  if (difference === undefined) return;
  context.report({
    message: `${context.show(action.relation)} exists ${difference}: IF NOT EXISTS leaves it as it is.`,
    help: "Write what is to change as ALTER TABLE.",
  });
}

/** How what exists is not what is written, by the first column. */
function differenceOf({ columns }: ActionOf<"create-table">, known: Relation): string | undefined {
  for (const { name, type } of columns) {
    const column = known.columns.get(name);
    if (column === undefined) return `without the column ${name}`;
    if (type && column.type && !isSameType(type, column.type))
      return `with ${name} as ${shownType(column.type)}`;
  }
  const more = [...known.columns.keys()].find((name) => !columns.some((one) => one.name === name));
  return more === undefined ? undefined : `with the column ${more} besides`;
}

function tellOfIndex(action: ActionOf<"create-index">, context: StatementContext): void {
  const { relation, name } = action;
  const { schema } = context.schema.resolve(relation);
  const known = name === undefined ? undefined : context.schema.index({ schema, name });
  if (known === undefined || context.section.isOwn(known.index)) return;
  const isSameTable = known.table === context.relation(relation);
  const columns = plainColumns(known.index).join(", ");
  const written = action.columns.flatMap((one) => one.name ?? []).join(", ");
  if (isSameTable && columns === written) return;
  context.report({
    message: `An index ${name} exists on ${context.show(known.table)} (${columns}): IF NOT EXISTS leaves it as it is.`,
    help: "Take another name, or drop the index first.",
  });
}
