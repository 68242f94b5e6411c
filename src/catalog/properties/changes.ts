import {
  type Definition,
  definitionOf,
  type Definitions,
  definitionKey,
} from "../digest/definitions.ts";
import type { Catalog } from "../read.ts";
import { ofAccess } from "./access.ts";
import { ofColumns } from "./columns.ts";
import { ofDistribution } from "./distribution.ts";
import { withCommonGroups } from "./distributed-tables.ts";
import type { PropertyKind } from "./kind.ts";
import { ofForeign } from "./foreign.ts";
import { wholeKinds, ofConstraints } from "./objects.ts";
import { ofRelations } from "./relations.ts";
import { lastPart, withoutLast } from "./text.ts";

const propertyKinds = [
  ...ofColumns,
  ...ofRelations,
  ...ofConstraints,
  ...ofForeign,
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
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    const { kind, definition } = (is ?? was)!;
    if (isAnew(definition, made) || (kind.isOfType && isRetyped(definition, made)))
      return newProperty(is);
    return isThere(definition) ? changedProperty(was, is) : [];
  });
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

function knownIn(side: Catalog): Knowns {
  const all = [...side.definitions.values()].flatMap((definition) =>
    propertyKinds.flatMap((kind): [string, Known][] => {
      const { name, value } = namedIn(kind, definition);
      if (name === undefined || !(value || kind.isLacking?.(definition, side))) return [];
      if (!(kind.isUnknown?.(definition, side) ?? true)) return [];
      const known = { kind, name, definition, value: value || undefined };
      const isUsual = kind.isUsual?.(definition, side) ?? false;
      return [[`${definitionKey(definition.object)} ${name}`, { ...known, isUsual }]];
    }),
  );
  return new Map(all);
}

/** An aspect with an entry of its own has the property of the entry. */
function namedIn({ of, name: wanted }: PropertyKind, { object, aspect, properties }: Definition) {
  if (!of.test(object.kind)) return {};
  if (aspect !== undefined)
    return wanted.test(aspect) ? { name: aspect, value: firstOf(properties) } : {};
  const name = Object.keys(properties).find((one) => wanted.test(one));
  return name === undefined ? {} : { name, value: properties[name] };
}

function firstOf(properties: Definition["properties"]): string | undefined {
  return Object.values(properties).find((value) => value !== null) ?? undefined;
}

/** Whether both catalogs have the object, or it is the system's, which digests leave out. */
function presence(from: Catalog, to: Catalog): (definition: Definition) => boolean {
  const [before, after] = [namesIn(from), namesIn(to)];
  return ({ object: { name, on } }) => {
    const whole = on === undefined ? name : `${name} on ${on}`;
    return before.has(whole) === after.has(whole);
  };
}

function namesIn({ definitions }: Catalog): Set<string> {
  const whole = [...definitions.values()].filter(({ aspect }) => aspect === undefined);
  return new Set(
    whole.map(({ object: { name, on } }) => (on === undefined ? name : `${name} on ${on}`)),
  );
}

/** Whether the steps make the object, or what it is a part of. */
function isAnew({ object: { kind, name, on }, properties }: Definition, { names }: Made): boolean {
  const table = on ?? properties["table"] ?? (kind === "column" ? withoutLast(name) : undefined);
  const candidates = [
    name,
    table,
    `${lastPart(name)} on ${table}`,
    `${table}.${name.replace("NOT NULL of ", "")}`,
  ];
  return candidates.some((one) => one !== undefined && names.has(one));
}

function isRetyped({ object }: Definition, { retyped }: Made): boolean {
  return retyped.has(object.name);
}

/** Statements about an object that facts do not know. */
export interface ObjectChange {
  readonly definition: Definition;
  readonly sql: readonly string[];
}

/** Objects that facts do not know: what makes room for them first, and what makes them at the end. */
export function objectChanges(
  from: Catalog,
  to: Catalog,
  made: Made,
): { readonly gone: readonly ObjectChange[]; readonly given: readonly ObjectChange[] } {
  const names = namesIn(to);
  const isThere = ({ object: { on }, properties }: Definition) => {
    const table = on ?? properties["table"];
    return !table || names.has(table);
  };
  const differs = (one: Definition, others: Catalog) =>
    JSON.stringify(one.properties) !==
    JSON.stringify(definitionOf(one.object, others.definitions)?.properties);
  const changes = wholeKinds.map((kind) => ({
    gone: ofKind(kind.of, from.definitions)
      .filter((one) => differs(one, to) && isThere(one) && !isAnew(one, made))
      .filter((one) => kind.create !== undefined || !to.definitions.has(definitionKey(one.object)))
      .map((definition) => ({ definition, sql: kind.drop(definition, to) })),
    given: ofKind(kind.of, to.definitions)
      .filter((one) => differs(one, from) || isAnew(one, made))
      .map((definition) => ({ definition, sql: kind.create?.(definition, to) ?? [] })),
  }));
  return {
    gone: changes.flatMap(({ gone }) => gone),
    given: changes.flatMap(({ given }) => given),
  };
}

function ofKind(kind: string, definitions: Definitions): Definition[] {
  return [...definitions.values()].filter(
    ({ object, aspect }) => object.kind === kind && aspect === undefined,
  );
}
