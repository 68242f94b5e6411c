import type { Fact, StableId } from "@supabase/pg-delta/core";
import { aspectsOf } from "./aspects.ts";
import { catalogObject, objectText } from "./objects.ts";
import type { Catalog } from "./read.ts";
import type { ChangeStatement } from "./statements/statements.ts";

/** What keeps, for the rows that are there, what a function computed before its body changed. */
export interface StaleObject {
  /** `column app.users.full_name`, `index app.users_name`, `constraint users_check on app.users` */
  readonly object: string;
  /** `app.full_name(text)` */
  readonly function: string;
}

/** The stored columns, indexes and checks that call a function whose body changes, but those that the statements make anew. */
export function staleObjects(
  from: Catalog,
  to: Catalog,
  statements: readonly ChangeStatement[],
): StaleObject[] {
  const made = new Set(statements.flatMap(({ creates }) => creates.map(objectText)));
  return to.facts
    .facts()
    .filter(({ id }) => id.kind === "function" && hasOtherBody(id, from, to))
    .flatMap(({ id }) =>
      callersOf(id, to)
        .map((caller) => objectText(catalogObject(caller)))
        .filter((object) => !made.has(object))
        .map((object) => ({ object, function: catalogObject(id).name })),
    );
}

function hasOtherBody(id: StableId, from: Catalog, to: Catalog): boolean {
  const [was, is] = [from, to].map(({ facts }) => facts.get(id));
  const body = (fact: Fact) => aspectsOf(fact).get("body");
  return was !== undefined && is !== undefined && body(was) !== body(is);
}

function callersOf(id: StableId, { facts }: Catalog): StableId[] {
  const callers = facts.incomingEdges(id).filter(({ kind }) => kind === "depends");
  return callers.map(({ from }) => from).filter((caller) => keeps(facts.get(caller)));
}

function keeps(fact: Fact | undefined): boolean {
  if (fact === undefined) return false;
  const { id, payload } = fact;
  if (id.kind === "column") return payload["generatedExpr"] != null && payload["_virtual"] !== true;
  return id.kind === "index" || (id.kind === "constraint" && payload["type"] === "c");
}
