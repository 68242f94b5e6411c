import type { Fact, FactBase, StableId } from "@supabase/pg-delta/core";
import { type Definitions, propertyOf } from "./digest/definitions.ts";
import { catalogObject } from "./objects.ts";
import { buildFactBase } from "./pg-delta.ts";

/** What is of a multirange depends on the range with which that was made, which facts do not say. */
export function withMultiranges(facts: FactBase, definitions: Definitions): FactBase {
  const ranges = new Map(facts.facts().flatMap(({ id }) => multirangeOf(id, definitions)));
  if (ranges.size === 0) return facts;
  const edges = facts.facts().flatMap((fact) =>
    typesNamedBy(fact).flatMap((type) => {
      const range = ranges.get(type.replace(/(?:\[\])+$/, ""));
      return range === undefined ? [] : [{ from: fact.id, to: range, kind: "depends" as const }];
    }),
  );
  return buildFactBase(facts.facts(), [...facts.edges, ...edges]);
}

function multirangeOf(id: StableId, definitions: Definitions): [string, StableId][] {
  if (id.kind !== "type") return [];
  const name = propertyOf(catalogObject(id), "multirange", definitions);
  return name === undefined ? [] : [[name, id]];
}

/** Of columns, attributes, domains and the arguments of routines. */
function typesNamedBy({ id, payload }: Fact): readonly string[] {
  const named = [payload["type"], payload["baseType"]].filter((type) => typeof type === "string");
  return "args" in id ? [...named, ...id.args] : named;
}
