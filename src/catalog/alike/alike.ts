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
import { type ComparedDatabase, haveSameRoles, isScratch } from "./compared.ts";
import { withoutGiven } from "./given.ts";
import { withoutPlatform } from "./platform.ts";
import { withoutToolTables } from "./tool-tables.ts";
import { acrossVersions } from "./versions.ts";

/**
 * The catalogs of two databases, freed of what differs between any two: the names of the usual owner, roles,
 * what only the release of PostgreSQL makes, tables of other migration tools, and schema `public` as the server made it.
 * What is left to differ is the schema. The parser must be loaded.
 * @returns both with the same `user`, the usual owner's name in a database that is no scratch database
 */
export function alike(first: ComparedDatabase, second: ComparedDatabase): [Catalog, Catalog] {
  const owned = withSameOwner(first, second);
  const counted = withoutGiven(
    first,
    second,
    withoutToolTables(first, second, withoutPlatform(owned)),
  );
  return withoutGivenPublic(
    first,
    second,
    acrossVersions(...withoutOwnersOfOwned(...withSameRoles(...counted))),
  );
}

/** Who owns, in each of two databases, what nobody gave away. */
export interface UsualOwners {
  readonly first: string;
  readonly second: string;
}

/**
 * Whose name in the first database is taken for whose in the second, which is a guess: on a scratch database its user
 * owns what was given to nobody; elsewhere it is who owns most. Undefined where both have the same roles.
 */
export function usualOwners(
  first: ComparedDatabase,
  second: ComparedDatabase,
): UsualOwners | undefined {
  if (haveSameRoles(first, second)) return undefined;
  if (isScratch(second) && !isScratch(first)) {
    const owners = usualOwners(second, first)!;
    return { first: owners.second, second: owners.first };
  }
  const { catalog } = first;
  const owner =
    isScratch(first) && ownsAnything(catalog.user, catalog) ? catalog.user : usualOwner(catalog);
  return { first: owner, second: counterpartOf(owner, catalog, second.catalog) };
}

/** The usual owner by the name that it has in the database that is no scratch database. */
function withSameOwner(first: ComparedDatabase, second: ComparedDatabase): [Catalog, Catalog] {
  const owners = usualOwners(first, second);
  if (owners === undefined) return [first.catalog, second.catalog];
  const name = isScratch(second) && !isScratch(first) ? owners.first : owners.second;
  return [
    { ...withRoleNamed(first.catalog, owners.first, name), user: name },
    { ...withRoleNamed(second.catalog, owners.second, name), user: name },
  ];
}

/**
 * The owner, comment and privileges of `public` differ from server to server. They count where what made a
 * scratch database changed them, and between two databases of which none or both are one.
 */
function withoutGivenPublic(
  first: ComparedDatabase,
  second: ComparedDatabase,
  catalogs: [Catalog, Catalog],
): [Catalog, Catalog] {
  if (haveSameRoles(first, second)) return catalogs;
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
