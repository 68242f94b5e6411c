import type { IndexColumn, NamedObject, ObjectKind, ObjectName, RelationName } from "../parts.ts";

/** A table, view, sequence or index by its kind and name. */
export function relation(objectKind: ObjectKind, { schema, name }: RelationName): NamedObject {
  return { objectKind, ...(schema !== undefined && { schema }), name };
}

/** An object of any kind by the name that it is called in SQL. */
export function object(objectKind: ObjectKind, name: ObjectName): NamedObject {
  return { objectKind, ...name };
}

/** Something on a table; indexes are in its schema. */
export function onTable(
  objectKind: ObjectKind,
  on: RelationName,
  name: string | undefined,
  columns: readonly string[] = [],
): NamedObject {
  return {
    objectKind,
    ...(objectKind === "INDEX" && on.schema !== undefined && { schema: on.schema }),
    ...(name !== undefined && { name }),
    on,
    ...(columns.length > 0 && { columns }),
  };
}

/** Those columns of an index that are no expressions. */
export function columnNames(columns: readonly IndexColumn[]): string[] {
  return columns.flatMap(({ name }) => name ?? []);
}

/** Whether objects of a kind have the names of relations: they share them within a schema. */
export function isRelationKind(objectKind: ObjectKind): boolean {
  return /^(?:TABLE|FOREIGN TABLE|VIEW|MATERIALIZED VIEW|SEQUENCE)$/.test(objectKind);
}

/** Whether objects of a kind are types: DROP and ALTER name a domain by either word. */
export function isTypeKind(objectKind: ObjectKind): boolean {
  return objectKind === "TYPE" || objectKind === "DOMAIN";
}

/** Whether objects of a kind are functions or procedures. */
export function isRoutineKind(objectKind: ObjectKind): boolean {
  return /^(?:FUNCTION|PROCEDURE|ROUTINE)$/.test(objectKind);
}

/** Whether objects of a kind are in a schema, by a name of their own. */
export function isInSchema(objectKind: ObjectKind): boolean {
  return (
    isRelationKind(objectKind) ||
    isTypeKind(objectKind) ||
    isRoutineKind(objectKind) ||
    otherInSchema.test(objectKind)
  );
}

const otherInSchema =
  /^(?:INDEX|STATISTICS|AGGREGATE|OPERATOR(?: CLASS| FAMILY)?|COLLATION|CONVERSION|TEXT SEARCH \w+)$/;
