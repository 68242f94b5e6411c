import type { Column, Relation } from "../../../schema/index.ts";
import { shownType, type Action, type ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import {
  baseType,
  costOf,
  typeChangeOf,
  type Cost,
  type TypeChange,
} from "../../../locks/table/index.ts";

/** ALTER COLUMN … TYPE on a table, with what is known of the column. */
export interface ChangedType {
  readonly action: ActionOf<"alter-column-type">;
  /** Undefined where no migration says anything of it. */
  readonly table: Relation | undefined;
  readonly column: Column | undefined;
  readonly change: TypeChange;
  readonly cost: Cost;
}

/** Undefined for actions that change no column's type. */
export function changedType(action: Action, context: StatementContext): ChangedType | undefined {
  if (action.kind !== "alter-column-type") return undefined;
  const change = typeChangeOf(action, context.schema);
  if (change === undefined) return undefined;
  const table = context.relation(action.relation);
  const column = table?.columns.get(action.column);
  return { action, table, column, change, cost: costOf(change, context.schema) };
}

/** The same on a table that has been there before the migration, so that the application may have to wait for it. */
export function changedTypeInUse(
  action: Action,
  context: StatementContext,
): ChangedType | undefined {
  const changed = changedType(action, context);
  if (changed === undefined || context.isOwn(changed.action.relation)) return undefined;
  return context.inUse(changed.action.relation) ? changed : undefined;
}

/** The command, in short, as messages name it. */
export function commandOf({ action }: ChangedType): string {
  const collation = action.collation === undefined ? "" : ` COLLATE ${action.collation}`;
  return `ALTER COLUMN ${action.column} TYPE ${shownType(action.type)}${collation}`;
}

/**
 * Whether the values that come of a change depend on the session's TimeZone, which the migration does not set. Where
 * the old type is unknown it is taken for one that does.
 */
export function dependsOnTimeZone({ change }: ChangedType, context: StatementContext): boolean {
  const { column, from, to, using, timeZone } = change;
  if (timeZone !== undefined || (using && using.plainColumn?.column !== column)) return false;
  const wanted = nameOf(to, context);
  const old = from && nameOf(from, context);
  if (old === undefined) return wanted === "timestamptz" || wanted === "timestamp";
  if (wanted === "timestamptz") return old === "timestamp" || old === "date";
  return old === "timestamptz" && (wanted === "timestamp" || wanted === "date");
}

function nameOf(type: NonNullable<TypeChange["from"]>, { schema }: StatementContext): string {
  const base = baseType(type, schema);
  return base.dimensions > 0 ? "array" : base.name;
}
