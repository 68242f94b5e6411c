import { addedEnumValue, type RelationName } from "../../sql/statement/index.ts";
import { aroundReplacedTypes, hindrancesAround } from "./around-types.ts";
import { namedInBodies } from "./bodies.ts";
import { encodeId } from "../pg-delta.ts";
import { dropsDefault, needs, setsDefault, type ChangeStep, type CatalogChange } from "./steps.ts";

/** The steps in an order in which they run: as they come, but none before what it needs. */
export function ordered(steps: readonly ChangeStep[], way: CatalogChange): ChangeStep[] {
  const needed = requirements(steps, way);
  const done = new Set<ChangeStep>();
  const result: ChangeStep[] = [];
  const visit = (step: ChangeStep) => {
    if (done.has(step)) return;
    done.add(step);
    for (const other of steps) if (needed.get(step)!.has(other)) visit(other);
    result.push(step);
  };
  for (const step of steps) visit(step);
  return result;
}

type Requirements = Map<ChangeStep, Set<ChangeStep>>;

/** What each step needs before it. */
export function requirements(steps: readonly ChangeStep[], way: CatalogChange): Requirements {
  const makers = index(steps, ({ produces }) => produces);
  const takers = index(steps, ({ destroys }) => destroys);
  const needed: Requirements = new Map(steps.map((step) => [step, new Set<ChangeStep>()]));
  const require = (step: ChangeStep, other: ChangeStep | undefined) => {
    if (other !== undefined && other !== step) needed.get(step)!.add(other);
  };
  for (const step of steps) {
    for (const [key, id] of step.produces) {
      require(step, takers.get(key));
      for (const other of needs(way.to, id)) require(step, makers.get(other));
    }
    for (const [, id] of step.destroys) {
      for (const other of needs(way.from, id)) {
        const taker = takers.get(other);
        if (taker !== undefined) require(taker, step);
      }
    }
    for (const key of step.consumes.keys()) {
      require(step, makers.get(key));
      const taker = takers.get(key);
      if (taker !== undefined && !makers.has(key)) require(taker, step);
    }
    for (const key of step.releases.keys()) {
      const taker = takers.get(key);
      if (taker !== undefined) require(taker, step);
    }
  }
  const pairs = [
    aroundTypeChanges(steps),
    hindrancesAround(steps, way),
    aroundReplacedTypes(steps, way),
    afterPartitions(steps),
    afterNotNull(steps),
  ];
  for (const [step, other] of pairs.flat()) require(step, other);
  for (const [step, other] of inTheirPlaces(steps, needed)) require(step, other);
  for (const [step, others] of namedInBodies(steps))
    for (const other of others) if (!reachable(other, needed).has(step)) require(step, other);
  return needed;
}

/** Nothing says where the new value of an enum is used, so it is there before all else. */
function addsValue({ does }: ChangeStep): boolean {
  return does !== undefined && addedEnumValue(does) !== undefined;
}

/** What others may need is there before all that it does not need itself, and goes after all that do not need that. */
function* inTheirPlaces(
  steps: readonly ChangeStep[],
  needed: Requirements,
): Generator<[ChangeStep, ChangeStep]> {
  const first = [...steps.filter(addsValue), ...steps.filter(({ place }) => place === "first")];
  for (const step of first) {
    const before = reachable(step, needed);
    for (const other of steps) if (!before.has(other)) yield [other, step];
  }
  const neededBy = turned(needed);
  for (const step of steps.filter(({ place }) => place === "last").toReversed()) {
    const after = reachable(step, neededBy);
    for (const other of steps)
      if (!after.has(other)) {
        yield [step, other];
        neededBy.get(other)!.add(step);
      }
  }
}

function turned(needed: Requirements): Requirements {
  const result: Requirements = new Map([...needed.keys()].map((step) => [step, new Set()]));
  for (const [step, others] of needed) for (const other of others) result.get(other)!.add(step);
  return result;
}

/** The step, what it needs, and what these need. */
function reachable(
  step: ChangeStep,
  needed: Requirements,
  found = new Set<ChangeStep>(),
): Set<ChangeStep> {
  if (found.has(step)) return found;
  found.add(step);
  for (const next of needed.get(step)!) reachable(next, needed, found);
  return found;
}

/** A column's default goes before its type changes, and comes after it; each step with the one that it needs. */
function aroundTypeChanges(steps: readonly ChangeStep[]): [ChangeStep, ChangeStep][] {
  return steps.flatMap((change) => {
    const column = change.does?.kind === "alter-column-type" ? columnOf(change) : undefined;
    if (column === undefined) return [];
    return steps.flatMap((step): [ChangeStep, ChangeStep][] => {
      if (columnOf(step) !== column) return [];
      if (setsDefault(step)) return [[step, change]];
      return dropsDefault(step) ? [[change, step]] : [];
    });
  });
}

/** An identity and a replica identity want columns that are NOT NULL; each step with the one that it needs. */
function afterNotNull(steps: readonly ChangeStep[]): [ChangeStep, ChangeStep][] {
  const setting = steps.filter(({ does }) => does?.kind === "set-not-null");
  return steps.flatMap((step) =>
    setting
      .filter((other) => wantsNotNull(step, other))
      .map((other): [ChangeStep, ChangeStep] => [step, other]),
  );
}

function wantsNotNull({ does: wanting }: ChangeStep, { does: setting }: ChangeStep): boolean {
  if (setting?.kind !== "set-not-null") return false;
  if (wanting?.kind !== "add-identity" && wanting?.kind !== "replica-identity") return false;
  const [one, other] = [wanting.relation, setting.relation];
  if (one.name !== other.name || one.schema !== other.schema) return false;
  return wanting.kind === "replica-identity" || wanting.column === setting.column;
}

/**
 * A partition is made with an index for each of its parent's, and with its constraints, which are valid then: an index to which others
 * are attached comes after it, and so does a constraint that is not valid; each step with the one that it needs.
 */
function afterPartitions(steps: readonly ChangeStep[]): [ChangeStep, ChangeStep][] {
  return steps.flatMap((step) => {
    const parent = parentIn(step);
    if (parent === undefined) return [];
    return steps
      .filter((other) => isPartitionOf(parent, other))
      .map((other): [ChangeStep, ChangeStep] => [step, other]);
  });
}

function parentIn({ does }: ChangeStep): RelationName | undefined {
  if (does?.kind === "create-index" && does.only) return does.relation;
  return does?.kind === "add-constraint" && does.constraint.notValid ? does.relation : undefined;
}

function isPartitionOf({ schema, name }: RelationName, { does }: ChangeStep): boolean {
  if (does?.kind !== "create-table" || does.partitionOf === undefined) return false;
  return does.partitionOf.name === name && does.partitionOf.schema === schema;
}

/** The column that a step alters, or whose default it sets or drops. */
function columnOf({ produces, destroys, consumes }: ChangeStep): string | undefined {
  const ids = [...produces.values(), ...destroys.values(), ...consumes.values()];
  return ids
    .map((id) => (id.kind === "default" ? { ...id, kind: "column" as const } : id))
    .filter(({ kind }) => kind === "column")
    .map(encodeId)
    .at(0);
}

function index(
  steps: readonly ChangeStep[],
  ids: (step: ChangeStep) => ReadonlyMap<string, unknown>,
): Map<string, ChangeStep> {
  return new Map(steps.flatMap((step) => [...ids(step).keys()].map((key) => [key, step] as const)));
}
