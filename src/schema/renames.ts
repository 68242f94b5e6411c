import {
  isRelationKind,
  isRoutineKind,
  isTypeKind,
  type ActionOf,
  type RelationName,
  type TypeSummary,
} from "../sql/statement/index.ts";
import { dropConstraint } from "./constraints.ts";
import { keyOf, type Relation, type Type } from "./objects.ts";
import type { Schema } from "./schema.ts";

/** RENAME of anything. What refers to it goes on doing so. */
export function renameObject(schema: Schema, action: ActionOf<"rename">): void {
  const { objectKind, object, to, part } = action;
  const relation =
    isRelationKind(objectKind) || part !== undefined ? schema.relation(object) : undefined;
  if (part !== undefined) renamePart(schema, relation, { objectKind, from: part, to });
  else if (relation !== undefined) moveRelation(schema, relation, { name: to });
  else if (objectKind === "INDEX") renameIndex(schema, object, to);
  else if (isTypeKind(objectKind)) moveType(schema, schema.type(object), { name: to });
  else if (isRoutineKind(objectKind)) renameRoutine(schema, object, to);
  else if (objectKind === "SCHEMA") renameSchema(schema, object.name, to);
}

function renamePart(
  schema: Schema,
  table: Relation | undefined,
  { objectKind, from, to }: { objectKind: string; from: string; to: string },
): void {
  if (table === undefined) return;
  schema.owned(table);
  if (objectKind === "COLUMN") {
    renameColumn(table, from, to);
    for (const sequence of schema.sequencesOf(table))
      if (sequence.ownedBy?.column === from)
        schema.putOwner(sequence, { ...sequence.ownedBy, column: to });
  }
  if (objectKind === "TRIGGER") renameTrigger(table, from, to);
  if (objectKind === "POLICY") renamePolicy(table, from, to);
  if (objectKind !== "CONSTRAINT") return;
  const constraint = table.constraints.get(from);
  const index = table.indexes.get(from);
  if (constraint === undefined) return;
  dropConstraint(table, from);
  schema.putConstraint(table, Object.assign(constraint, { name: to }));
  if (index !== undefined)
    schema.putIndex(table, Object.assign(index, { name: to, constraint: to }));
}

function renameTrigger({ triggers }: Relation, from: string, to: string): void {
  const trigger = triggers.get(from);
  if (trigger === undefined) return;
  triggers.delete(from);
  triggers.set(to, { ...trigger, name: to });
}

function renamePolicy({ policies }: Relation, from: string, to: string): void {
  const policy = policies.get(from);
  if (policy === undefined) return;
  policies.delete(from);
  policies.set(to, policy);
}

function renameColumn(table: Relation, from: string, to: string): void {
  const column = table.columns.get(from);
  if (column === undefined) return;
  table.columns.delete(from);
  table.columns.set(to, Object.assign(column, { name: to }));
  if (table.distribution?.column === from)
    table.distribution = { ...table.distribution, column: to };
  const renamed = (name: string) => (name === from ? to : name);
  for (const constraint of table.constraints.values())
    constraint.columns = constraint.columns.map(renamed);
  for (const index of table.indexes.values())
    index.columns = index.columns.map((one) =>
      one.name === undefined ? one : { ...one, name: renamed(one.name) },
    );
}

/** Foreign keys lead to a table, and views read one, whatever it is called. */
function moveRelation(schema: Schema, relation: Relation, to: Partial<RelationName>): void {
  const [keys, views] = [schema.referencing(relation), schema.viewsOver(relation)];
  const before = keyOf(relation);
  schema.remove(relation);
  Object.assign(relation, to);
  schema.add(relation);
  const { id, schema: at, name } = relation;
  const now = { id, schema: at, name };
  for (const { table, constraint } of keys)
    schema.putConstraint(table, {
      ...constraint,
      references: { ...constraint.references!, table: now },
    });
  for (const view of views) {
    const relations = view.reads!.relations.map((one) => (keyOf(one) === before ? now : one));
    view.reads = { ...view.reads!, relations };
    schema.add(view);
  }
}

/** A constraint has the name of its index. */
function renameIndex(schema: Schema, name: RelationName, to: string): void {
  const found = schema.index(name);
  if (found === undefined) return;
  const { indexes, constraints } = schema.owned(found.table);
  const index = indexes.get(found.index.name)!;
  if (index.constraint !== undefined && constraints.has(index.constraint))
    return renamePart(schema, found.table, {
      objectKind: "CONSTRAINT",
      from: index.constraint,
      to,
    });
  indexes.delete(index.name);
  schema.putIndex(found.table, Object.assign(index, { name: to }));
}

/** Columns and domains are of a type, whatever it is called. */
function moveType(schema: Schema, type: Type | undefined, to: Partial<RelationName>): void {
  if (type === undefined) return;
  const isOf = (one: TypeSummary | undefined) => one && schema.type(one) === type;
  const columns = [...schema.relations.view().values()].flatMap((table) =>
    [...table.columns.values()]
      .filter((column) => isOf(column.type))
      .map(({ name }) => [table, name] as const),
  );
  const domains = [...schema.types.view().values()].filter(({ base }) => isOf(base));
  schema.types.delete(keyOf(type));
  Object.assign(type, to);
  schema.types.set(keyOf(type), type);
  const moved = (one: TypeSummary) => ({ ...one, ...to });
  for (const [table, name] of columns) {
    const column = schema.ensure(table).columns.get(name)!;
    column.type = moved(column.type!);
  }
  for (const one of domains) {
    const domain = schema.type(one)!;
    domain.base = moved(domain.base!);
  }
}

/** Triggers call a function, whatever it is called. */
function renameRoutine(schema: Schema, name: RelationName, to: string): void {
  const known = schema.routinesNamed(name);
  const [first] = known;
  if (first === undefined) return;
  schema.putRoutines(keyOf(first), []);
  schema.putRoutines(
    keyOf({ schema: first.schema, name: to }),
    known.map((one) => ({ ...one, name: to })),
  );
  for (const table of schema.relations.view().values())
    for (const trigger of table.triggers.values())
      if (trigger.function === first.name)
        schema.ensure(table).triggers.set(trigger.name, { ...trigger, function: to });
}

function renameSchema(schema: Schema, from: string, to: string): void {
  const origin = schema.schemas.get(from);
  if (origin !== undefined) schema.schemas.set(to, origin);
  schema.schemas.delete(from);
  if (schema.distributedSchemas.delete(from)) schema.distributedSchemas.add(to);
  for (const relation of [...schema.relations.values()])
    if (relation.schema === from) moveRelation(schema, relation, { schema: to });
  for (const type of [...schema.types.values()])
    if (type.schema === from) moveType(schema, type, { schema: to });
}

/** SET SCHEMA. */
export function setSchema(
  schema: Schema,
  { objectKind, object, to }: ActionOf<"set-schema">,
): void {
  const relation = isRelationKind(objectKind) ? schema.relation(object) : undefined;
  if (relation !== undefined) moveRelation(schema, relation, { schema: to });
  else if (isTypeKind(objectKind)) moveType(schema, schema.type(object), { schema: to });
}
