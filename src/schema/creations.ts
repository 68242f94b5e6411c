import {
  inputsOf,
  type ActionOf,
  type CreateTable,
  type RelationName,
} from "../sql/statement/index.ts";
import type { Appliers } from "./applier.ts";
import { addColumn, addConstraint } from "./constraints.ts";
import { setOwner } from "./sequences.ts";
import { withoutRepeatedKeys } from "./repeated-keys.ts";
import { copyColumns, copyLike } from "./copied-table.ts";
import { constraintName, indexName } from "./made-names.ts";
import {
  keyOf,
  plainColumns,
  type Index,
  type Origin,
  type Relation,
  type Type,
} from "./objects.ts";
import { isSameIndex } from "./same-index.ts";
import { emptyRelation } from "./relations.ts";
import type { Schema } from "./schema.ts";

/** CREATE. What is guarded and there already stays as it is. */
export const creations: Appliers = {
  "create-table": createTable,
  "create-table-as"(schema, { relation, materialized, temporary, withData, query }, origin) {
    const name = place(schema, relation, temporary);
    if (schema.relations.has(keyOf(name))) return;
    schema.add(
      emptyRelation(name, {
        kind: materialized ? "materialized view" : "table",
        temporary,
        origin,
        hasAllColumns: false,
        ...(materialized && { reads: reads(schema, query), isPopulated: withData }),
      }),
    );
  },
  "create-view"(schema, { relation, temporary, columns, query }, origin) {
    const name = place(schema, relation, temporary);
    const before = schema.relations.get(keyOf(name));
    const output = columns.length > 0 ? columns : query.output;
    const isKnown = !query.selectsStar && output.every((one) => one !== undefined);
    schema.add(
      emptyRelation(name, {
        kind: "view",
        temporary,
        origin: before?.origin ?? origin,
        hasAllColumns: false,
        reads: reads(schema, query),
        ...(isKnown && { output: output as string[] }),
      }),
    );
  },
  "create-index": createIndex,
  "create-trigger"(schema, { relation, name, constraint, function: called, columns }) {
    const table = schema.ensure(relation);
    table.triggers.set(name, { name, constraint, function: called.name, columns });
  },
  "create-policy"(schema, { relation, name, columns, functions }) {
    const called = functions.map((one) => one.name);
    schema.ensure(relation).policies.set(name, { columns, functions: called });
  },
  "alter-policy"(schema, { relation, name }) {
    schema.ensure(relation).policies.set(name, { columns: [], functions: [] });
  },
  "create-sequence"(schema, { relation, temporary, ownedBy }, origin) {
    const name = place(schema, relation, temporary);
    if (schema.relations.has(keyOf(name))) return;
    const sequence = emptyRelation(name, { kind: "sequence", temporary, origin });
    schema.add(sequence);
    if (ownedBy !== undefined) setOwner(schema, sequence, ownedBy);
  },
  "create-schema"(schema, { name }, origin) {
    if (schema.schemas.has(name)) return;
    schema.schemas.set(name, origin);
    if (schema.settings.isOn("citus.enable_schema_based_sharding"))
      schema.distributedSchemas.add(name);
  },
  "create-extension"(schema, { name }, origin) {
    if (!schema.extensions.has(name)) schema.extensions.set(name, origin);
  },
  "create-type"(schema, { name, form, values }, origin) {
    addType(schema, name, { form, values: [...values], constrained: false, origin });
  },
  "create-domain"(schema, { name, base, notNull, checks }, origin) {
    const constrained = notNull || checks.length > 0;
    addType(schema, name, { form: "domain", values: [], base, constrained, origin });
  },
  "create-function": createFunction,
};

/** Where something that is created comes to be: without a schema, in the first of the search path. */
function place(
  schema: Schema,
  { schema: written, name }: { readonly schema?: string; readonly name: string },
  temporary = false,
) {
  return { schema: temporary ? "pg_temp" : (written ?? schema.path[0] ?? "public"), name };
}

/** A table of which nothing but its name is known. */
export function createTableByName(schema: Schema, written: RelationName, origin: Origin): void {
  const name = place(schema, written);
  if (schema.relations.get(keyOf(name))?.isCreated) return;
  schema.add(emptyRelation(name, { kind: "table", origin, hasAllColumns: false }));
}

function createTable(schema: Schema, action: CreateTable, origin: Origin): void {
  const name = place(schema, action.relation, action.temporary);
  if (schema.relations.get(keyOf(name))?.isCreated) return;
  const parent = action.partitionOf && schema.ensure(action.partitionOf);
  const table = schema.add(
    emptyRelation(name, {
      kind: action.foreign ? "foreign table" : "table",
      temporary: action.temporary,
      origin,
      hasAllColumns: !action.ofType && action.inherits.length + action.like.length === 0,
      ...(action.partitionBy && { partitionBy: action.partitionBy }),
      ...(parent && { parent, isDefault: action.isDefault }),
    }),
  );
  if (parent !== undefined) becomePartition(schema, table, parent);
  for (const one of action.inherits) copyColumns(schema.relation(one), table);
  for (const like of action.like) copyLike(schema, like, table, origin);
  const { columns, constraints } = withoutRepeatedKeys(action);
  for (const column of columns) addColumn(schema, table, column, origin);
  for (const constraint of constraints) addConstraint(schema, table, constraint, origin);
}

function becomePartition(schema: Schema, table: Relation, parent: Relation): void {
  parent.partitions.push(table);
  copyColumns(parent, table);
  for (const index of parent.indexes.values()) addIndexOfParent(schema, table, index);
}

/** An index of a partitioned table is there on each partition, under a name of its own. */
function addIndexOfParent(schema: Schema, partition: Relation, index: Index): void {
  const { parent } = partition;
  const name =
    index.constraint === undefined
      ? indexName(partition, index)
      : constraintName(partition, {
          kind: parent?.constraints.get(index.constraint)?.kind ?? "unique",
          columns: plainColumns(index),
        });
  schema.putIndex(partition, { ...index, name });
}

function createIndex(schema: Schema, action: ActionOf<"create-index">, origin: Origin): void {
  const table = schema.ensure(action.relation);
  const name = action.name ?? indexName(table, action);
  if (table.indexes.has(name)) return;
  const { unique, method, columns, include, where, nullsNotDistinct } = action;
  const index: Index = {
    name,
    unique,
    method,
    columns: [...columns],
    include,
    ...(where && { where }),
    nullsNotDistinct,
    origin,
  };
  schema.putIndex(table, index);
  if (!action.only)
    for (const partition of table.partitions)
      if (!hasIndexLike(partition, index)) addIndexOfParent(schema, partition, index);
}

/** One that is there already is attached to that of the parent. */
function hasIndexLike({ indexes }: Relation, index: Index): boolean {
  return [...indexes.values()].some((one) => isSameIndex(one, index));
}

function reads(schema: Schema, query: ActionOf<"create-view">["query"]) {
  const { columns, selectsStar } = query;
  const relations = query.relations.map((name) => schema.reference(name));
  return { relations, columns, selectsStar, functions: query.functions.map(({ name }) => name) };
}

function addType(
  schema: Schema,
  name: { readonly schema?: string; readonly name: string },
  fields: Omit<Type, "schema" | "name">,
): void {
  const full = place(schema, name);
  if (!schema.types.has(keyOf(full))) schema.types.set(keyOf(full), { ...full, ...fields });
}

function createFunction(schema: Schema, action: ActionOf<"create-function">, origin: Origin): void {
  const full = place(schema, action.name);
  const known = schema.routines.get(keyOf(full)) ?? [];
  const before = known.find((one) => inputTypes(one) === inputTypes(action));
  const routine = {
    ...full,
    arguments: action.arguments,
    ...(action.returns !== undefined && { returns: action.returns }),
    volatility: action.volatility,
    language: action.language,
    securityDefiner: action.securityDefiner,
    settings: action.settings,
    ...(action.body !== undefined && { body: action.body }),
    ...(action.returned && { returned: action.returned }),
    origin: before?.origin ?? origin,
  };
  schema.putRoutines(keyOf(full), [...known.filter((one) => one !== before), routine]);
}

/** What distinguishes one overload of a function from another. */
export function inputTypes(routine: Pick<ActionOf<"create-function">, "arguments">): string {
  return inputsOf(routine)
    .map(({ type }) => type)
    .join(", ");
}
