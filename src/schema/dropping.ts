import {
  inputsOf,
  isRelationKind,
  isRoutineKind,
  isTypeKind,
  type ActionOf,
  type ObjectName,
  type RelationName,
} from "../sql/statement/index.ts";
import { dropColumn } from "./constraints.ts";
import { keyOf, type Relation } from "./objects.ts";
import type { Schema } from "./schema.ts";
import { dropOwned } from "./sequences.ts";

/** DROP of anything. */
export function dropObject(schema: Schema, action: ActionOf<"drop">): void {
  const { objectKind, object } = action;
  if (isRelationKind(objectKind)) dropRelation(schema, object, action.cascade);
  else if (objectKind === "INDEX") dropIndex(schema, object);
  else if (objectKind === "SCHEMA") dropSchema(schema, object.name);
  else if (isTypeKind(objectKind)) dropType(schema, object, action.cascade);
  else if (isRoutineKind(objectKind)) dropRoutine(schema, object, action.cascade);
  else if (objectKind === "EXTENSION") schema.extensions.delete(object.name);
  else if (object.on !== undefined) dropOnTable(schema, schema.relation(object.on), action);
}

function dropRelation(schema: Schema, name: RelationName, cascade: boolean): void {
  const relation = schema.relation(name);
  if (relation === undefined) return schema.remove(schema.resolve(name));
  schema.remove(relation);
  for (const { table, constraint } of cascade ? schema.referencing(relation) : [])
    schema.owned(table).constraints.delete(constraint.name);
  if (cascade) dropViewsOver(schema, relation);
  dropOwned(schema, relation);
  if (relation.parent !== undefined) leaveParent(relation, relation.parent);
  for (const partition of relation.partitions) schema.remove(partition);
}

/** CASCADE takes along the views that read a relation, or a column of it, and those over them. */
export function dropViewsOver(schema: Schema, relation: Relation, column?: string): void {
  for (const view of schema.viewsOver(relation))
    if (column === undefined || readsColumn(view, relation, column, schema))
      dropRelation(schema, view, true);
}

/** Whether a view certainly reads a column: the names in it are without their tables. */
export function readsColumn(
  { reads }: Relation,
  relation: Relation,
  column: string,
  schema: Schema,
): boolean {
  if (!reads?.columns.includes(column)) return false;
  return reads.relations
    .filter((one) => keyOf(one) !== keyOf(relation))
    .map((one) => schema.relation(one))
    .every((other) => other?.hasAllColumns && !other.columns.has(column));
}

/** Makes a partition a table of its own again. */
export function leaveParent(partition: Relation, parent: Relation): void {
  const place = parent.partitions.indexOf(partition);
  if (place >= 0) parent.partitions.splice(place, 1);
  partition.parent = undefined;
  partition.isDefault = false;
}

function dropIndex(schema: Schema, name: RelationName): void {
  const found = schema.index(name);
  if (found !== undefined) schema.owned(found.table).indexes.delete(found.index.name);
}

function dropSchema(schema: Schema, name: string): void {
  schema.schemas.delete(name);
  schema.distributedSchemas.delete(name);
  for (const relation of schema.relations.values())
    if (relation.schema === name) schema.remove(relation);
  for (const type of schema.types.values())
    if (type.schema === name) schema.types.delete(keyOf(type));
  for (const [key, [routine]] of schema.routines)
    if (routine?.schema === name) schema.putRoutines(key, []);
}

/** CASCADE takes along the columns of the type. */
function dropType(schema: Schema, name: RelationName, cascade: boolean): void {
  const type = schema.type(name);
  if (type === undefined) return;
  for (const table of cascade ? [...schema.relations.values()] : [])
    for (const column of [...table.columns.values()])
      if (column.type?.name === type.name && schema.type(column.type) === type)
        dropColumn(schema, schema.owned(table), column.name);
  schema.types.delete(keyOf(type));
}

/** Without arguments the one there is; with them the one of as many. */
function dropRoutine(
  schema: Schema,
  { argumentTypes, ...name }: ObjectName,
  cascade: boolean,
): void {
  const known = schema.routinesNamed(name);
  if (cascade) dropCallers(schema, name.name);
  const [first] = known;
  if (first === undefined) return;
  const left = known.filter(
    (routine) => argumentTypes !== undefined && inputsOf(routine).length !== argumentTypes.length,
  );
  schema.putRoutines(keyOf(first), left);
}

/** CASCADE takes along triggers, policies and views that call a function; other expressions are left out of it. */
function dropCallers(schema: Schema, name: string): void {
  for (const known of [...schema.relations.values()]) {
    if (known.reads?.functions.includes(name)) dropRelation(schema, known, true);
    const { triggers, policies } = known;
    const called = [...triggers.values()].filter((one) => one.function === name);
    const asked = [...policies].filter(([, { functions }]) => functions.includes(name));
    if (called.length + asked.length === 0) continue;
    const table = schema.owned(known);
    for (const trigger of called) table.triggers.delete(trigger.name);
    for (const [policy] of asked) table.policies.delete(policy);
  }
}

function dropOnTable(
  schema: Schema,
  table: Relation | undefined,
  { objectKind, object }: ActionOf<"drop">,
): void {
  if (table === undefined) return;
  if (objectKind === "TRIGGER") schema.owned(table).triggers.delete(object.name);
  if (objectKind === "POLICY") schema.owned(table).policies.delete(object.name);
}
