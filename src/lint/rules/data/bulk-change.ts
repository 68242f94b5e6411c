import { isBounded } from "../../../locks/table/index.ts";
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

/** Whether its text leaves open how many rows an action meets. */
export function changesMany(
  action: Action,
  context: Pick<StatementContext, "schema">,
): action is ActionOf<"insert" | "update" | "delete" | "merge"> {
  switch (action.kind) {
    case "insert":
      return (action.query?.relations.length ?? 0) > 0;
    case "merge":
      return action.reads.length > 0 && !action.limited;
    case "update":
    case "delete":
      return !isBounded(action, context.schema);
    default:
      return false;
  }
}
