import type { Fact, FactBase } from "@supabase/pg-delta/core";
import { withPayloads } from "../rewrite.ts";

/**
 * Two catalogs so that the steps between them are those that columns need: one that changes its collation has it as a part of its
 * type, so that ALTER COLUMN TYPE changes it, which keeps the values; one that is to be computed or stored has another expression.
 */
export function withToldColumns(from: FactBase, to: FactBase): [FactBase, FactBase] {
  const collated = (fact: Fact) => changesCollation(fact, from, to);
  const generated = (fact: Fact) => changesStorage(fact, from, to);
  if (!to.facts().some((fact) => collated(fact) || generated(fact))) return [from, to];
  const told = (facts: FactBase, mark: string) =>
    withPayloads(facts, (fact) => ({
      ...fact.payload,
      ...(collated(fact) && { type: collatedType(fact), collation: null }),
      ...(generated(fact) && { generatedExpr: `${String(fact.payload["generatedExpr"])}${mark}` }),
    }));
  return [told(from, " "), told(to, "")];
}

/** A column's type with its collation, where that is not the type's own. */
export function collatedType({ payload: { type, collation } }: Pick<Fact, "payload">): string {
  return collation == null ? String(type) : `${String(type)} COLLATE ${String(collation)}`;
}

/** A generated column gets another one with its expression. */
function changesCollation({ id }: Fact, from: FactBase, to: FactBase): boolean {
  const [was, is] = payloads(id, from, to);
  if (was === undefined || is === undefined || isGenerated(was) || isGenerated(is)) return false;
  return (was["collation"] ?? null) !== (is["collation"] ?? null);
}

/** From STORED to VIRTUAL, or back. */
function changesStorage({ id }: Fact, from: FactBase, to: FactBase): boolean {
  const [was, is] = payloads(id, from, to);
  if (was === undefined || is === undefined || !isGenerated(was) || !isGenerated(is)) return false;
  return (was["_virtual"] ?? false) !== (is["_virtual"] ?? false);
}

function payloads(id: Fact["id"], from: FactBase, to: FactBase) {
  return id.kind === "column" ? [from, to].map((facts) => facts.get(id)?.payload) : [];
}

function isGenerated(payload: Fact["payload"]): boolean {
  return payload["generatedExpr"] != null;
}
