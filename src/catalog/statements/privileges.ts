import type { Fact, FactBase, StableId } from "@supabase/pg-delta/core";
import { encodeId } from "../pg-delta.ts";
import { quoteIfNeeded } from "../../sql/text/index.ts";
import { catalogObject } from "../objects.ts";
import { writtenStep, type ChangeStep, type CatalogChange } from "./steps.ts";

type Acl = Extract<StableId, { kind: "acl" }>;

/** The grants that are to be given, and those to be taken, where the objects are there afterwards. */
export function privilegeSteps(steps: readonly ChangeStep[], way: CatalogChange): ChangeStep[] {
  const made = new Map(steps.flatMap(({ produces }) => [...produces]));
  const ids = new Map([
    ...aclsOf(way.from.facts()),
    ...aclsOf(way.to.facts()),
    ...[...made.values()].flatMap((id) => aclsOfNew(id, way)),
  ]);
  const kept = [...ids.values()].filter(
    (id) => way.to.has(id.target) && way.to.has(columnOf(id) ?? id.target),
  );
  const changed = kept.flatMap((id) => {
    const isNew = [id.target, columnOf(id)].some((one) => one && made.has(encodeId(one)));
    return changes(id, isNew ? initial(id, way) : afterOwner(id, way), way);
  });
  const said = new Set(changed.map(({ sql }) => sql));
  const again = kept.flatMap((id) => grantedAgain(id, kept, way));
  return [...changed, ...again.filter(({ sql }) => !said.has(sql))];
}

/** Who keeps a privilege that somebody else may no longer grant on may have it from there, and lost it along. */
function grantedAgain(id: Acl, others: readonly Acl[], way: CatalogChange): ChangeStep[] {
  const takers = others.filter(
    (other) => other.grantee !== id.grantee && encodeId(other.target) === encodeId(id.target),
  );
  const lost = new Set(
    takers.flatMap((other) => {
      const kept = privilegesIn(way.to.get(other)).grantable;
      return [...privilegesIn(way.from.get(other)).grantable].filter((one) => !kept.has(one));
    }),
  );
  if (lost.size === 0 || id.grantee === ownerOf(id.target, way.to)) return [];
  const has = privilegesIn(way.to.get(id));
  const without = (some: ReadonlySet<string>) => new Set([...some].filter((one) => !lost.has(one)));
  return changes(id, { plain: without(has.plain), grantable: without(has.grantable) }, way);
}

/** The column on which they are, with which they go. */
function columnOf({ target, column }: Acl): StableId | undefined {
  if (column === undefined || target.kind !== "table") return undefined;
  return { kind: "column", schema: target.schema, table: target.name, name: column };
}

/** Whoever may do something with an object that has just been made. */
function aclsOfNew(target: StableId, { from, user }: CatalogChange): [string, Acl][] {
  if (objectTypes[target.kind] === undefined) return [];
  const grantees = from
    .facts()
    .flatMap(({ id }) => (id.kind === "defaultPrivilege" ? [id.grantee] : []));
  return [...new Set(["PUBLIC", user, ...grantees])].map((grantee) => {
    const id: Acl = { kind: "acl", target, grantee };
    return [encodeId(id), id];
  });
}

function aclsOf(facts: readonly Fact[]): [string, Acl][] {
  return facts.flatMap(({ id }) =>
    id.kind === "acl" ? [[encodeId(id), id] as [string, Acl]] : [],
  );
}

/** By grantee: privileges that may not, and that may, be granted on. */
interface Privileges {
  readonly plain: ReadonlySet<string>;
  readonly grantable: ReadonlySet<string>;
}

const none: Privileges = { plain: new Set(), grantable: new Set() };

function changes(id: Acl, has: Privileges, way: CatalogChange): ChangeStep[] {
  const wants = privilegesIn(way.to.get(id));
  const [had, wanted] = [all(has), all(wants)];
  const lost = [...had].filter((privilege) => !wanted.has(privilege));
  const onlyPlain = [...has.grantable].filter((privilege) => wants.plain.has(privilege));
  const given = [...wants.plain].filter((privilege) => !had.has(privilege));
  const givenOn = [...wants.grantable].filter((privilege) => !has.grantable.has(privilege));
  const sentence = (verb: string, privileges: string[], whole: boolean, tail: string) =>
    `${verb} ${listed(privileges, whole, id)} ON ${targetText(id.target)} ${tail}`;
  const who = id.grantee === "PUBLIC" ? "PUBLIC" : quoteIfNeeded(id.grantee);
  return [
    ...(lost.length > 0
      ? [sentence("REVOKE", lost, wanted.size === 0, `FROM ${who}${withWhatWasGranted(lost, has)}`)]
      : []),
    ...(onlyPlain.length > 0
      ? [sentence("REVOKE GRANT OPTION FOR", onlyPlain, false, `FROM ${who} CASCADE`)]
      : []),
    ...(given.length > 0 ? [sentence("GRANT", given, isFull(given, id, way), `TO ${who}`)] : []),
    ...(givenOn.length > 0
      ? [sentence("GRANT", givenOn, isFull(givenOn, id, way), `TO ${who} WITH GRANT OPTION`)]
      : []),
  ].map((sql) => writtenStep(sql, [id.target, ...roleOf(id)]));
}

/** What somebody granted on goes with the right to. */
function withWhatWasGranted(lost: readonly string[], { grantable }: Privileges): string {
  return lost.some((privilege) => grantable.has(privilege)) ? " CASCADE" : "";
}

function roleOf({ grantee }: Acl): StableId[] {
  return grantee === "PUBLIC" ? [] : [{ kind: "role", name: grantee }];
}

function privilegesIn(fact: Fact | undefined): Privileges {
  if (fact === undefined) return none;
  const { privileges, grantable } = fact.payload as { privileges: string[]; grantable: string[] };
  return {
    plain: new Set(privileges.filter((privilege) => !grantable.includes(privilege))),
    grantable: new Set(grantable),
  };
}

function all({ plain, grantable }: Privileges): Set<string> {
  return new Set([...plain, ...grantable]);
}

/** What a grantee may do once the owner is another one, to whom what the last one could do is handed over. */
function afterOwner(id: Acl, { from, to }: CatalogChange): Privileges {
  const [was, is] = [from, to].map((facts) => ownerOf(id.target, facts));
  const present = privilegesIn(from.get(id));
  if (was === is || was === undefined) return present;
  if (id.grantee === was) return none;
  if (id.grantee !== is) return present;
  const handed = privilegesIn(from.get({ ...id, grantee: was }));
  return {
    plain: new Set([...present.plain, ...handed.plain]),
    grantable: new Set([...present.grantable, ...handed.grantable]),
  };
}

function ownerOf(target: StableId, facts: FactBase): string | undefined {
  const [owner] = facts.outgoingEdges(target).filter(({ kind }) => kind === "owner");
  return owner?.to.kind === "role" ? owner.to.name : undefined;
}

/** What a grantee may do with an object that has just been made. */
function initial(id: Acl, way: CatalogChange): Privileges {
  if (id.column !== undefined) return none;
  const isOwner = ownerOf(id.target, way.to) === id.grantee;
  const builtIn = isReplaced(id, way)
    ? []
    : isOwner
      ? full(id, way)
      : id.grantee === "PUBLIC"
        ? forPublic(id.target)
        : [];
  const asked = defaultsFor(id, way);
  return { plain: new Set([...builtIn, ...asked.plain]), grantable: asked.grantable };
}

/** Default privileges without a schema take the place of the built-in ones. Source: manual, 52.16 "pg_default_acl". */
function isReplaced({ target }: Acl, { from, user }: CatalogChange): boolean {
  return from
    .facts()
    .some(
      ({ id }) =>
        id.kind === "defaultPrivilege" &&
        id.role === user &&
        id.schema === null &&
        id.objtype === objectTypes[target.kind],
    );
}

/** Source: PostgreSQL manual, 5.8 "Privileges": what PUBLIC is granted by default. */
function forPublic({ kind }: StableId): string[] {
  if (/^(?:function|procedure|aggregate)$/.test(kind)) return ["EXECUTE"];
  return /^(?:type|domain)$/.test(kind) ? ["USAGE"] : [];
}

/** What ALTER DEFAULT PRIVILEGES adds. */
function defaultsFor({ target, grantee }: Acl, { from, user }: CatalogChange): Privileges {
  const { schema } = target as { schema?: string };
  const found = from
    .facts()
    .filter(
      ({ id }) =>
        id.kind === "defaultPrivilege" &&
        id.role === user &&
        id.grantee === grantee &&
        id.objtype === objectTypes[target.kind] &&
        (id.schema === null || id.schema === schema),
    );
  const privileges = found.map(privilegesIn);
  return {
    plain: new Set(privileges.flatMap(({ plain }) => [...plain])),
    grantable: new Set(privileges.flatMap(({ grantable }) => [...grantable])),
  };
}

/** Source: PostgreSQL manual, 52.16 "pg_default_acl". */
const objectTypes: Record<string, string> = {
  table: "r",
  view: "r",
  materializedView: "r",
  foreignTable: "r",
  sequence: "S",
  function: "f",
  procedure: "f",
  aggregate: "f",
  type: "T",
  domain: "T",
  schema: "n",
};

/** Source: PostgreSQL manual, table 5.2 "Summary of Access Privileges". */
function full({ target }: Acl, { majorVersion }: CatalogChange): string[] {
  switch (objectTypes[target.kind]) {
    case "r":
      return [...tablePrivileges, ...(majorVersion >= 17 ? ["MAINTAIN"] : [])];
    case "S":
      return ["SELECT", "UPDATE", "USAGE"];
    case "n":
      return ["CREATE", "USAGE"];
    case "f":
      return ["EXECUTE"];
    default:
      return ["USAGE"];
  }
}

const tablePrivileges = "SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER".split(" ");

function isFull(privileges: readonly string[], id: Acl, way: CatalogChange): boolean {
  const every = full(id, way);
  return id.column === undefined && every.length > 1 && every.length === privileges.length;
}

function listed(privileges: readonly string[], whole: boolean, { column }: Acl): string {
  const usual = privileges.toSorted((a, b) => place(a) - place(b));
  const columns = column === undefined ? "" : ` (${quoteIfNeeded(column)})`;
  return whole ? `ALL${columns}` : usual.map((privilege) => privilege + columns).join(", ");
}

/** The order in which people name them. */
function place(privilege: string): number {
  return tablePrivileges.indexOf(privilege);
}

function targetText(target: StableId): string {
  const { kind, name } = catalogObject(target);
  if (objectTypes[target.kind] === "r") return name;
  if (kind === "aggregate") return `FUNCTION ${name}`;
  if (kind === "domain") return `TYPE ${name}`;
  return `${kind === "server" ? "FOREIGN SERVER" : kind.toUpperCase()} ${name}`;
}
