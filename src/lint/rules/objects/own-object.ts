import { type ObjectReference, originsOf } from "../../../schema/index.ts";
import { isRelationKind, type RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";

/** Whether no code can know an object yet: this migration made it, or it is temporary. */
export function isUnused(
  { objectKind, object }: ObjectReference,
  context: StatementContext,
): boolean {
  if (object.on !== undefined) return isUnusedRelation(object.on, context);
  if (isRelationKind(objectKind)) return isUnusedRelation(object, context);
  const origins = originsOf({ objectKind, object }, context.schema);
  return origins.length > 0 && origins.every((origin) => context.section.isOwn({ origin }));
}

/** The same of a table, view or sequence. */
export function isUnusedRelation(name: RelationName, context: StatementContext): boolean {
  return isTemporary(name, context) || context.isOwn(name);
}

function isTemporary(name: RelationName, context: StatementContext): boolean {
  const isTemp = context.schema.resolve(name).schema === "pg_temp";
  return isTemp || context.relation(name)?.temporary === true;
}
