import type { StableId } from "@supabase/pg-delta/core";
import { encodeId } from "../pg-delta.ts";
import { requirements } from "./order.ts";
import type { CatalogChange, ChangeStep } from "./steps.ts";

/** A step, and the key of the object to which it belongs. */
export interface GatheredStep {
  readonly step: ChangeStep;
  readonly group: string;
}

/**
 * Steps that run in the given order, in one in which what belongs to an object comes as soon as it can behind it. Nothing comes later
 * than before, but for what belongs to an object and waits for it; so what a step needs is always there.
 */
export function gathered(steps: readonly ChangeStep[], way: CatalogChange): GatheredStep[] {
  const needed = requirements(steps, way);
  const groups = new Map(steps.map((step, index) => [step, groupOf(step, way) ?? `${index}`]));
  const made = new Set<string>();
  const left = new Set(steps);
  const result: GatheredStep[] = [];
  const take = (step: ChangeStep) => {
    left.delete(step);
    result.push({ step, group: groups.get(step)! });
    for (const key of step.produces.keys()) made.add(key);
  };
  const isReady = (step: ChangeStep) =>
    made.has(groups.get(step)!) && ![...needed.get(step)!].some((other) => left.has(other));
  for (const step of steps) {
    if (!left.has(step)) continue;
    take(step);
    for (let next = firstReady(); next !== undefined; next = firstReady()) take(next);
  }
  return result;

  function firstReady(): ChangeStep | undefined {
    const ready = [...left].filter(isReady);
    const last = result.at(-1)!.group;
    return ready.find((step) => groups.get(step) === last) ?? ready[0];
  }
}

const standing =
  /^(?:table|view|materializedView|foreignTable|function|procedure|aggregate|type|domain|sequence|schema|extension)$/;

/** The object that stands by itself to which a step's first object belongs, or which it is. */
function groupOf({ produces, consumes }: ChangeStep, way: CatalogChange): string | undefined {
  const [first] = [...produces.values(), ...consumes.values()];
  let id: StableId | undefined = first;
  while (id !== undefined && !standing.test(id.kind))
    id = "target" in id ? (id.target as StableId) : way.to.get(id)?.parent;
  return id && encodeId(id);
}
