import type { FactBase, StableId } from "@supabase/pg-delta/core";
import type { Definition } from "../digest/definitions.ts";
import { catalogObject, type CatalogObject, objectText } from "../objects.ts";
import { withCommonGroups } from "../properties/distributed-tables.ts";
import { inDistributionOrder, isDistributing } from "./distribution-order.ts";
import {
  changedProperties,
  type ChangedProperty,
  type Made,
  type ObjectChange,
  objectChanges,
} from "../properties/changes.ts";
import { withoutLast } from "../properties/text.ts";
import type { Catalog } from "../read.ts";
import { byId, writtenStep, type ChangeStep } from "./steps.ts";

/** What must run after the other steps, so that objects have the properties that they should. */
export interface PropertySteps {
  readonly after: readonly ChangeStep[];
  /** What Citus is to make of tables; see `withDistribution`. */
  readonly distributing: readonly ChangeStep[];
}

/** What must run so that objects are there that facts do not know: among the other steps, before and after them. */
export interface ObjectSteps {
  readonly before: readonly ChangeStep[];
  readonly inside: readonly ChangeStep[];
  readonly after: readonly ChangeStep[];
}

/**
 * Objects that facts do not know: those that others may need come before all that they can, and go after all that they can; the
 * others make room first, and come back last.
 */
export function objectSteps(steps: readonly ChangeStep[], from: Catalog, to: Catalog): ObjectSteps {
  const [before, after] = [from, to].map(({ facts }) =>
    groundsIn(facts.facts().map(({ id }) => id)),
  );
  const taken = groundsIn(steps.flatMap(({ destroys }) => [...destroys.values()]));
  const losesGround = (one: Definition) => taken(one).length > 0;
  const { gone, given } = objectChanges(from, to, madeBy(steps), losesGround);
  const comesBack = ({ object: { kind, name } }: Definition) =>
    given.some(
      ({ definition: { object }, isMade }) =>
        isMade && object.kind === kind && object.name === name,
    );
  const goneStep = ({ definition, sql }: ObjectChange) =>
    sql.map((one): ChangeStep => ({
      ...writtenStep(one, []),
      releases: byId(before!(definition)),
      place: comesBack(definition) ? "first" : "last",
    }));
  const givenStep = ({ definition, sql, isMade }: ObjectChange) =>
    sql.map((one): ChangeStep => ({
      ...writtenStep(one, after!(definition)),
      place: "first",
      ...(isMade && { makes: definition.object }),
    }));
  const [goneUsed, goneOthers] = parted(gone.toReversed(), ({ isUsed }) => isUsed);
  const [givenUsed, givenOthers] = parted(given, ({ isUsed }) => isUsed);
  return {
    before: once(goneOthers.flatMap(goneStep)),
    inside: [...goneUsed.flatMap(goneStep), ...givenUsed.flatMap(givenStep)],
    after: once(givenOthers.flatMap(givenStep)),
  };
}

/** What the definition of an object names, of the facts with these ids. */
function groundsIn(ids: readonly StableId[]): (definition: Definition) => StableId[] {
  const some = ids.filter(({ kind }) => grounds.test(kind));
  const patterns = new Map<boolean, [StableId, RegExp][]>();
  return ({ object, properties }) => {
    if (object.name.startsWith("pg_catalog.")) return [];
    const isCalled = object.kind === "statistics";
    const known =
      patterns.get(isCalled) ?? some.map((id): [StableId, RegExp] => [id, patternOf(id, isCalled)]);
    patterns.set(isCalled, known);
    const text = withoutQuotes(JSON.stringify([object.name, properties]));
    return known.filter(([, name]) => name.test(text)).map(([id]) => id);
  };
}

const grounds =
  /^(?:schema|extension|type|domain|collation|table|view|materializedView|foreignTable|function)$/;

/** A function goes with the types of its arguments; expressions, as those of statistics, call it without. */
function patternOf(id: StableId, isCalled: boolean): RegExp {
  const name = withoutQuotes(catalogObject(id).name.replaceAll(", ", ","));
  const pattern =
    isCalled && id.kind === "function"
      ? asPattern(name.replace(/\(.*/, "("))
      : `${asPattern(name)}(?!\\w)`;
  return new RegExp(String.raw`(?<![\w.])${pattern}`);
}

function withoutQuotes(text: string): string {
  return text.replaceAll(/[\\"]/g, "");
}

function asPattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** The properties that facts do not know, so that objects have those that they should. */
export function propertySteps(
  steps: readonly ChangeStep[],
  from: Catalog,
  to: Catalog,
): PropertySteps {
  const made = madeBy(steps);
  const ids = idsByText(to.facts);
  const stepsOf = ({ object }: Definition, statements: readonly string[]) =>
    statements.map((sql) => writtenStep(sql, idsOf(object, ids)));
  const [before, after] = withCommonGroups(from, to);
  const changes = inDistributionOrder(changedProperties(from, to, made), to);
  const [distributing, others] = parted(changes, isDistributing);
  const written = (some: readonly ChangedProperty[]) =>
    some.flatMap(({ kind, ...change }) =>
      stepsOf(change.definition, kind.sql({ ...change, from: before, to: after })),
    );
  return {
    distributing: once(written(distributing)),
    after: once(written(others)),
  };
}

function parted<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** All triggers of a table are switched at once. */
function once(steps: readonly ChangeStep[]): ChangeStep[] {
  return [...new Map(steps.map((step) => [step.sql, step])).values()];
}

function idsByText(facts: FactBase): Map<string, StableId> {
  return new Map(facts.facts().map(({ id }) => [objectText(catalogObject(id)), id]));
}

/** The fact of an object, and of the relation that it belongs to. */
function idsOf({ kind, name, on }: CatalogObject, ids: ReadonlyMap<string, StableId>): StableId[] {
  const relation = on ?? (kind === "column" ? withoutLast(name) : undefined);
  const holders = relations.map((one) => ({ kind: one, name: relation ?? "" }));
  return [{ kind, name, ...(on !== undefined && { on }) }, ...holders].flatMap(
    (object) => ids.get(objectText(object)) ?? [],
  );
}

const relations = ["table", "foreign table", "view", "materialized view"];

function madeBy(steps: readonly ChangeStep[]): Made {
  const retyping = steps.filter(({ does }) => does?.kind === "alter-column-type");
  const besides = steps.flatMap(({ makes }) => makes?.name ?? []);
  return {
    names: new Set([
      ...namesOf(steps.flatMap(({ produces }) => [...produces.values()])),
      ...besides,
    ]),
    retyped: namesOf(retyping.flatMap(({ consumes }) => [...consumes.values()])),
  };
}

/** Names as digests have them. */
function namesOf(ids: readonly StableId[]): Set<string> {
  const objects = ids.map(catalogObject);
  return new Set(
    objects.map(({ name, on }) =>
      (on === undefined ? name : `${name} on ${on}`).replaceAll(", ", ","),
    ),
  );
}
