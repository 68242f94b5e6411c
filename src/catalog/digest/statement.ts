import { quoteLiteral } from "../../sql/text/index.ts";
import { accessEntries } from "./access.ts";
import { clusterEntries } from "./cluster.ts";
import { distributionEntries } from "./distribution.ts";
import type { AboutRelations, Entry } from "./entry.ts";
import { foreignEntries } from "./foreign.ts";
import { relationEntries } from "./relations.ts";
import { routineEntries } from "./routines.ts";
import { tableEntries } from "./tables.ts";
import { textSearchEntries } from "./text-search.ts";
import { typeEntries } from "./types.ts";

/** What a digest leaves out: the history, its journal, and what belongs to them. */
export interface IgnoredObjects {
  /** Schema of the history. */
  readonly schema: string;
  /** Name of the history. */
  readonly name: string;
  /** Leaves out roles, tablespaces and privileges on settings, which others on the server may change at any time. */
  readonly clusterWide?: boolean;
  /** Leaves out what is in other schemas than this one, as far as a schema is asked for. */
  readonly otherThan?: string;
}

/** What of a server decides what a digest can ask it. */
export interface Platform {
  /** `server_version_num`; 140000 at least. */
  readonly version: number;
  /** Whether Citus spreads the database over several nodes. */
  readonly isDistributed: boolean;
}

/** Columns of a query that say so, for a session with any search path. */
export const platformColumns = `pg_catalog.current_setting('server_version_num')::int AS version,
  EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'citus') AS "isDistributed"`;

/**
 * The statement that computes a digest: a row for each relation, one for what may depend on any, and one for all else: the
 * relation's OID, none, or 0; its name; and the entries as JSON; see `Digest`.
 */
export function digestStatement(platform: Platform, ignored: IgnoredObjects): string {
  return `${withEntries(entriesOf(platform, ignored), ignored, everyRelation, rowOf)}
    SELECT relation, relation::regclass, ${jsonOf("md5(definition)")} FROM entry GROUP BY relation`;
}

/**
 * The same for the relations whose OIDs `$1` has, those that depend on them, and what may depend on any; no JSON for a relation
 * that is not there any more, or of which nothing is said.
 */
export function partStatement(platform: Platform, ignored: IgnoredObjects): string {
  const entries = entriesOf(platform, ignored).filter(({ about }) => about !== "none");
  return `${withEntries(entries, ignored, changedRelations, rowOf)}
    SELECT relation, relation::regclass, ${jsonOf("md5(definition)")} FILTER (WHERE kind IS NOT NULL)
    FROM (SELECT * FROM entry UNION ALL SELECT oid, NULL, NULL, NULL, NULL, NULL FROM changed) entry GROUP BY relation`;
}

/** All of it with definitions in place of their hashes: a JSON object of the properties of each. */
export function definitionsStatement(platform: Platform, ignored: IgnoredObjects): string {
  return `${withEntries(entriesOf(platform, ignored), ignored, everyRelation, objectOf)}
    SELECT (${jsonOf("definition::json")})::text AS digest FROM entry`;
}

function jsonOf(definition: string): string {
  return `json_agg(json_build_array(kind, name, holder, aspect, ${definition})
      ORDER BY kind COLLATE "C", name COLLATE "C", holder COLLATE "C", aspect COLLATE "C", definition COLLATE "C")`;
}

/** @param relations those that `relation` stands for */
function withEntries(
  entries: readonly Entry[],
  ignored: IgnoredObjects,
  relations: string,
  definitionOf: (entry: Entry) => string,
): string {
  const selects = entries.map((entry) => selectOf(entry, definitionOf(entry)));
  return `WITH RECURSIVE ${shared(ignored)}, ${relations}, entry (relation, kind, name, holder, aspect, definition) AS (${selects.join("\nUNION ALL\n")})`;
}

/** What entries are grouped by. */
const relationIn: Readonly<Record<AboutRelations, string>> = {
  one: "relation.oid",
  any: "NULL::oid",
  none: "0::oid",
};

function selectOf(
  { key: { kind, name, on, aspect }, from, about }: Entry,
  definition: string,
): string {
  const key = [kind, name, on ?? "NULL", aspect ?? "NULL"].map((part) => `(${part})::text`);
  return `SELECT ${relationIn[about]}, ${key.join(", ")}, ${definition} FROM ${from}`;
}

function rowOf({ properties }: Entry): string {
  return `ROW(${Object.values(properties).join(", ")})::text`;
}

function objectOf({ properties, secret = [] }: Entry): string {
  const pairs = Object.entries(properties).flatMap(([name, sql]) => [
    quoteLiteral(secret.includes(name) ? `${name} (hashed)` : name),
    secret.includes(name) ? `md5((${sql})::text)` : `(${sql})::text`,
  ]);
  return `json_build_object(${pairs.join(", ")})::text`;
}

function entriesOf(
  { version, isDistributed }: Platform,
  ignored: IgnoredObjects,
): readonly Entry[] {
  return [
    ...relationEntries,
    ...tableEntries,
    ...typeEntries,
    ...routineEntries,
    ...textSearchEntries,
    ...foreignEntries(version),
    ...accessEntries,
    ...(isDistributed ? distributionEntries : []),
    ...(ignored.clusterWide ? [] : clusterEntries(version)),
  ];
}

/** What many entries look up. Each is computed once. */
function shared({ schema, name, otherThan }: IgnoredObjects): string {
  const ownTables = [name, `${name}_journal`].map(quoteLiteral).join(", ");
  return `
    temporary AS MATERIALIZED (
      SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(toast$|temp_|toast_temp_)'${otherThan === undefined ? "" : ` OR nspname <> ${quoteLiteral(otherThan)}`}
    ), member AS MATERIALIZED (
      SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
    ), ignored_table AS MATERIALIZED (
      SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
      WHERE nspname = ${quoteLiteral(schema)} AND relname IN (${ownTables}) AND relkind IN ('r', 'p')
      UNION ALL SELECT objid FROM member WHERE classid = 'pg_class'::regclass
    ), ignored_relation AS MATERIALIZED (
      SELECT oid FROM ignored_table
      UNION ALL SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM ignored_table)
      UNION ALL SELECT objid FROM pg_depend
        WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')
          AND refobjid IN (SELECT oid FROM ignored_table)
    ), any_relation AS MATERIALIZED (
      SELECT c.*, c.oid::regclass::text AS name FROM pg_class c
      WHERE c.oid >= 16384 AND relkind <> 't' AND relnamespace NOT IN (SELECT oid FROM temporary)
        AND c.oid NOT IN (SELECT oid FROM ignored_relation)
    )`;
}

/** See `relationEntry`. */
const everyRelation = "relation AS NOT MATERIALIZED (SELECT * FROM any_relation)";

/**
 * Those that `$1` names, and those that name one of them in a definition: who renames a column changes views and foreign keys.
 * A constraint is told with its index's properties, a table with its TOAST table's; a composite type is what its relation
 * depends on.
 * Source: PostgreSQL manual, 52.18 "pg_depend".
 */
const changedRelations = `
    dependent (classid, objid) AS (
      SELECT 'pg_class'::regclass::oid, oid FROM unnest($1::oid[]) oid
      UNION SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typrelid = ANY ($1)
      UNION SELECT 'pg_class'::regclass, indrelid FROM pg_index WHERE indexrelid = ANY ($1)
      UNION SELECT 'pg_class'::regclass, oid FROM pg_class WHERE reltoastrelid = ANY ($1)
      UNION SELECT d.classid, d.objid FROM dependent JOIN pg_depend d ON d.refclassid = dependent.classid AND d.refobjid = dependent.objid
    ), changed AS MATERIALIZED (
      SELECT objid AS oid FROM dependent WHERE classid = 'pg_class'::regclass
      UNION SELECT conrelid FROM pg_constraint JOIN dependent ON classid = 'pg_constraint'::regclass AND objid = oid AND conrelid <> 0
      UNION SELECT adrelid FROM pg_attrdef JOIN dependent ON classid = 'pg_attrdef'::regclass AND objid = oid
      UNION SELECT tgrelid FROM pg_trigger JOIN dependent ON classid = 'pg_trigger'::regclass AND objid = oid
      UNION SELECT ev_class FROM pg_rewrite JOIN dependent ON classid = 'pg_rewrite'::regclass AND objid = oid
      UNION SELECT polrelid FROM pg_policy JOIN dependent ON classid = 'pg_policy'::regclass AND objid = oid
    ), relation AS NOT MATERIALIZED (SELECT * FROM any_relation WHERE oid IN (SELECT oid FROM changed))`;
