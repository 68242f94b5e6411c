import { shownType } from "../sql/statement/index.ts";
import { type Pair, pairs, unlikeRelations } from "./difference.ts";
import { keyOf, type Column, type Constraint, type FullName, type Relation } from "./objects.ts";
import { propertiesOf, type Properties } from "./properties.ts";
import type { Schema } from "./schema.ts";

/** What became of something between two states of a schema. */
export type ChangeKind = "added" | "dropped" | "changed" | "same";

/** A table or view, as it is before and after. */
export interface TableChange extends FullName {
  readonly kind: Relation["kind"];
  readonly change: ChangeKind;
  /** Its name before, where that was another one. */
  readonly was?: FullName;
  /** In their order; those that were dropped where they were. */
  readonly columns: readonly ColumnChange[];
  /** Its foreign keys. */
  readonly references: readonly ReferenceChange[];
  /** What else is a part of it, and was added, dropped or changed. */
  readonly parts: readonly PartChange[];
}

export interface ColumnChange {
  readonly name: string;
  readonly change: ChangeKind;
  readonly before?: ColumnState;
  readonly after?: ColumnState;
}

/** A column as far as the migrations show. */
export interface ColumnState {
  /** As people write it. */
  readonly type?: string;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  readonly identity: boolean;
  readonly generated: boolean;
  /** Whether it is in the primary key. */
  readonly isKey: boolean;
}

export interface ReferenceChange {
  readonly name: string;
  readonly change: ChangeKind;
  readonly columns: readonly string[];
  readonly to: FullName;
  /** Whether all rows are known to satisfy it. */
  readonly valid: boolean;
}

interface PartChange {
  readonly kind: "index" | "unique" | "check" | "exclusion" | "trigger" | "policy";
  readonly name: string;
  readonly change: ChangeKind;
  /** The columns that it names. */
  readonly columns: readonly string[];
}

/**
 * The tables and views that two states of a schema disagree on, and those that they refer to, which are the same; in the order of
 * their names.
 */
export function tableChanges(before: Schema, after: Schema): TableChange[] {
  const touched = pairs(before, after)
    .filter(([one, other]) => (one ?? other)?.kind !== "sequence")
    .filter((pair) => unlikeRelations(pair).length > 0);
  const tables = touched.map(tableChange);
  const names = new Set(tables.map(keyOf));
  const neighbours = new Map(
    tables
      .flatMap(({ references }) => references.map(({ to }) => to))
      .filter((to) => !names.has(keyOf(to)))
      .map((to) => [keyOf(to), neighbour(to, after)]),
  );
  return [...tables, ...neighbours.values()].toSorted((one, other) =>
    keyOf(one) < keyOf(other) ? -1 : 1,
  );
}

function tableChange([one, other]: Pair): TableChange {
  const relation = (other ?? one)!;
  const { schema, name, kind } = relation;
  const isRenamed = one && other && keyOf(one) !== keyOf(other);
  return {
    ...{ schema, name, kind, change: changeOf(one, other) },
    ...(isRenamed && { was: { schema: one.schema, name: one.name } }),
    columns: columnChanges(one, other),
    references: referenceChanges(one, other),
    parts: partChanges(one, other),
  };
}

/** What is only known by what is done to it was there all the same. */
function changeOf(before: Relation | undefined, after: Relation | undefined): ChangeKind {
  if (after === undefined) return "dropped";
  return before === undefined && after.isCreated ? "added" : "changed";
}

function neighbour(name: FullName, schema: Schema): TableChange {
  const relation = schema.relations.get(keyOf(name));
  return {
    ...{ schema: name.schema, name: name.name, kind: relation?.kind ?? "table", change: "same" },
    columns: columnChanges(relation, relation),
    references: [],
    parts: [],
  };
}

/** Parts by their names: those of after, each followed by those that were dropped behind it. */
function changes<Part, Told extends { readonly change: ChangeKind }>(
  one: ReadonlyMap<string, Part>,
  other: ReadonlyMap<string, Part>,
  tell: (before: Part | undefined, after: Part | undefined) => Told,
): Told[] {
  const order = [...other.keys()];
  const names = [...one.keys()];
  for (const [index, name] of names.entries())
    if (!other.has(name)) order.splice(order.indexOf(names[index - 1] ?? "") + 1, 0, name);
  return order.map((name) => tell(one.get(name), other.get(name)));
}

/** What became of a part, whose properties say whether it is the same. */
function partChange<Part>(
  before: Part | undefined,
  after: Part | undefined,
  properties: (part: Part) => Properties,
): ChangeKind {
  if (before === undefined) return "added";
  if (after === undefined) return "dropped";
  return JSON.stringify(properties(before)) === JSON.stringify(properties(after))
    ? "same"
    : "changed";
}

function columnChanges(one: Relation | undefined, other: Relation | undefined): ColumnChange[] {
  const [before, after] = [partsOf(one).columns, partsOf(other).columns];
  const [keyBefore, keyAfter] = [keyColumns(one), keyColumns(other)];
  return changes(before, after, (column, now) => {
    const { name } = (now ?? column)!;
    const state = {
      ...(column && { before: columnState(column, keyBefore) }),
      ...(now && { after: columnState(now, keyAfter) }),
    };
    const change = partChange(column, now, propertiesOf.column);
    const isKeyChanged = state.before?.isKey !== state.after?.isKey;
    return { name, change: change === "same" && isKeyChanged ? "changed" : change, ...state };
  });
}

const nothing: Pick<Relation, "columns" | "constraints" | "indexes" | "triggers" | "policies"> = {
  ...{ columns: new Map(), constraints: new Map(), indexes: new Map() },
  ...{ triggers: new Map(), policies: new Map() },
};

function partsOf(relation: Relation | undefined): typeof nothing {
  return relation ?? nothing;
}

function keyColumns(relation: Relation | undefined): readonly string[] {
  const constraints = [...partsOf(relation).constraints.values()];
  return constraints.find(({ kind }) => kind === "primary-key")?.columns ?? [];
}

function columnState(column: Column, key: readonly string[]): ColumnState {
  const { name, type, notNull, identity, generated } = column;
  return {
    ...(type && { type: shownType(type) }),
    ...{ notNull, hasDefault: column.default !== undefined, identity },
    generated: generated !== undefined,
    isKey: key.includes(name),
  };
}

function referenceChanges(
  one: Relation | undefined,
  other: Relation | undefined,
): ReferenceChange[] {
  return changes(foreignKeys(one), foreignKeys(other), (before, after) => {
    const { name, columns, references, valid } = (after ?? before)!;
    const { schema, name: to } = references!.table;
    const change = partChange(before, after, propertiesOf.constraint);
    return { name, change, columns, to: { schema, name: to }, valid };
  });
}

function foreignKeys(relation: Relation | undefined): ReadonlyMap<string, Constraint> {
  return new Map([...partsOf(relation).constraints].filter(([, { references }]) => references));
}

/** Nothing is said of what goes with a table that is dropped. */
function partChanges(one: Relation | undefined, other: Relation | undefined): PartChange[] {
  if (other === undefined) return [];
  const before = partsOf(one);
  return [
    ...partsLike("index", ownIndexes(before), ownIndexes(other), propertiesOf.index),
    ...otherKinds.flatMap((kind) =>
      partsLike(kind, ofKind(before, kind), ofKind(other, kind), propertiesOf.constraint),
    ),
    ...partsLike("trigger", before.triggers, other.triggers, propertiesOf.trigger),
    ...partsLike("policy", policiesOf(before), policiesOf(other), propertiesOf.policy),
  ];
}

interface NamedPart {
  readonly name: string;
  readonly columns: readonly (string | { readonly name?: string })[];
}

function partsLike<Part extends NamedPart>(
  kind: PartChange["kind"],
  one: ReadonlyMap<string, Part>,
  other: ReadonlyMap<string, Part>,
  properties: (part: Part) => Properties,
): PartChange[] {
  const all = changes(one, other, (before, after) => {
    const { name, columns } = (after ?? before)!;
    const named = columns.flatMap((column) =>
      typeof column === "string" ? column : (column.name ?? []),
    );
    return { kind, name, columns: named, change: partChange(before, after, properties) };
  });
  return all.filter(({ change }) => change !== "same");
}

const otherKinds = ["unique", "check", "exclusion"] as const;

function ofKind(
  { constraints }: Pick<Relation, "constraints">,
  wanted: Constraint["kind"],
): ReadonlyMap<string, Constraint> {
  return new Map([...constraints].filter(([, { kind }]) => kind === wanted));
}

/** Those of constraints go with them. */
function ownIndexes({ indexes }: Pick<Relation, "indexes">) {
  return new Map([...indexes].filter(([, { constraint }]) => constraint === undefined));
}

function policiesOf({ policies }: Pick<Relation, "policies">) {
  return new Map([...policies].map(([name, { columns }]) => [name, { name, columns }]));
}
