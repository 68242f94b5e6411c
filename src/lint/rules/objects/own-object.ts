import type { Origin } from "../../../schema/index.ts";
import {
  isRelationKind,
  isRoutineKind,
  isTypeKind,
  type ObjectKind,
  type ObjectName,
  type RelationName,
} from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";

/** An object as DROP, RENAME and SET SCHEMA name it. */
export interface ObjectReference {
  readonly objectKind: ObjectKind;
  readonly object: ObjectName;
}

/** Whether no code can know an object yet: this migration made it, or it is temporary. */
export function isUnused(
  { objectKind, object }: ObjectReference,
  context: StatementContext,
): boolean {
  if (object.on !== undefined) return isUnusedRelation(object.on, context);
  if (isRelationKind(objectKind)) return isUnusedRelation(object, context);
  const origins = originsOf({ objectKind, object }, context);
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

/** By what it came to be; of a function's name all overloads count. Empty where no migration is known to have made it. */
function originsOf(
  { objectKind, object }: ObjectReference,
  { schema }: StatementContext,
): readonly Origin[] {
  const known = (origin: Origin | undefined) => (origin ? [origin] : []);
  if (isTypeKind(objectKind)) return known(schema.type(object)?.origin);
  if (objectKind === "SCHEMA") return known(schema.schemas.get(object.name));
  if (objectKind === "EXTENSION") return known(schema.extensions.get(object.name));
  return isRoutineKind(objectKind) ? schema.routinesNamed(object).map(({ origin }) => origin) : [];
}
