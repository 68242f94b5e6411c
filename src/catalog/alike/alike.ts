import type { Fact, FactBase, StableId } from "@supabase/pg-delta/core";
import { buildFactBase } from "../pg-delta.ts";
import type { Catalog } from "../read.ts";
import { withoutHiddenFacts } from "../rewrite.ts";
import {
  counterpartOf,
  ownsAnything,
  usualOwner,
  withoutOwnersOfOwned,
  withRoleNamed,
  withSameRoles,
} from "./roles.ts";
import { acrossVersions } from "./versions.ts";

/** One side of a comparison of databases. */
export interface ComparedDatabase {
  readonly catalog: Catalog;
  /** Of a scratch database: its catalog before anything was made in it. */
  readonly empty?: Catalog;
}

/**
 * The catalogs of two databases, freed of what differs between any two: the names of the usual owner, roles,
 * what only the release of PostgreSQL makes, and schema `public` as the server made it. What is left to
 * differ is the schema. The parser must be loaded.
 * @returns both with the same `user`, the usual owner's name in a database that is no scratch database
 */
export function alike(first: ComparedDatabase, second: ComparedDatabase): [Catalog, Catalog] {
  return withoutGivenPublic(
    first,
    second,
    acrossVersions(...withoutOwnersOfOwned(...withSameRoles(...withSameOwner(first, second)))),
  );
}

/** On a scratch database its user owns what was given to nobody; elsewhere it is who owns most. */
function withSameOwner(first: ComparedDatabase, second: ComparedDatabase): [Catalog, Catalog] {
  if (second.empty !== undefined && first.empty === undefined) {
    const [scratch, other] = withSameOwner(second, first);
    return [other, scratch];
  }
  const owner =
    first.empty !== undefined && ownsAnything(first.catalog.user, first.catalog)
      ? first.catalog.user
      : usualOwner(first.catalog);
  const name = counterpartOf(owner, first.catalog, second.catalog);
  return [
    { ...withRoleNamed(first.catalog, owner, name), user: name },
    { ...second.catalog, user: name },
  ];
}

/**
 * The owner, comment and privileges of `public` differ from server to server. They count where what made a
 * scratch database changed them, and between two databases of which none is one.
 */
function withoutGivenPublic(
  first: ComparedDatabase,
  second: ComparedDatabase,
  catalogs: [Catalog, Catalog],
): [Catalog, Catalog] {
  const isGiven = [first, second].some(
    ({ catalog, empty }) => empty !== undefined && !changesPublic(catalog.facts, empty.facts),
  );
  if (!isGiven) return catalogs;
  const isUsed = catalogs.some(({ facts }) => facts.childrenOf(publicSchema).some(isObject));
  return catalogs.map((catalog) => ({
    ...catalog,
    facts: isUsed ? withBarePublic(catalog.facts) : withoutHiddenFacts(catalog.facts, isPublic),
  })) as [Catalog, Catalog];
}

const publicSchema: StableId = { kind: "schema", name: "public" };

function changesPublic(facts: FactBase, empty: FactBase): boolean {
  return publicTold(facts) !== publicTold(empty);
}

/** What is said of the schema itself. */
function publicTold(facts: FactBase): string {
  const own = facts.childrenOf(publicSchema).filter((fact) => !isObject(fact));
  const owners = facts.outgoingEdges(publicSchema).map(({ to }) => to);
  return JSON.stringify([facts.has(publicSchema), own, owners]);
}

function isObject({ id }: Fact): boolean {
  return !("target" in id);
}

function isPublic({ id }: Fact): boolean {
  return id.kind === "schema" && id.name === "public";
}

function withBarePublic(facts: FactBase): FactBase {
  const bare = withoutHiddenFacts(
    facts,
    ({ id }) => "target" in id && id.target.kind === "schema" && id.target.name === "public",
  );
  const edges = bare.edges.filter(
    ({ kind, from }) => !(kind === "owner" && from.kind === "schema" && from.name === "public"),
  );
  return buildFactBase(bare.facts(), edges);
}
