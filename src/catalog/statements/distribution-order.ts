import type { ChangedProperty } from "../properties/changes.ts";
import { isDistributionAspect, referenceOrder } from "../properties/distributed-tables.ts";
import type { Catalog } from "../read.ts";
import { constraintsOf } from "../../sql/statement/index.ts";
import type { ChangeStep } from "./steps.ts";

/** Whether Citus is to make something else of a table or a schema. */
export function isDistributing({ name, definition }: ChangedProperty): boolean {
  return isDistributionAspect(definition.object, name);
}

/**
 * Reference tables first, and those that foreign keys lead to before those that they are on; what has nothing to do with Citus
 * stays before.
 */
export function inDistributionOrder(
  changes: readonly ChangedProperty[],
  to: Catalog,
): readonly ChangedProperty[] {
  const own = changes.filter(isDistributing);
  if (own.length === 0) return changes;
  const order = referenceOrder(to);
  const rank = ({ definition: { object }, is }: ChangedProperty) =>
    is === "reference" ? order(object.name) : 1_000 + order(object.name);
  return [
    ...changes.filter((change) => !isDistributing(change)),
    ...own.toSorted((one, other) => rank(one) - rank(other)),
  ];
}

/**
 * Steps with those that distribute tables: before foreign keys are added, which Citus refuses between a table that is distributed
 * and one that is not yet.
 */
export function withDistribution(
  steps: readonly ChangeStep[],
  distributing: readonly ChangeStep[],
): ChangeStep[] {
  const at = steps.findIndex(addsReference);
  const makesTables = ({ produces }: ChangeStep) =>
    [...produces.values()].some(({ kind }) => kind === "table");
  const isLate = at < 0 || steps.slice(at).some(makesTables);
  const end = isLate ? steps.length : at;
  return [...steps.slice(0, end), ...distributing, ...steps.slice(end)];
}

function addsReference({ does }: ChangeStep): boolean {
  return (
    does?.kind === "add-constraint" &&
    constraintsOf(does).some(({ references }) => references !== undefined)
  );
}
