import type { FactBase, StableId } from "@supabase/pg-delta/core";
import type { CatalogObject } from "../objects.ts";
import { encodeId } from "../pg-delta.ts";
import type { Action as Planned } from "@supabase/pg-delta/plan";
import { parseStatements, type Action } from "../../sql/statement/index.ts";

/** One change on the way from a catalog to another, and what it has to do with the others. Facts by their encoded ids. */
export interface ChangeStep {
  readonly sql: string;
  /** Whether the SQL was written from facts, and is as people write it. */
  readonly isWritten: boolean;
  /** What the statement does, the first where it does several things. */
  readonly does: Action | undefined;
  readonly produces: ReadonlyMap<string, StableId>;
  readonly destroys: ReadonlyMap<string, StableId>;
  readonly consumes: ReadonlyMap<string, StableId>;
  /** What it no longer refers to afterwards. */
  readonly releases: ReadonlyMap<string, StableId>;
  readonly losesData: boolean;
  readonly commits: boolean;
  /** Of an object that facts do not know: whether it comes before all that does not have to come before it, or after all that may. */
  readonly place?: "first" | "last";
  /** The object that facts do not know. */
  readonly makes?: CatalogObject;
}

/** From one catalog to another. */
export interface CatalogChange {
  readonly from: FactBase;
  readonly to: FactBase;
  /** The owner of what is made, when nobody says otherwise. */
  readonly user: string;
  readonly majorVersion: number;
}

export function stepOf({ sql: given, dataLoss, transactionality, ...action }: Planned): ChangeStep {
  const sql = given.trim().replace(/;$/, "");
  return {
    sql,
    isWritten: false,
    does: parseStatements(sql)[0]?.actions[0],
    produces: byId(action.produces),
    destroys: byId(action.destroys),
    consumes: byId(action.consumes),
    releases: byId(action.releases),
    losesData: dataLoss === "destructive",
    commits: transactionality !== "transactional",
  };
}

/** A step whose SQL is written from facts, about objects that are there. */
export function writtenStep(sql: string, consumes: readonly StableId[]): ChangeStep {
  const none = new Map<string, StableId>();
  return {
    sql,
    isWritten: true,
    does: undefined,
    produces: none,
    destroys: none,
    consumes: byId(consumes),
    releases: none,
    losesData: false,
    commits: false,
  };
}

/** Several steps in one: the SQL of the first, or what is written instead. */
export function merged(
  first: ChangeStep,
  others: readonly ChangeStep[],
  written?: string,
): ChangeStep {
  const all = [first, ...others];
  const produces = union(all.map((one) => one.produces));
  const consumes = union(all.map((one) => one.consumes));
  return {
    sql: written ?? first.sql,
    isWritten: first.isWritten || written !== undefined,
    does: first.does,
    produces,
    destroys: union(all.map((one) => one.destroys)),
    consumes: new Map([...consumes].filter(([id]) => !produces.has(id))),
    releases: union(all.map((one) => one.releases)),
    losesData: all.some(({ losesData }) => losesData),
    commits: all.some(({ commits }) => commits),
  };
}

export function byId(ids: readonly StableId[]): Map<string, StableId> {
  return new Map(ids.map((id) => [encodeId(id), id]));
}

function union(maps: readonly ReadonlyMap<string, StableId>[]): Map<string, StableId> {
  return new Map(maps.flatMap((map) => [...map]));
}

export function dropsDefault({ does }: ChangeStep): boolean {
  return does?.kind === "set-default" && does.default === undefined;
}

export function setsDefault({ does }: ChangeStep): boolean {
  return does?.kind === "set-default" && does.default !== undefined;
}

/** The facts that a fact cannot be without: what it depends on, and what it is a part of. */
export function needs(facts: FactBase, id: StableId): string[] {
  const parent = facts.get(id)?.parent;
  const used = facts.outgoingEdges(id).filter(({ kind }) => kind === "depends");
  return [
    ...used.map(({ to }) => encodeId(to)),
    ...(parent === undefined ? [] : [encodeId(parent)]),
  ];
}

/** Which references among tables can be written with the tables themselves: all but those that close a circle. */
export class Acyclic {
  readonly #next = new Map<string, Set<string>>();

  /** Adds the reference, where it closes no circle. */
  add(from: string, to: string): boolean {
    if (from !== to && this.#reaches(to, from)) return false;
    this.#next.set(from, (this.#next.get(from) ?? new Set()).add(to));
    return true;
  }

  #reaches(from: string, to: string, seen = new Set<string>()): boolean {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return [...(this.#next.get(from) ?? [])].some((next) => this.#reaches(next, to, seen));
  }
}
