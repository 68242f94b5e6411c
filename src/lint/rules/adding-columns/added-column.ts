import type { Action, ActionOf, ColumnSummary } from "../../../sql/statement/index.ts";
import { isSerial } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";

type AddColumn = ActionOf<"add-column">;

/** ADD COLUMN on a table; undefined for anything else, and where IF NOT EXISTS is known to find the column. */
export function addedColumn(action: Action, context: StatementContext): AddColumn | undefined {
  if (action.kind !== "add-column" || action.objectKind !== "TABLE") return undefined;
  const table = context.relation(action.relation);
  if (table !== undefined && table.kind !== "table") return undefined;
  return action.guarded && table?.columns.has(action.column.name) ? undefined : action;
}

/** The same on a table that has been there before the migration, so that the application may have to wait for it. */
export function addedToUsedTable(action: Action, context: StatementContext): AddColumn | undefined {
  const added = addedColumn(action, context);
  if (added === undefined || context.isOwn(added.relation)) return undefined;
  return context.inUse(added.relation) ? added : undefined;
}

/** Whether the rows that are there get a value that is written with the column. */
export function hasDefault({ default: value }: ColumnSummary): boolean {
  return value !== undefined && !value.isNull;
}

/** Whether the rows that are there get any value at all. */
export function hasValue(column: ColumnSummary): boolean {
  const { type, identity, generated } = column;
  return (
    hasDefault(column) ||
    identity ||
    generated !== undefined ||
    (type !== undefined && isSerial(type))
  );
}
