import type { Fact, StableId } from "@supabase/pg-delta/core";
import { secretOption } from "./secrets.ts";
import { shownName } from "../sql/statement/index.ts";

/** What can be said of an object beside its name: aspect by aspect, in words that follow "its". */
export type Aspects = ReadonlyMap<string, string>;

type Payload = Fact["payload"];

/** What a fact says of its own object. */
export function aspectsOf({ id, payload }: Fact): Aspects {
  const read = readers[id.kind];
  return present(read === undefined ? plain(payload) : read(payload));
}

/** What a fact says of the object that it hangs on: a default of its column, a comment of its table. */
export function satelliteOf({ id, payload }: Fact): Aspects | undefined {
  switch (id.kind) {
    case "default":
      return present({ default: payload["expr"] });
    case "comment":
      return present({ comment: payload["text"] });
    case "acl":
      return present({ [privilegesOf(id.grantee)]: privilegesText(payload) });
    case "securityLabel":
      return present({ [`security label of ${id.provider}`]: payload["label"] ?? "set" });
    case "typeAttribute":
      return present({ [`attribute ${shownName([id.name])}`]: payload["type"] });
    case "publicationRel":
      return present({ [`table ${shownName([id.schema, id.table])}`]: publishedText(payload) });
    case "publicationSchema":
      return present({ [`schema ${shownName([id.schema])}`]: "all tables" });
    default:
      return undefined;
  }
}

function privilegesOf(grantee: string): string {
  return `privileges of ${grantee}`;
}

function privilegesText({ privileges, grantable }: Payload): string {
  const given = (privileges as string[]).map((privilege) =>
    (grantable as string[]).includes(privilege) ? `${privilege} (may be granted on)` : privilege,
  );
  return given.join(", ") || "none";
}

function publishedText({ columns, where }: Payload): string {
  const list = columns === null ? "all columns" : `columns ${(columns as string[]).join(", ")}`;
  return where === null ? list : `${list} where ${String(where)}`;
}

type Reader = (payload: Payload) => Record<string, unknown>;

const readers: Partial<Record<StableId["kind"], Reader>> = {
  table: ({ persistence, rowSecurity, forceRowSecurity, replicaIdentity, ...rest }) => ({
    ...plain(rest),
    UNLOGGED: persistence === "u" && "set",
    "row level security": rowSecurity && "enabled",
    "row level security for the owner": forceRowSecurity && "forced",
    "replica identity": replicaIdentity !== "d" && replicaIdentities[String(replicaIdentity)],
  }),
  column: ({ type, notNull, collation, generatedExpr, identity, ...rest }) => ({
    type,
    "NOT NULL": notNull && "set",
    collation,
    "generation expression": generatedExpr,
    identity: identityText(identity),
    ...plain(rest),
  }),
  constraint: ({ def, validated }) => ({
    definition: String(def).replace(/ NOT VALID$/, ""),
    "NOT VALID": validated === false && "set",
  }),
  index: ({ def, valid }) => ({ ...indexAspects(String(def)), INVALID: !valid && "set" }),
  view: ({ def, reloptions }) => ({ definition: oneLine(def), options: reloptions }),
  materializedView: ({ def, reloptions }) => ({ definition: oneLine(def), options: reloptions }),
  function: ({ def }) => routineAspects(String(def)),
  procedure: ({ def }) => routineAspects(String(def)),
  trigger: ({ def, enabled }) => ({
    definition: def,
    state: triggerStates[String(enabled)],
  }),
  type: ({ variant, values, ...rest }) => ({ kind: variant, values, ...plain(rest) }),
  fdw: withShownOptions,
  server: withShownOptions,
  userMapping: withShownOptions,
  foreignTable: withShownOptions,
  subscription: ({ conninfo: _, ...rest }) => plain(rest),
};

/** Options by their names alone where their values are secrets. */
function withShownOptions({ options, ...rest }: Payload): Record<string, unknown> {
  const shown = (options as string[]).map((option) => secretOption(option) ?? option);
  return { ...plain(rest), options: shown };
}

/** Source: PostgreSQL manual, 52.11 "pg_class", relreplident. */
const replicaIdentities: Record<string, string> = { n: "nothing", f: "full", i: "an index" };
/** Source: PostgreSQL manual, 52.58 "pg_trigger", tgenabled. */
const triggerStates: Record<string, string> = {
  O: "enabled",
  D: "disabled",
  R: "replica only",
  A: "always",
};

function identityText(identity: unknown): unknown {
  if (identity === null || identity === undefined) return undefined;
  const { generation, options } = identity as { generation: string; options: unknown };
  const when = generation === "a" ? "ALWAYS" : "BY DEFAULT";
  return options === null ? when : `${when} (${settingsText(options as object)})`;
}

/** `increment 10, min value 1` */
function settingsText(settings: object): string {
  return Object.entries(settings)
    .map(([name, value]) => `${inWords(name)} ${String(value)}`)
    .join(", ");
}

const indexDefinition =
  /^CREATE (UNIQUE )?INDEX .*? ON (?:ONLY )?.*? USING (\S+) (\(.*?\))(?: INCLUDE (\(.*?\)))?( NULLS NOT DISTINCT)?(?: WITH (\(.*?\)))?(?: TABLESPACE (\S+))?(?: WHERE (\(.*\)))?$/s;

/** Source: PostgreSQL's `pg_get_indexdef`, whose output has the clauses in this order. */
function indexAspects(definition: string): Record<string, unknown> {
  const match = indexDefinition.exec(definition);
  if (match === null) return { definition };
  const [, unique, method, columns, include, nulls, options, tablespace, where] = match;
  return {
    UNIQUE: unique && "set",
    method,
    columns,
    "INCLUDE clause": include,
    "NULLS NOT DISTINCT": nulls && "set",
    options,
    tablespace,
    "WHERE clause": where,
  };
}

const routineOptions =
  /\b(IMMUTABLE|STABLE|STRICT|SECURITY DEFINER|LEAKPROOF|PARALLEL \w+|WINDOW)\b/g;

/** Source: PostgreSQL's `pg_get_functiondef`: head, options, AS and the body. */
function routineAspects(definition: string): Record<string, unknown> {
  const [head = "", body = ""] = splitOnce(definition, /\n(?=AS |BEGIN ATOMIC|RETURN )/);
  const aspects: Record<string, unknown> = {
    arguments: /\((.*?)\)\n/s.exec(head)?.[1],
    "result type": / RETURNS (.*)/.exec(head)?.[1],
    language: / LANGUAGE (\S+)/.exec(head)?.[1],
    body: oneLine(body),
  };
  for (const [option] of head.matchAll(routineOptions)) aspects[option] = "set";
  for (const [, name, value] of head.matchAll(/\n SET (\S+) TO (.*)/g))
    aspects[`setting ${name}`] = value;
  for (const [, name, value] of head.matchAll(/ (COST|ROWS|SUPPORT) (\S+)/g))
    aspects[name!] = value;
  return aspects;
}

function splitOnce(text: string, at: RegExp): [string, string] {
  const place = text.search(at);
  return place < 0 ? [text, ""] : [text.slice(0, place), text.slice(place + 1)];
}

/** The attributes of a payload under their own names, as words. */
function plain(payload: Payload): Record<string, unknown> {
  const semantic = Object.entries(payload).filter(([name]) => !name.startsWith("_"));
  return Object.fromEntries(semantic.map(([name, value]) => [inWords(name), value]));
}

const names: Record<string, string> = { reloptions: "options", def: "definition" };

/** `minValue` as `min value`. */
function inWords(name: string): string {
  return names[name] ?? name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function oneLine(text: unknown): string {
  return String(text).replaceAll(/\s+/g, " ").trim();
}

/** What is there, as text; false, null and empty lists are not. */
function present(aspects: Record<string, unknown>): Aspects {
  const given = Object.entries(aspects).filter(
    ([, value]) =>
      value !== null &&
      value !== undefined &&
      value !== false &&
      !(Array.isArray(value) && value.length === 0),
  );
  return new Map(given.map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown): string {
  if (value === true) return "set";
  if (Array.isArray(value)) return value.map(String).join(", ");
  if (isName(value)) return shownName([value.schema, value.name]);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The identity of a relation that an aspect refers to, as a partition's parent. */
function isName(value: unknown): value is { schema: string; name: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).toSorted().join() === "name,schema"
  );
}
