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
  const left = new LeftSteps(steps, way);
  const result: GatheredStep[] = [];
  for (const step of steps)
    for (let next = left.has(step) ? step : undefined; next !== undefined;) {
      const group = left.take(next);
      result.push({ step: next, group });
      next = left.ready(group);
    }
  return result;
}

/** Steps that are left, in order, and which of them may come at once: their object is made, and what they need is taken. */
class LeftSteps {
  readonly #groups: ReadonlyMap<ChangeStep, string>;
  readonly #inGroup: ReadonlyMap<string, readonly ChangeStep[]>;
  /** What each that is left still needs, and the other way round. */
  readonly #needs: ReadonlyMap<ChangeStep, Set<ChangeStep>>;
  readonly #neededBy: ReadonlyMap<ChangeStep, readonly ChangeStep[]>;
  readonly #left: Set<ChangeStep>;
  readonly #made = new Set<string>();
  readonly #ready = new Set<ChangeStep>();
  readonly #places: ReadonlyMap<ChangeStep, number>;

  constructor(steps: readonly ChangeStep[], way: CatalogChange) {
    this.#left = new Set(steps);
    this.#places = new Map(steps.map((step, index) => [step, index]));
    this.#groups = new Map(steps.map((step, index) => [step, groupOf(step, way) ?? `${index}`]));
    this.#inGroup = listed([...this.#groups].map(([step, group]) => [group, step]));
    this.#needs = requirements(steps, way);
    this.#neededBy = listed(
      [...this.#needs].flatMap(([step, needs]) => [...needs].map((other) => [other, step])),
    );
  }

  has(step: ChangeStep): boolean {
    return this.#left.has(step);
  }

  /** @returns its group */
  take(step: ChangeStep): string {
    this.#left.delete(step);
    this.#ready.delete(step);
    const freed = this.#neededBy.get(step) ?? [];
    for (const other of freed) this.#needs.get(other)!.delete(step);
    const made = [...step.produces.keys()].filter((key) => !this.#made.has(key));
    for (const key of made) this.#made.add(key);
    for (const other of [...freed, ...made.flatMap((key) => this.#inGroup.get(key) ?? [])])
      if (this.#isReady(other)) this.#ready.add(other);
    return this.#groups.get(step)!;
  }

  #isReady(step: ChangeStep): boolean {
    const isFree = this.#left.has(step) && this.#needs.get(step)!.size === 0;
    return isFree && this.#made.has(this.#groups.get(step)!);
  }

  /** The first that is ready, one of this group before all others. */
  ready(group: string): ChangeStep | undefined {
    const rank = (step: ChangeStep) =>
      this.#places.get(step)! + (this.#groups.get(step) === group ? 0 : this.#places.size);
    let first: ChangeStep | undefined;
    for (const step of this.#ready)
      if (first === undefined || rank(step) < rank(first)) first = step;
    return first;
  }
}

function listed<Key, Value>(pairs: Iterable<readonly [Key, Value]>): Map<Key, Value[]> {
  const lists = new Map<Key, Value[]>();
  for (const [key, value] of pairs) {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [value]);
    else list.push(value);
  }
  return lists;
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
