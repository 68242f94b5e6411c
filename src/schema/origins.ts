import {
  isRelationKind,
  isRoutineKind,
  isTypeKind,
  type ObjectKind,
  type ObjectName,
} from "../sql/statement/index.ts";
import type { Origin } from "./objects.ts";
import type { Schema } from "./schema.ts";

/** An object as DROP, RENAME and SET SCHEMA name it. */
export interface ObjectReference {
  readonly objectKind: ObjectKind;
  readonly object: ObjectName;
}

/**
 * What made an object; of a function's name all overloads count. Empty where no migration is known to have made it, as always
 * for the kinds that are not kept track of.
 */
export function originsOf(
  { objectKind, object }: ObjectReference,
  schema: Schema,
): readonly Origin[] {
  const known = (origin: Origin | undefined) => (origin ? [origin] : []);
  if (isRelationKind(objectKind)) {
    const relation = schema.relation(object);
    return known(relation?.isCreated ? relation.origin : undefined);
  }
  if (isTypeKind(objectKind)) return known(schema.type(object)?.origin);
  if (objectKind === "SCHEMA") return known(schema.schemas.get(object.name));
  if (objectKind === "EXTENSION") return known(schema.extensions.get(object.name));
  return isRoutineKind(objectKind) ? schema.routinesNamed(object).map(({ origin }) => origin) : [];
}
