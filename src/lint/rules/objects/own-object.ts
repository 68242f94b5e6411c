import { isSameName, type ObjectReference, originsOf } from "../../../schema/index.ts";
import { createdBy, isRelationKind, type RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { actionsBefore } from "../surrounding-actions.ts";

/** Whether no code can know an object yet: this migration made it, or it is temporary. */
export function isUnused(
  { objectKind, object }: ObjectReference,
  context: StatementContext,
): boolean {
  if (object.on !== undefined) return isUnusedRelation(object.on, context);
  if (isRelationKind(objectKind)) return isUnusedRelation(object, context);
  const origins = originsOf({ objectKind, object }, context.schema);
  if (origins.length === 0) return isMadeBefore({ objectKind, object }, context);
  return origins.every((origin) => context.section.isOwn({ origin }));
}

/** Whether a statement of this migration made what the schema does not keep track of, such as an aggregate. */
function isMadeBefore({ objectKind, object }: ObjectReference, context: StatementContext): boolean {
  const { schema } = context;
  return actionsBefore(context)
    .flatMap(createdBy)
    .some(
      (made) =>
        made.objectKind === objectKind &&
        made.name !== undefined &&
        isSameName(schema.resolve({ ...made, name: made.name }), schema.resolve(object)),
    );
}

/** The same of a table, view or sequence. */
export function isUnusedRelation(name: RelationName, context: StatementContext): boolean {
  return isTemporary(name, context) || context.isOwn(name);
}

function isTemporary(name: RelationName, context: StatementContext): boolean {
  const isTemp = context.schema.resolve(name).schema === "pg_temp";
  return isTemp || context.relation(name)?.temporary === true;
}
