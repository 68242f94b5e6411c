import type { Relation } from "../../../schema/index.ts";
import type { Action, ActionOf, RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";

/**
 * The table that an action changes many rows of: INSERT … SELECT, MERGE, and an UPDATE or DELETE that no key bounds.
 * Undefined where nobody can wait for it: a table that the migration creates, or that is known to be small.
 */
export function bulkChanged(action: Action, context: StatementContext): RelationName | undefined {
  if (!changesMany(action, context)) return undefined;
  const { relation } = action;
  return context.inUse(relation) && !context.isOwn(relation) ? relation : undefined;
}

function changesMany(
  action: Action,
  context: StatementContext,
): action is ActionOf<"insert" | "update" | "delete" | "merge"> {
  switch (action.kind) {
    case "insert":
      return (action.query?.relations.length ?? 0) > 0;
    case "merge":
      return action.reads.length > 0;
    case "update":
    case "delete":
      return !isBounded(action, context);
    default:
      return false;
  }
}

/** Whether a key, or a LIMIT, says how many rows an UPDATE or DELETE can meet. */
export function isBounded(
  action: ActionOf<"update" | "delete">,
  context: StatementContext,
): boolean {
  const { where, boundColumns, limited, relation } = action;
  if (where === undefined) return false;
  if (limited) return true;
  const keys = keyColumns(context.relation(relation));
  const isKey = (column: string) => keys.has(column) || nameOfKey.test(column);
  if (where.hasSubquery) return false;
  return boundColumns.some(isKey) || joinsValues(action, isKey);
}

/** `FROM (VALUES …) AS v WHERE t.id = v.id`: no other relation is read, and two keys are compared. */
function joinsValues(
  { where, reads }: ActionOf<"update" | "delete">,
  isKey: (column: string) => boolean,
): boolean {
  return reads.length === 0 && where!.columns.filter(isKey).length > 1;
}

/** Columns that are keys by their names, where the table is not known. */
const nameOfKey = /(?:^|_)(?:id|uuid|key|code|slug|email)$/;

/** The first columns of what makes rows unique. */
function keyColumns(table: Relation | undefined): ReadonlySet<string> {
  const unique = [...(table?.indexes.values() ?? [])].filter((index) => index.unique);
  return new Set(unique.flatMap(({ columns: [first] }) => first?.name ?? []));
}
