import {
  type Definition,
  definitionOf,
  type Definitions,
  definitionKey,
  propertyOf,
} from "../digest/definitions.ts";
import type { Catalog } from "../read.ts";
import { ofAccess } from "./access.ts";
import { comesFrom, ofColumns } from "./columns.ts";
import { ofDistribution } from "./distribution.ts";
import { withCommonGroups } from "./distributed-tables.ts";
import type { PropertyKind, WholeKind } from "./kind.ts";
import { ofForeign } from "./foreign.ts";
import { wholeKinds, ofConstraints, ofWholes } from "./objects.ts";
import { ofRelations } from "./relations.ts";
import { lastPart, withoutLast } from "./text.ts";

const propertyKinds = [
  ...ofColumns,
  ...ofRelations,
  ...ofConstraints,
  ...ofForeign,
  ...ofWholes,
  ...ofAccess,
  ...ofDistribution,
];

/** A property that differs between two catalogs, of which their facts do not know. */
export interface ChangedProperty {
  readonly kind: PropertyKind;
  readonly name: string;
  readonly definition: Definition;
  readonly was: string | undefined;
  readonly is: string | undefined;
}

/** What steps that run before do to objects, by their names. */
export interface Made {
  readonly names: ReadonlySet<string>;
  /** Columns that get another type. */
  readonly retyped: ReadonlySet<string>;
}

const nothing: Made = { names: new Set(), retyped: new Set() };

/** The properties that differ, of objects that both catalogs have; with steps, those that will when these have run. */
export function changedProperties(from: Catalog, to: Catalog, made = nothing): ChangedProperty[] {
  const [before, after] = withCommonGroups(from, to).map(knownIn) as [Knowns, Knowns];
  const isThere = presence(from, to);
  const isMade = made.names.size + made.retyped.size > 0;
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    if (!isMade && was !== undefined && was.value === is?.value) return [];
    const { kind, definition } = (is ?? was)!;
    const isNew = isAnew(definition, made, to) || isNewNotNull(definition, from);
    if (isNew || (kind.isOfType && isRetyped(definition, made))) return newProperty(is);
    return isThere(definition) ? changedProperty(was, is) : [];
  });
  return changes.toSorted((one, other) => rank(one) - rank(other));
}

/** A NOT NULL constraint is there before it has its name, and has that before it is told anything by it. */
function rank({ kind, name, is }: ChangedProperty): number {
  if (name === "NOT NULL" && is === "true") return -1;
  const place = ofConstraints.indexOf(kind);
  return place === -1 ? ofConstraints.length : place;
}

/** What an object that is made anew has to be given. */
function newProperty(is: Known | undefined): ChangedProperty[] {
  if (is === undefined || is.isUsual || is.kind.isOnlyChanged) return [];
  return [{ ...is, was: undefined, is: is.value }];
}

function changedProperty(was: Known | undefined, is: Known | undefined): ChangedProperty[] {
  const known = (is ?? was)!;
  const isOnOneSide = was === undefined || is === undefined;
  if (was?.value === is?.value || known.kind.isOnlyAnew) return [];
  if (known.kind.isOnlyChanged && isOnOneSide) return [];
  if ((was?.isUsual ?? true) && (is?.isUsual ?? true)) return [];
  return [{ ...known, was: was?.value, is: is?.value }];
}

interface Known extends Pick<ChangedProperty, "kind" | "name" | "definition"> {
  /** Undefined where the object is to lack it. */
  readonly value: string | undefined;
  readonly isUsual: boolean;
}

type Knowns = ReadonlyMap<string, Known>;

/** What is known of catalogs: the one after a migration is the one before the next. */
const knowns = new WeakMap<Catalog, Knowns>();

function knownIn(side: Catalog): Knowns {
  const known = knowns.get(side) ?? readKnowns(side);
  knowns.set(side, known);
  return known;
}

function readKnowns(side: Catalog): Knowns {
  const shapes = new Shapes();
  const all = [...side.definitions.values()].flatMap((definition) =>
    shapes.namedIn(definition).flatMap(({ kind, name }): [string, Known][] => {
      const { object, aspect, properties } = definition;
      const value = aspect === undefined ? properties[name] : firstOf(properties);
      if (!(value || kind.isLacking?.(definition, side))) return [];
      if (!(kind.isUnknown?.(definition, side) ?? true)) return [];
      const known = { kind, name, definition, value: value || undefined };
      const isUsual = kind.isUsual?.(definition, side) ?? false;
      return [[`${definitionKey(object)} ${name}`, { ...known, isUsual }]];
    }),
  );
  return new Map(all);
}

/** The kinds of properties that definitions have, found once for all of one shape. */
class Shapes {
  readonly #named = new Map<string, readonly Named[]>();

  /** An aspect with an entry of its own has the property of the entry. */
  namedIn({ object, aspect, properties }: Definition): readonly Named[] {
    const names = aspect === undefined ? Object.keys(properties) : [aspect];
    const shape = [object.kind, ...names].join("\n");
    const named = this.#named.get(shape) ?? namedKinds(object.kind, names);
    this.#named.set(shape, named);
    return named;
  }
}

interface Named {
  readonly kind: PropertyKind;
  readonly name: string;
}

function namedKinds(object: string, names: readonly string[]): Named[] {
  return propertyKinds.flatMap((kind) => {
    const name = kind.of.test(object) ? names.find((one) => kind.name.test(one)) : undefined;
    return name === undefined ? [] : [{ kind, name }];
  });
}

function firstOf(properties: Definition["properties"]): string | undefined {
  return Object.values(properties).find((value) => value !== null) ?? undefined;
}

/** Whether both catalogs have the object, or it is the system's, which digests leave out. */
function presence(from: Catalog, to: Catalog): (definition: Definition) => boolean {
  const [before, after] = [namesIn(from), namesIn(to)];
  return ({ object: { kind, name, on } }) => {
    const whole = on === undefined ? name : `${name} on ${on}`;
    const comesAlong = kind === "sequence" && after.has(whole); // of an identity
    return comesAlong || before.has(whole) === after.has(whole);
  };
}

function namesIn({ definitions }: Catalog): Set<string> {
  const whole = [...definitions.values()].filter(({ aspect }) => aspect === undefined);
  return new Set(
    whole.map(({ object: { name, on } }) => (on === undefined ? name : `${name} on ${on}`)),
  );
}

/** Whether the steps make the object, or what it is a part of. */
function isAnew({ object, properties }: Definition, { names }: Made, side: Catalog): boolean {
  const { kind, name, on } = object;
  const indexed =
    kind === "index" ? propertyOf(object, "table", side.definitions) : properties["table"];
  const table = on ?? indexed ?? (kind === "column" ? withoutLast(name) : undefined);
  const candidates = [
    name,
    table,
    `${lastPart(name)} on ${table}`,
    `${table}.${name.replace("NOT NULL of ", "")}`,
    originIn(side, kind === "column" ? name : `${table}.${name.replace("NOT NULL of ", "")}`),
  ];
  return candidates.some((one) => one !== undefined && names.has(one));
}

/** SET NOT NULL makes a constraint that nothing is said of yet. */
function isNewNotNull({ object, properties }: Definition, from: Catalog): boolean {
  const isOwn = object.name.startsWith("NOT NULL of ") && properties["inheritance"] === "0";
  return isOwn && !from.definitions.has(definitionKey(object));
}

/** The parent's column, of one that its table inherits. */
function originIn(side: Catalog, name: string): string | undefined {
  const column = definitionOf({ kind: "column", name }, side.definitions);
  return column && comesFrom(column, side);
}

function isRetyped({ object }: Definition, { retyped }: Made): boolean {
  return retyped.has(object.name);
}

/** Statements about an object that facts do not know. */
export interface ObjectChange {
  readonly definition: Definition;
  readonly sql: readonly string[];
  readonly isUsed: boolean;
  /** Whether it is made, or made again; otherwise it is changed. */
  readonly isMade: boolean;
}

/** Objects that facts do not know: those that go, and those that are made or changed. */
export interface ObjectChanges {
  readonly gone: readonly ObjectChange[];
  readonly given: readonly ObjectChange[];
}

/** @param losesGround whether steps take away, for a moment or for good, what the object cannot be without */
export function objectChanges(
  from: Catalog,
  to: Catalog,
  made: Made,
  losesGround: (definition: Definition) => boolean,
): ObjectChanges {
  const names = namesIn(to);
  const isThere = ({ object: { on }, properties }: Definition) => {
    const table = on ?? properties["table"];
    return !table || names.has(table);
  };
  const changes = wholeKinds.map((kind) => {
    const isUsed = kind.isUsed ?? false;
    const falls = (one: Definition) => !isUsed && isAnew(one, made, to);
    const isAgain = (one: Definition) =>
      losesGround(one) || changeIn(kind, one, from, to) === undefined;
    return {
      gone: ofKind(kind.of, from.definitions)
        .filter((one) => isThere(one) && !falls(one))
        .filter((one) => isOnlyIn(one, from, to) || (kind.create !== undefined && isAgain(one)))
        .map((definition) => ({
          definition,
          sql: kind.drop(definition, to),
          isUsed,
          isMade: false,
        })),
      given: ofKind(kind.of, to.definitions).map((definition) => {
        const isMade = falls(definition) || isOnlyIn(definition, to, from) || isAgain(definition);
        const sql = isMade ? kind.create?.(definition, to) : changeIn(kind, definition, from, to);
        return { definition, sql: sql ?? [], isUsed, isMade };
      }),
    };
  });
  return {
    gone: changes.flatMap(({ gone }) => gone),
    given: changes.flatMap(({ given }) => given),
  };
}

function isOnlyIn({ object }: Definition, here: Catalog, there: Catalog): boolean {
  const key = definitionKey(object);
  return here.definitions.has(key) && !there.definitions.has(key);
}

/** What makes an object that both catalogs have another one, where it need not be made anew. */
function changeIn(
  { change }: WholeKind,
  { object }: Definition,
  from: Catalog,
  to: Catalog,
): readonly string[] | undefined {
  const [was, is] = [from, to].map(({ definitions }) => definitionOf(object, definitions));
  if (was === undefined || is === undefined || textOf(was) === textOf(is)) return [];
  return change?.(was, is, from, to);
}

/** All that has no statement of its own for it, as an owner has. */
function textOf({ properties: { owner: _, ...others } }: Definition): string {
  return JSON.stringify(others);
}

function ofKind(kind: string, definitions: Definitions): Definition[] {
  return [...definitions.values()].filter(
    ({ object, aspect }) => object.kind === kind && aspect === undefined,
  );
}
