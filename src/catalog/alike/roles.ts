import type { Fact, FactBase, StableId } from "@supabase/pg-delta/core";
import type { Definitions } from "../digest/definitions.ts";
import { buildFactBase, encodeId } from "../pg-delta.ts";
import type { Catalog } from "../read.ts";
import { withIds, withoutHiddenFacts, withPayloads } from "../rewrite.ts";

/** The owner of most objects; the user that read the catalog where nothing has an owner. */
export function usualOwner(catalog: Catalog): string {
  const owners = [...ownersOf(catalog.facts).values()];
  return mostCommon(owners) ?? catalog.user;
}

export function ownsAnything(role: string, { facts }: Catalog): boolean {
  return [...ownersOf(facts).values()].includes(role);
}

/** Who in the second catalog owns what this owner has in the first. */
export function counterpartOf(owner: string, first: Catalog, second: Catalog): string {
  const others = ownersOf(second.facts);
  const found = [...ownersOf(first.facts)]
    .filter(([, name]) => name === owner)
    .flatMap(([object]) => others.get(object) ?? []);
  return mostCommon(found) ?? usualOwner(second);
}

/** The owner of each object that has one. */
function ownersOf(facts: FactBase): Map<string, string> {
  const owned = facts.edges.filter(({ kind }) => kind === "owner");
  return new Map(owned.map(({ from, to }) => [encodeId(from), (to as { name: string }).name]));
}

function mostCommon(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}

/** The catalog as it were if one role had another name: as an owner, in privileges and in policies. */
export function withRoleNamed(catalog: Catalog, from: string, to: string): Catalog {
  if (from === to) return catalog;
  const renamed = (name: string) => (name === from ? to : name);
  const facts = withPayloads(catalog.facts, (fact) => renamedInPolicy(fact, renamed));
  return {
    ...catalog,
    user: renamed(catalog.user),
    definitions: renamedInDefinitions(catalog.definitions, renamed),
    facts: withIds(facts, (id) => renamedIn(id, renamed), united),
  };
}

function renamedIn(id: StableId, renamed: (name: string) => string): StableId {
  switch (id.kind) {
    case "role":
      return { ...id, name: renamed(id.name) };
    case "membership":
      return { ...id, role: renamed(id.role), member: renamed(id.member) };
    case "userMapping":
      return { ...id, role: renamed(id.role) };
    case "defaultPrivilege":
      return { ...id, role: renamed(id.role), grantee: renamed(id.grantee) };
    case "acl":
      return { ...id, target: renamedIn(id.target, renamed), grantee: renamed(id.grantee) };
    case "comment":
    case "securityLabel":
      return { ...id, target: renamedIn(id.target, renamed) };
    default:
      return id;
  }
}

/** The roles of a policy stand in its payload. */
function renamedInPolicy({ id, payload }: Fact, renamed: (name: string) => string) {
  if (id.kind !== "policy") return payload;
  return { ...payload, roles: (payload["roles"] as string[]).map(renamed).toSorted() };
}

function renamedInDefinitions(definitions: Definitions, renamed: (name: string) => string) {
  return new Map(
    [...definitions].map(([key, one]) => {
      const { owner } = one.properties;
      const properties = owner ? { ...one.properties, owner: renamed(owner) } : one.properties;
      return [key, { ...one, properties }];
    }),
  );
}

/** Of two grants to what is one role now, what they give together. */
function united(one: Fact, other: Fact): Fact {
  const both = (key: string) =>
    [
      ...new Set([one, other].flatMap(({ payload }) => (payload[key] ?? []) as string[])),
    ].toSorted();
  if (!("privileges" in one.payload)) return one;
  return {
    ...one,
    payload: { ...one.payload, privileges: both("privileges"), grantable: both("grantable") },
  };
}

/** Both catalogs with the roles of both and no memberships: roles are the server's, not the database's. */
export function withSameRoles(first: Catalog, second: Catalog): [Catalog, Catalog] {
  if (rolesText(first) === rolesText(second)) return [first, second];
  const roles = new Map<string, Fact>();
  for (const fact of [...first.facts.facts(), ...second.facts.facts()])
    if (fact.id.kind === "role") roles.set(encodeId(fact.id), fact);
  return [withRoles(first, roles), withRoles(second, roles)];
}

/** All that is said of roles, equal where that is the same. */
function rolesText({ facts }: Catalog): string {
  const said = facts.facts().filter(({ id }) => isOfServer(id));
  const texts = said.map(({ id }) => `${encodeId(id)} ${facts.hashOf(id)}`);
  return texts.toSorted().join("\n");
}

function withRoles(catalog: Catalog, roles: ReadonlyMap<string, Fact>): Catalog {
  const others = withoutHiddenFacts(catalog.facts, ({ id }) => id.kind === "membership");
  const facts = others.facts().filter(({ id }) => !isOfServer(id));
  return { ...catalog, facts: buildFactBase([...facts, ...roles.values()], [...others.edges]) };
}

/** A role, a comment on one, or a membership. */
function isOfServer(id: StableId): boolean {
  const isComment = "target" in id && id.target.kind === "role";
  return id.kind === "role" || id.kind === "membership" || isComment;
}

/**
 * Both catalogs without the owners of sequences that belong to a column in both, and without what these owners
 * may do: they go with the table. Source: PostgreSQL manual, ALTER SEQUENCE, OWNED BY.
 */
export function withoutOwnersOfOwned(first: Catalog, second: Catalog): [Catalog, Catalog] {
  const others = ownedSequences(second);
  const owned = new Set([...ownedSequences(first)].filter((key) => others.has(key)));
  return [withoutOwners(first, owned), withoutOwners(second, owned)];
}

function ownedSequences({ facts }: Catalog): Set<string> {
  const owned = facts
    .facts()
    .filter(({ id, payload }) => id.kind === "sequence" && payload["ownedBy"] !== null);
  return new Set(owned.map(({ id }) => encodeId(id)));
}

function withoutOwners(catalog: Catalog, objects: ReadonlySet<string>): Catalog {
  const owners = ownersOf(catalog.facts);
  const bare = withoutHiddenFacts(catalog.facts, ({ id }) => {
    const target = id.kind === "acl" ? encodeId(id.target) : "";
    return id.kind === "acl" && objects.has(target) && owners.get(target) === id.grantee;
  });
  const edges = bare.edges.filter(
    ({ kind, from }) => !(kind === "owner" && objects.has(encodeId(from))),
  );
  return { ...catalog, facts: buildFactBase(bare.facts(), edges) };
}
