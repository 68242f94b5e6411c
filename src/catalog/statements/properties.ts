import type { FactBase, StableId } from "@supabase/pg-delta/core";
import type { Definition } from "../digest/definitions.ts";
import { catalogObject, type CatalogObject, objectText } from "../objects.ts";
import { withCommonGroups } from "../properties/distributed-tables.ts";
import { inDistributionOrder, isDistributing } from "./distribution-order.ts";
import {
  changedProperties,
  type ChangedProperty,
  type Made,
  objectChanges,
} from "../properties/changes.ts";
import { withoutLast } from "../properties/text.ts";
import type { Catalog } from "../read.ts";
import { writtenStep, type ChangeStep } from "./steps.ts";

/** What must run before the other steps, and after them, so that objects have the properties that they should. */
export interface PropertySteps {
  readonly before: readonly ChangeStep[];
  readonly after: readonly ChangeStep[];
  /** What Citus is to make of tables; see `withDistribution`. */
  readonly distributing: readonly ChangeStep[];
}

/** Objects that facts do not know make room first, and come back last. */
export function propertySteps(
  steps: readonly ChangeStep[],
  from: Catalog,
  to: Catalog,
): PropertySteps {
  const made = madeBy(steps);
  const ids = idsByText(to.facts);
  const stepsOf = ({ object }: Definition, statements: readonly string[]) =>
    statements.map((sql) => writtenStep(sql, idsOf(object, ids)));
  const { gone, given } = objectChanges(from, to, made);
  const [before, after] = withCommonGroups(from, to);
  const changes = inDistributionOrder(changedProperties(from, to, made), to);
  const [distributing, others] = parted(changes, isDistributing);
  const written = (some: readonly ChangedProperty[]) =>
    some.flatMap(({ kind, ...change }) =>
      stepsOf(change.definition, kind.sql({ ...change, from: before, to: after })),
    );
  return {
    distributing: once(written(distributing)),
    before: once(gone.flatMap(({ definition, sql }) => stepsOf(definition, sql))),
    after: once([
      ...written(others),
      ...given.flatMap(({ definition, sql }) => stepsOf(definition, sql)),
    ]),
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
  return {
    names: namesOf(steps.flatMap(({ produces }) => [...produces.values()])),
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
