import type { Fact, FactBase, StableId } from "@supabase/pg-delta/core";
import { buildFactBase, encodeId } from "./pg-delta.ts";

/** Every fact, what it belongs to before it. */
function* parentsFirst(facts: FactBase, roots = facts.roots()): Generator<Fact> {
  for (const fact of roots) {
    yield fact;
    yield* parentsFirst(facts, facts.childrenOf(fact.id));
  }
}

/**
 * All facts but those to hide, and what belongs to them or speaks of them.
 * @param payloadOf where they are to have other payloads: facts take longer to be put together than to be looked at
 */
export function withoutHiddenFacts(
  facts: FactBase,
  isHidden: (fact: Fact) => boolean,
  payloadOf?: (fact: Fact) => Fact["payload"],
): FactBase {
  const hidden = new Set<string>();
  const kept: Fact[] = [];
  for (const fact of parentsFirst(facts)) {
    const goesWithParent = fact.parent !== undefined && hidden.has(encodeId(fact.parent));
    if (goesWithParent || isHidden(fact)) hidden.add(encodeId(fact.id));
    else kept.push(payloadOf ? { ...fact, payload: payloadOf(fact) } : fact);
  }
  if (hidden.size === 0 && payloadOf === undefined) return facts;
  const edges = facts.edges.filter(
    ({ from, to }) => !hidden.has(encodeId(from)) && !hidden.has(encodeId(to)),
  );
  return buildFactBase(kept, edges);
}

/** Whether a fact is a table that is meant, or a sequence that belongs to one. */
export function isTableOrItsSequence(
  { id, payload }: Fact,
  isMeant: (table: { readonly schema: string; readonly name: string }) => boolean,
): boolean {
  if (id.kind === "table") return isMeant(id);
  if (id.kind !== "sequence") return false;
  const owner = payload["ownedBy"] as { schema: string; table: string } | null;
  return owner != null && isMeant({ schema: owner.schema, name: owner.table });
}

/** The same facts with other payloads. */
export function withPayloads(
  facts: FactBase,
  payloadOf: (fact: Fact) => Fact["payload"],
): FactBase {
  const all = facts.facts();
  const payloads = all.map(payloadOf);
  if (all.every(({ payload }, at) => payload === payloads[at])) return facts;
  const changed = all.map((fact, at) => ({ ...fact, payload: payloads[at]! }));
  return buildFactBase(changed, [...facts.edges]);
}

/** The same facts under other identities. Where two become one, `merge` says what is left of them. */
export function withIds(
  facts: FactBase,
  idOf: (id: StableId) => StableId,
  merge: (one: Fact, other: Fact) => Fact,
): FactBase {
  const renamed = new Map<string, Fact>();
  for (const { id, parent, payload } of facts.facts()) {
    const fact = { id: idOf(id), ...(parent && { parent: idOf(parent) }), payload };
    const key = encodeId(fact.id);
    const other = renamed.get(key);
    renamed.set(key, other === undefined ? fact : merge(other, fact));
  }
  const edges = facts.edges.map(({ from, to, kind }) => ({
    from: idOf(from),
    to: idOf(to),
    kind,
  }));
  return buildFactBase([...renamed.values()], edges);
}
