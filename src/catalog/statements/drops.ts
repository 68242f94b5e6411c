import type { FactBase, StableId } from "@supabase/pg-delta/core";
import { encodeId } from "../pg-delta.ts";
import { Acyclic, merged, needs, type ChangeStep, type CatalogChange } from "./steps.ts";

/**
 * Steps without those that others imply: what falls with a dropped table says nothing of its own, nor what
 * falls with a dropped column.
 * Source: PostgreSQL manual, DROP TABLE and ALTER TABLE, "DROP COLUMN".
 */
export function withoutImpliedDrops(
  steps: readonly ChangeStep[],
  { from }: CatalogChange,
): ChangeStep[] {
  const drops = new Map(
    steps
      .filter(isDropOfHolder)
      .flatMap((step) => [...step.destroys.keys()].map((key) => [key, step])),
  );
  const references = dropsThatWait(drops, from);
  const implied = new Map<ChangeStep, ChangeStep[]>();
  for (const step of steps) {
    const holder = holderOf(step, drops, from);
    if (holder === undefined || !mayFallWith(step, holder, drops, references, from)) continue;
    implied.set(holder, [...(implied.get(holder) ?? []), step]);
  }
  const fallen = new Set([...implied.values()].flat());
  return steps
    .filter((step) => !fallen.has(step))
    .map((step) => merged(step, implied.get(step) ?? []));
}

/** Which drop comes before which, whatever falls with them: what needs an object, before it. */
function dropsThatWait(drops: ReadonlyMap<string, ChangeStep>, from: FactBase): Acyclic {
  const references = new Acyclic();
  for (const step of new Set(drops.values()))
    for (const id of step.destroys.values())
      for (const key of needs(from, id)) {
        const other = drops.get(key);
        if (other !== undefined && other !== step) references.add(step.sql, other.sql);
      }
  return references;
}

const holders = /^(?:table|foreignTable|view|materializedView|column)$/;

function isDropOfHolder({ does, destroys }: ChangeStep): boolean {
  const [dropped] = destroys.values();
  const isDrop = does?.kind === "drop" || does?.kind === "drop-column";
  return isDrop && holders.test(dropped?.kind ?? "");
}

/** The step with which all that a drop takes away falls anyway. */
function holderOf(
  step: ChangeStep,
  drops: ReadonlyMap<string, ChangeStep>,
  from: FactBase,
): ChangeStep | undefined {
  if (step.destroys.size === 0 || step.produces.size > 0) return undefined;
  const roots = [...step.destroys.values()].filter((id) => !isInside(id, step, from));
  const found = new Set(roots.map((id) => holderOfFact(id, drops, from)));
  const [only] = found;
  return found.size === 1 && only !== step ? only : undefined;
}

/** Whether it is a part of something else that the step takes away. */
function isInside(id: StableId, { destroys }: ChangeStep, from: FactBase): boolean {
  const parent = from.get(id)?.parent;
  return parent !== undefined && destroys.has(encodeId(parent));
}

function holderOfFact(
  id: StableId,
  drops: ReadonlyMap<string, ChangeStep>,
  from: FactBase,
): ChangeStep | undefined {
  const withParent = [from.get(id)?.parent, partitioned(id, from)]
    .map((holder) => holder && drops.get(encodeId(holder)))
    .find((step) => step !== undefined);
  if (withParent !== undefined) return withParent;
  if (id.kind !== "index" && id.kind !== "constraint") return undefined;
  const onColumns = from
    .outgoingEdges(id)
    .filter(({ to }) => to.kind === "column" && isOf(to, id))
    .map(({ to }) => drops.get(encodeId(to)));
  return onColumns.find((step) => step !== undefined);
}

/** The table of which a table is a partition. */
function partitioned(id: StableId, from: FactBase): StableId | undefined {
  const { partitionBound, parentTable } = from.get(id)?.payload ?? {};
  if (id.kind !== "table" || partitionBound == null || parentTable == null) return undefined;
  return { kind: "table", ...(parentTable as { schema: string; name: string }) };
}

/** Whether a column is of the table that the index or constraint is on. */
function isOf(column: StableId, id: StableId): boolean {
  if (id.kind === "index") return true;
  const { schema, table } = column as { schema: string; table: string };
  const own = id as { schema: string; table: string };
  return schema === own.schema && table === own.table;
}

/** Not where something else that is dropped must wait for it, and that for the holder. */
function mayFallWith(
  step: ChangeStep,
  holder: ChangeStep,
  drops: ReadonlyMap<string, ChangeStep>,
  references: Acyclic,
  from: FactBase,
): boolean {
  const others = [...step.destroys.values()]
    .flatMap((id) => needs(from, id))
    .map((key) => drops.get(key))
    .filter((other) => other !== undefined && other !== holder && other !== step);
  const key = (one: ChangeStep) => one.sql;
  return others.every((other) => references.add(key(holder), key(other!)));
}
