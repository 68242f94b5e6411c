import { encodeId } from "@supabase/pg-delta/core";
import { plan, type Action } from "@supabase/pg-delta/plan";
import { objectOf, type CatalogObject } from "./objects.ts";
import type { Catalog } from "./read.ts";

/** A statement that brings one catalog nearer to another. */
export interface ChangeStatement {
  /** Without a semicolon. */
  readonly sql: string;
  /** What it makes and what it takes away, what hangs on those included. */
  readonly creates: readonly CatalogObject[];
  readonly drops: readonly CatalogObject[];
  /** Whether rows or values are lost with it. */
  readonly losesData: boolean;
  /** Whether it must be committed before what follows it. */
  readonly commits: boolean;
}

/**
 * The statements that turn the first catalog into the second, in an order in which they run.
 * @throws Error where there are none, as for what PostgreSQL cannot change in place
 */
export function statementsBetween(from: Catalog, to: Catalog): ChangeStatement[] {
  const { actions } = plan(from.facts, to.facts);
  const made = new Set(actions.flatMap(({ produces }) => produces.map(encodeId)));
  return actions.filter((action) => !givesToMaker(action, made, to.user)).map(toStatement);
}

/** What a user makes is that user's already. */
function givesToMaker({ sql, consumes }: Action, made: ReadonlySet<string>, user: string): boolean {
  const owner = `OWNER TO "${user.replaceAll('"', '""')}"`;
  return sql.endsWith(owner) && consumes.some((id) => made.has(encodeId(id)));
}

function toStatement({ sql, produces, destroys, dataLoss, transactionality }: Action) {
  return {
    sql: sql.trim().replace(/;$/, ""),
    creates: produces.map(objectOf),
    drops: destroys.map(objectOf),
    losesData: dataLoss === "destructive",
    commits: transactionality !== "transactional",
  };
}
