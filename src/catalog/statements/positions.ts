import type { FactBase, StableId } from "@supabase/pg-delta/core";
import { encodeId } from "../pg-delta.ts";
import { shownName } from "../../sql/statement/index.ts";
import { quoteLiteral } from "../../sql/text/index.ts";
import { type CatalogChange, type ChangeStep, writtenStep } from "./steps.ts";

/**
 * Steps that narrow the limits of a sequence, each after one that brings the position inside where it is outside; where the limits
 * have nothing in common, it begins anew. Nothing in a catalog says what the position is.
 * Source: PostgreSQL, init_params in sequence.c, which refuses limits that the position is outside of.
 */
export function withPositionsInside(
  steps: readonly ChangeStep[],
  { from, to }: CatalogChange,
): ChangeStep[] {
  return steps.flatMap((step) => {
    const id = limitedBy(step);
    const [was, is] = [from, to].map((facts) => id && limitsOf(id, facts));
    if (id === undefined || was === undefined || is === undefined) return [step];
    if (is.min > was.max || is.max < was.min) return [beginningAnew(step)];
    return [...insideOf(was, is).map((sql) => writtenStep(sql, [id])), step];
  });
}

function limitedBy({ does, consumes }: ChangeStep): StableId | undefined {
  const kind = limited[does?.kind ?? ""];
  return kind === undefined ? undefined : [...consumes.values()].find((id) => id.kind === kind);
}

const limited: Record<string, StableId["kind"]> = {
  "set-identity": "column",
  "alter-sequence": "sequence",
};

interface Limits {
  readonly sequence: string;
  readonly min: bigint;
  readonly max: bigint;
}

interface Name {
  readonly schema: string;
  readonly name: string;
}

function limitsOf(id: StableId, facts: FactBase): Limits | undefined {
  const payload = facts.getByEncoded(encodeId(id))?.payload;
  const identity = payload?.["identity"] as { sequence: Name | null; options: object } | undefined;
  const sequence = id.kind === "sequence" ? (id as Name) : identity?.sequence;
  const { minValue, maxValue } = { ...payload, ...identity?.options } as Record<string, unknown>;
  if (sequence == null || minValue == null || maxValue == null) return undefined;
  const name = shownName([sequence.schema, sequence.name]);
  return { sequence: name, min: BigInt(String(minValue)), max: BigInt(String(maxValue)) };
}

function beginningAnew(step: ChangeStep): ChangeStep {
  return / RESTART\b/.test(step.sql) ? step : { ...step, sql: `${step.sql} RESTART` };
}

/** A position above the greatest value is set there, so that the next value is refused and none is given twice. */
function insideOf(was: Limits, { sequence, min, max }: Limits): string[] {
  const set = (value: bigint, isUsed: boolean, where: string) =>
    `SELECT setval(${quoteLiteral(sequence)}, ${value}, ${isUsed}) FROM ${sequence} WHERE last_value ${where} ${value}`;
  return [
    ...(min > was.min ? [set(min, false, "<")] : []),
    ...(max < was.max ? [set(max, true, ">")] : []),
  ];
}
