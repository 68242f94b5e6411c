import { inputTypes } from "./creations.ts";
import {
  keyOf,
  plainColumns,
  type Column,
  type Constraint,
  type FullName,
  type Index,
  type Relation,
  type Routine,
  type Type,
} from "./objects.ts";
import { propertiesOf, type Properties } from "./properties.ts";
import { emptyRelation } from "./relations.ts";
import type { Schema } from "./schema.ts";
import { unlikeEntries } from "./shared-map.ts";

/** An object by its name. */
interface SchemaObject extends FullName {
  readonly kind:
    | Relation["kind"]
    | "column"
    | "constraint"
    | "index"
    | "trigger"
    | "policy"
    | "type"
    | "domain"
    | "function"
    | "schema"
    | "extension";
  /** The relation that it is a part of. */
  readonly on?: string;
}

/** Something that two schema states disagree on. */
export type SchemaDifference =
  | { readonly kind: "only-in-first" | "only-in-second"; readonly object: SchemaObject }
  | {
      readonly kind: "changed";
      readonly object: SchemaObject;
      readonly property: string;
      /** What the states have, to be compared and not to be shown. */
      readonly first: string;
      readonly second: string;
    };

/**
 * What two schema states disagree on, as far as both know. What both have is called by its name in the first. Of what only one
 * has, nothing is said of its parts; nor of constraints and indexes on a column that only one has. Temporary relations and the
 * origins of things do not count.
 */
export function difference(one: Schema, other: Schema): SchemaDifference[] {
  return [
    ...unlikeKeys("schema", one.schemas, other.schemas),
    ...unlikeDistributedSchemas(one, other),
    ...unlikeKeys("extension", one.extensions, other.extensions),
    ...unlikeTypes(one, other),
    ...unlikeRoutines(one, other),
    ...pairs(one, other).flatMap(unlikeRelations),
  ];
}

function unlikeKeys(
  kind: "schema" | "extension",
  one: ReadonlyMap<string, unknown>,
  other: ReadonlyMap<string, unknown>,
): SchemaDifference[] {
  const lacking = (from: typeof one, to: typeof one, only: OnlyIn) =>
    [...from.keys()]
      .filter((name) => !to.has(name))
      .map((name): SchemaDifference => ({ kind: only, object: { kind, schema: name, name } }));
  return [...lacking(one, other, "only-in-first"), ...lacking(other, one, "only-in-second")];
}

/** Of schemas that both have. */
function unlikeDistributedSchemas(one: Schema, other: Schema): SchemaDifference[] {
  const inBoth = [
    ...one.schemas.keys(),
    ...one.distributedSchemas,
    ...other.distributedSchemas,
  ].filter((name) => one.schemas.has(name) === other.schemas.has(name));
  const state = ({ distributedSchemas }: Schema, name: string) =>
    distributedSchemas.has(name) ? "distributed" : "local";
  return [...new Set(inBoth)].flatMap((name) =>
    changes(
      { kind: "schema", schema: name, name },
      { distribution: state(one, name) },
      { distribution: state(other, name) },
    ),
  );
}

type OnlyIn = "only-in-first" | "only-in-second";

function unlikeTypes(one: Schema, other: Schema): SchemaDifference[] {
  const kind = ({ form }: Type) => (form === "domain" ? "domain" : "type");
  return unlikeParts(...one.types.unlike(other.types), {
    object: (type) => ({ kind: kind(type), schema: type.schema, name: type.name }),
    properties: propertiesOf.type,
  });
}

function unlikeRoutines(one: Schema, other: Schema): SchemaDifference[] {
  const [first, second] = unlikeEntries(one.routines, other.routines);
  return unlikeParts(overloads(first), overloads(second), {
    object: ({ schema, name }) => ({ kind: "function", schema, name }),
    properties: propertiesOf.routine,
  });
}

function overloads(routines: ReadonlyMap<string, readonly Routine[]>): Map<string, Routine> {
  const all = [...routines.values()].flat();
  return new Map(all.map((one) => [`${keyOf(one)}(${inputTypes(one)})`, one]));
}

interface Reading<Part> {
  readonly object: (part: Part) => SchemaObject;
  readonly properties: (part: Part) => Properties;
}

/** SchemaDifferences of things that are known by their keys. */
function unlikeParts<Part>(
  one: ReadonlyMap<string, Part>,
  other: ReadonlyMap<string, Part>,
  { object, properties }: Reading<Part>,
): SchemaDifference[] {
  if (one === other) return [];
  const first = [...one].flatMap(([key, part]): SchemaDifference[] => {
    const counterpart = other.get(key);
    if (counterpart === undefined) return [{ kind: "only-in-first", object: object(part) }];
    if (isCopy(part, counterpart)) return [];
    return changes(object(part), properties(part), properties(counterpart));
  });
  const second = [...other]
    .filter(([key]) => !one.has(key))
    .map(([, part]): SchemaDifference => ({ kind: "only-in-second", object: object(part) }));
  return [...first, ...second];
}

/** Whether two parts hold the very same values, as they do in clones until one of them is changed. */
function isCopy<Part>(one: Part, other: Part): boolean {
  if (one === other) return true;
  for (const key in one) if (one[key] !== other[key]) return false;
  for (const key in other) if (!(key in (one as object))) return false;
  return true;
}

function changes(object: SchemaObject, one: Properties, other: Properties): SchemaDifference[] {
  return Object.entries(one).flatMap(([property, first]) => {
    const second = other[property]!;
    return first === second ? [] : [{ kind: "changed" as const, object, property, first, second }];
  });
}

/** A relation as it is in both states. */
export type Pair = readonly [one: Relation | undefined, other: Relation | undefined];

/** Relations that are the same whatever they are called by now, then those of the same name. */
export function pairs(one: Schema, other: Schema): Pair[] {
  const [first, second] = one.relations.unlike(other.relations);
  const byId = new Map(lasting(second).map((relation) => [relation.id, relation]));
  const rest = new Set(byId.values());
  const found = lasting(first).map((relation): [Relation, Relation | undefined] => {
    const same = byId.get(relation.id);
    if (same) rest.delete(same);
    return [relation, same];
  });
  for (const pair of found) {
    const namesake = pair[1] === undefined ? second.get(keyOf(pair[0])) : undefined;
    const isAlike = namesake && (namesake.isCreated || !pair[0].isCreated);
    if (isAlike && rest.delete(namesake)) pair[1] = namesake;
  }
  return [...found, ...Array.from(rest, (relation): Pair => [undefined, relation])];
}

/** Temporary ones do not count. */
function lasting(relations: ReadonlyMap<string, Relation>): Relation[] {
  return [...relations.values()].filter(
    ({ temporary, schema }) => !temporary && schema !== "pg_temp",
  );
}

/** What the two states of a relation disagree on. */
export function unlikeRelations([one, other]: Pair): SchemaDifference[] {
  if (one === undefined)
    return other!.isCreated
      ? [{ kind: "only-in-second", object: relationObject(other!) }]
      : unlikeRelations([unknownLike(other!), other]);
  if (other === undefined) return [{ kind: "only-in-first", object: relationObject(one) }];
  if (isUntouched(one, other)) return [];
  return [
    ...changes(relationObject(one), propertiesOf.relation(one), {
      ...propertiesOf.relation(other),
      ...(readsTheSame(one, other) && { reads: propertiesOf.relation(one)["reads"]! }),
    }),
    ...(hasSameParts(one, other) ? [] : unlikeColumns(one, other)),
    ...unlikeParts(one.triggers, other.triggers, {
      object: ({ name }) => partOf(one, "trigger", name),
      properties: propertiesOf.trigger,
    }),
    ...unlikeParts(named(one.policies), named(other.policies), {
      object: ({ name }) => partOf(one, "policy", name),
      properties: propertiesOf.policy,
    }),
  ];
}

/** Whether both read tables of the same names, which may be made again since. */
function readsTheSame({ reads: one }: Relation, { reads: other }: Relation): boolean {
  return JSON.stringify(readable(one)) === JSON.stringify(readable(other));
}

function readable(reads: Relation["reads"]) {
  return { ...reads, relations: reads?.relations.map(keyOf) };
}

/** Whether both are clones that nothing was done to, as nearly all are. */
function isUntouched(one: Relation, other: Relation): boolean {
  return (
    hasSameParts(one, other) &&
    one.triggers === other.triggers &&
    one.policies === other.policies &&
    one.reads === other.reads &&
    one.output === other.output &&
    one.rowSecurity === other.rowSecurity &&
    one.distribution === other.distribution &&
    one.name === other.name &&
    one.schema === other.schema &&
    one.parent === undefined &&
    other.parent === undefined
  );
}

/** Clones share the parts that neither has changed. */
function hasSameParts(one: Relation, other: Relation): boolean {
  return (
    one.columns === other.columns &&
    one.constraints === other.constraints &&
    one.indexes === other.indexes
  );
}

function named(policies: Relation["policies"]) {
  return new Map([...policies].map(([name, { columns }]) => [name, { name, columns }]));
}

function relationObject({ kind, schema, name }: Relation): SchemaObject {
  return { kind, schema, name };
}

function partOf({ schema, name: on }: Relation, kind: SchemaObject["kind"], name: string) {
  return { kind, schema, name, on };
}

/** A relation that is only known by what is done to it, before that. */
function unknownLike(relation: Relation): Relation {
  const { id, kind, origin } = relation;
  return emptyRelation(relation, { id, kind, origin, isCreated: false, hasAllColumns: false });
}

/** Columns, and the constraints and indexes that do not go with one of them. */
function unlikeColumns(one: Relation, other: Relation): SchemaDifference[] {
  const others = one.id === other.id ? other.columns : withUnknown(other, one);
  const unlike = unlikeParts(withUnknown(one, other), others, {
    object: ({ name }) => partOf(one, "column", name),
    properties: propertiesOf.column,
  });
  const gone = unlike.flatMap(({ kind, object }) => (kind === "changed" ? [] : [object.name]));
  return [...unlike, ...unlikeConstraints(one, other, gone), ...unlikeIndexes(one, other, gone)];
}

function unlikeConstraints(
  one: Relation,
  other: Relation,
  gone: readonly string[],
): SchemaDifference[] {
  const isApart = ({ columns }: Constraint) => !columns.some((name) => gone.includes(name));
  return unlikeParts(kept(one.constraints, isApart), kept(other.constraints, isApart), {
    object: ({ name }) => partOf(one, "constraint", name),
    properties: propertiesOf.constraint,
  });
}

/** Those of constraints go with them. */
function unlikeIndexes(
  one: Relation,
  other: Relation,
  gone: readonly string[],
): SchemaDifference[] {
  const isApart = (index: Index) =>
    index.constraint === undefined && !plainColumns(index).some((name) => gone.includes(name));
  return unlikeParts(kept(one.indexes, isApart), kept(other.indexes, isApart), {
    object: ({ name }) => partOf(one, "index", name),
    properties: propertiesOf.index,
  });
}

function kept<Part>(
  parts: ReadonlyMap<string, Part>,
  isKept: (part: Part) => boolean,
): ReadonlyMap<string, Part> {
  return new Map([...parts].filter(([, part]) => isKept(part)));
}

/** The columns of a relation, with those that the other state only knows from what was done to them. */
function withUnknown(one: Relation, other: Relation): ReadonlyMap<string, Column> {
  if (one.columns === other.columns || one.hasAllColumns) return one.columns;
  const columns = new Map(one.columns);
  for (const [name, column] of other.columns)
    if (!columns.has(name) && column.origin === other.origin)
      columns.set(name, { name, notNull: false, identity: false, origin: one.origin });
  return columns;
}
