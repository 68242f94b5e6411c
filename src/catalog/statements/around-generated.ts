import type { FactBase, StableId } from "@supabase/pg-delta/core";
import { actionsBetween, encodeId } from "../pg-delta.ts";
import { withoutHiddenFacts } from "../rewrite.ts";
import { withToldColumns } from "./column-facts.ts";
import { stepOf, type CatalogChange, type ChangeStep } from "./steps.ts";

/**
 * Single steps from one catalog to the other. A generated column that stays goes, with what is made of it, before a function that its
 * expression calls is made again, or a column that it reads gets another type, and comes back afterwards.
 * So does a foreign table that another server is to have.
 * Source: PostgreSQL manual, ALTER TABLE and ALTER FOREIGN TABLE; ATPrepAlterColumnType in tablecmds.c.
 */
export function singleSteps({ from, to }: Pick<CatalogChange, "from" | "to">): ChangeStep[] {
  const moved = ofOtherServers({ from, to });
  if (moved.length > 0) return stepsThrough(withoutDependents(from, moved), { from, to });
  const steps = stepsOf(from, to);
  const inWay = steps.flatMap((step) => generatedInWay(step, steps, { from, to }));
  const all =
    inWay.length === 0 ? steps : stepsThrough(withoutDependents(from, inWay), { from, to });
  return all.map((step) => (takesComputed(step, from) ? { ...step, losesData: false } : step));
}

function ofOtherServers({ from, to }: Pick<CatalogChange, "from" | "to">): StableId[] {
  return from.facts().flatMap(({ id, payload }) => {
    const is = id.kind === "foreignTable" ? to.get(id)?.payload : undefined;
    return is === undefined || is["server"] === payload["server"] ? [] : [id];
  });
}

function stepsThrough(
  between: FactBase,
  { from, to }: Pick<CatalogChange, "from" | "to">,
): ChangeStep[] {
  return [...stepsOf(from, between), ...stepsOf(between, to)];
}

function stepsOf(from: FactBase, to: FactBase): ChangeStep[] {
  return actionsBetween(...withToldColumns(from, to)).map(stepOf);
}

function generatedInWay(
  { does, consumes, destroys }: ChangeStep,
  steps: readonly ChangeStep[],
  { from, to }: Pick<CatalogChange, "from" | "to">,
): StableId[] {
  const routines = [...destroys.values()].filter(({ kind }) => kind === "function");
  const columns =
    does?.kind === "alter-column-type"
      ? [...consumes.values()].filter(({ kind }) => kind === "column")
      : [];
  const isGone = (id: StableId) => steps.some((step) => step.destroys.has(encodeId(id)));
  return [...routines, ...columns]
    .flatMap((id) => from.incomingEdges(id).map((edge) => edge.from))
    .filter((id) => isGenerated(id, from) && to.has(id) && !isGone(id));
}

/** Whether all that a step takes away are values that are computed from others. */
function takesComputed({ destroys }: ChangeStep, from: FactBase): boolean {
  const columns = [...destroys.values()].filter(({ kind }) => kind === "column");
  const isRow = [...destroys.values()].some(({ kind }) => kind === "table");
  return columns.length > 0 && !isRow && columns.every((id) => isGenerated(id, from));
}

function isGenerated(id: StableId, facts: FactBase): boolean {
  return id.kind === "column" && facts.get(id)?.payload["generatedExpr"] != null;
}

function withoutDependents(facts: FactBase, ids: readonly StableId[]): FactBase {
  const gone = new Set<string>();
  const add = (id: StableId) => {
    const key = encodeId(id);
    if (gone.has(key)) return;
    gone.add(key);
    for (const edge of facts.incomingEdges(id)) if (edge.kind === "depends") add(edge.from);
  };
  ids.forEach(add);
  return withoutHiddenFacts(facts, ({ id }) => gone.has(encodeId(id)));
}
