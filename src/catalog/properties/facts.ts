import type { FactBase } from "@supabase/pg-delta/core";
import { catalogObject, objectText, type CatalogObject } from "../objects.ts";

const factNames = new WeakMap<FactBase, ReadonlySet<string>>();

/** Whether facts know an object: not the index of a key, nor a NOT NULL constraint. A domain is a type for whoever comments on it. */
export function isFact({ kind, name }: CatalogObject, facts: FactBase): boolean {
  const names =
    factNames.get(facts) ?? new Set(facts.facts().map(({ id }) => objectText(catalogObject(id))));
  factNames.set(facts, names);
  return names.has(`${kind} ${name}`) || (kind === "type" && names.has(`domain ${name}`));
}
