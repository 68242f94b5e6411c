import type { StableId } from "@supabase/pg-delta/core";
import { shownName, sqlName } from "../sql/statement/index.ts";

/** A schema object as people call it. */
export interface CatalogObject {
  /** In PostgreSQL's words: `table`, `index`, `materialized view`, … */
  readonly kind: string;
  /** Qualified where it has a schema, and with the types of its arguments: `app.users`, `app.f(integer)`, `app.users.email`. */
  readonly name: string;
  /** The table that it belongs to, where its own name does not say so. */
  readonly on?: string;
}

/** `index app.idx_x`, `constraint chk on app.users` */
export function objectText({ kind, name, on }: CatalogObject): string {
  return on === undefined ? `${kind} ${name}` : `${kind} ${name} on ${on}`;
}

/** What a fact's identity says to a person. */
export function catalogObject(id: StableId): CatalogObject {
  switch (id.kind) {
    case "column":
      return { kind: "column", name: shownName([id.schema, id.table, id.name]) };
    case "constraint":
    case "trigger":
    case "rule":
    case "policy":
      return { kind: id.kind, name: shownName([id.name]), on: shownName([id.schema, id.table]) };
    case "function":
    case "procedure":
    case "aggregate":
      return { kind: id.kind, name: `${shownName([id.schema, id.name])}(${id.args.join(", ")})` };
    case "membership":
      return { kind: "membership", name: shownName([id.member]), on: shownName([id.role]) };
    case "userMapping":
      return {
        kind: "user mapping",
        name: id.role === "PUBLIC" ? id.role : shownName([id.role]),
        on: shownName([id.server]),
      };
    case "defaultPrivilege":
      return { kind: "default privileges", name: defaultPrivilegesName(id) };
    default:
      return { kind: kinds[id.kind] ?? id.kind, name: nameOf(id) };
  }
}

const kinds: Record<string, string> = {
  eventTrigger: "event trigger",
  fdw: "foreign data wrapper",
  foreignTable: "foreign table",
  materializedView: "materialized view",
};

function nameOf(id: StableId): string {
  const { schema, name = "" } = id as { schema?: string; name?: string };
  return sqlName({ schema, name });
}

function defaultPrivilegesName(id: Extract<StableId, { kind: "defaultPrivilege" }>): string {
  const where = id.schema === null ? "" : ` in schema ${shownName([id.schema])}`;
  const what = objectTypes[id.objtype] ?? id.objtype;
  return `of ${id.grantee} on ${what} that ${shownName([id.role])} creates${where}`;
}

/** Source: PostgreSQL manual, 52.16 "pg_default_acl". */
const objectTypes: Record<string, string> = {
  r: "tables",
  S: "sequences",
  f: "functions",
  T: "types",
  n: "schemas",
  L: "large objects",
};
