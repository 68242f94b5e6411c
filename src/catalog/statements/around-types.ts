import type { FactBase, StableId } from "@supabase/pg-delta/core";
import { actionsBetween, encodeId } from "../pg-delta.ts";
import { withoutHiddenFacts } from "../rewrite.ts";
import { needs, stepOf, type CatalogChange, type ChangeStep } from "./steps.ts";

/**
 * Steps that take away, and make again, what PostgreSQL does not let stand while a column gets another type: triggers and policies
 * that name it, and foreign keys of which both ends get one.
 * Source: PostgreSQL, ATPrepAlterColumnType and RememberAllDependentForRebuilding in tablecmds.c.
 */
export function aroundTypes(steps: readonly ChangeStep[], way: CatalogChange): ChangeStep[] {
  const changed = new Set(steps.flatMap((step) => columnGivenType(step) ?? []));
  const gone = new Set(steps.flatMap(({ destroys }) => [...destroys.keys()]));
  const inWay = way.from
    .facts()
    .map(({ id }) => id)
    .filter((id) => way.to.has(id) && !gone.has(encodeId(id)) && isInWay(id, changed, way));
  if (inWay.length === 0) return [];
  const keys = new Set(inWay.map(encodeId));
  const without = (facts: FactBase) =>
    withoutHiddenFacts(facts, ({ id }) => keys.has(encodeId(id)));
  return [
    ...actionsBetween(way.from, without(way.from)),
    ...actionsBetween(without(way.to), way.to),
  ].map(stepOf);
}

/** A trigger, policy or foreign key that names a column goes before its type changes, and comes after it; each step with the one that it needs. */
export function hindrancesAround(
  steps: readonly ChangeStep[],
  way: CatalogChange,
): [ChangeStep, ChangeStep][] {
  const names = (facts: FactBase, ids: ReadonlyMap<string, StableId>, column: string) =>
    [...ids.values()].some((id) => hinders(id) && columnsOf(facts, id).includes(column));
  return steps.flatMap((change) => {
    const column = columnGivenType(change);
    if (column === undefined) return [];
    return steps.flatMap((step): [ChangeStep, ChangeStep][] => {
      if (names(way.from, step.destroys, column)) return [[change, step]];
      return names(way.to, step.produces, column) ? [[step, change]] : [];
    });
  });
}

/**
 * A type that another one takes the place of goes step by step; what is made with it comes after that, and what is taken away that
 * was made with the one before comes before: each step with the one that it needs.
 */
export function aroundReplacedTypes(
  steps: readonly ChangeStep[],
  way: CatalogChange,
): [ChangeStep, ChangeStep][] {
  return replacedTypes(steps).flatMap((key): [ChangeStep, ChangeStep][] => {
    const replacing = steps.filter((step) => isOnlyAbout(step, key));
    const last = replacing.at(-1)!;
    const uses = (facts: FactBase, ids: ReadonlyMap<string, StableId>) =>
      [...ids.values()].some((id) => needs(facts, id).includes(key));
    const inTurn = replacing
      .slice(1)
      .map((step, at): [ChangeStep, ChangeStep] => [step, replacing[at]!]);
    return [
      ...inTurn,
      ...steps.flatMap((step): [ChangeStep, ChangeStep][] => {
        if (uses(way.to, step.produces)) return [[step, last]];
        return uses(way.from, step.destroys) ? [[last, step]] : [];
      }),
    ];
  });
}

/** Those that are made under a name that is there already. */
function replacedTypes(steps: readonly ChangeStep[]): string[] {
  return steps.flatMap(({ does, produces, consumes }) =>
    does?.kind === "create-type" && produces.size === 0
      ? [...consumes].filter(([, { kind }]) => kind === "type").map(([key]) => key)
      : [],
  );
}

function isOnlyAbout({ consumes, produces, destroys }: ChangeStep, key: string): boolean {
  return consumes.has(key) && produces.size === 0 && destroys.size === 0;
}

function columnGivenType({ does, consumes }: ChangeStep): string | undefined {
  if (does?.kind !== "alter-column-type") return undefined;
  return [...consumes.values()].filter(({ kind }) => kind === "column").map(encodeId)[0];
}

function hinders({ kind }: StableId): boolean {
  return kind === "trigger" || kind === "policy" || kind === "constraint";
}

function isInWay(id: StableId, changed: ReadonlySet<string>, way: CatalogChange): boolean {
  if (!hinders(id)) return false;
  const columns = columnsOf(way.from, id).filter((column) => changed.has(column));
  if (id.kind !== "constraint") return columns.length > 0;
  return columns.filter((column) => isOfAnotherFamily(column, way)).length > 1;
}

function columnsOf(facts: FactBase, id: StableId): string[] {
  return facts
    .outgoingEdges(id)
    .filter(({ kind, to }) => kind === "depends" && to.kind === "column")
    .map(({ to }) => encodeId(to));
}

/** Types that equal each other by one operator: where an end of a foreign key has one of them, the other may have another. */
const families = [/^(?:smallint|integer|bigint)$/, /^(?:text|character varying)/];

function isOfAnotherFamily(column: string, way: CatalogChange): boolean {
  const [was, is] = [way.from, way.to].map((facts) =>
    String(facts.getByEncoded(column)?.payload["type"]),
  );
  return !families.some((family) => family.test(was!) && family.test(is!));
}
