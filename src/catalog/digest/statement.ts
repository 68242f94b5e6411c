import { quoteLiteral } from "../../sql/text/index.ts";
import { accessEntries } from "./access.ts";
import { clusterEntries } from "./cluster.ts";
import { distributionEntries } from "./distribution.ts";
import type { Entry } from "./entry.ts";
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

/** The statement that computes a digest: one row, one column; see `Digest`. */
export function digestStatement(platform: Platform, ignored: IgnoredObjects): string {
  return ofEntries(entriesOf(platform, ignored), ignored, rowOf, "md5(definition)");
}

/** The same with definitions in place of their hashes: a JSON object of the properties of each. */
export function definitionsStatement(platform: Platform, ignored: IgnoredObjects): string {
  return ofEntries(entriesOf(platform, ignored), ignored, objectOf, "definition::json");
}

function ofEntries(
  entries: readonly Entry[],
  ignored: IgnoredObjects,
  definitionOf: (entry: Entry) => string,
  shown: string,
): string {
  const selects = entries.map((entry) => selectOf(entry, definitionOf(entry)));
  return `WITH ${shared(ignored)}, entry (kind, name, holder, aspect, definition) AS (${selects.join("\nUNION ALL\n")})
    SELECT json_agg(json_build_array(kind, name, holder, aspect, ${shown})
      ORDER BY kind COLLATE "C", name COLLATE "C", holder COLLATE "C", aspect COLLATE "C", definition COLLATE "C")::text AS digest
    FROM entry`;
}

function selectOf({ key: { kind, name, on, aspect }, from }: Entry, definition: string): string {
  const key = [kind, name, on ?? "NULL", aspect ?? "NULL"].map((part) => `(${part})::text`);
  return `SELECT ${key.join(", ")}, ${definition} FROM ${from}`;
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
    ), relation AS MATERIALIZED (
      SELECT c.*, c.oid::regclass::text AS name FROM pg_class c
      WHERE c.oid >= 16384 AND relkind <> 't' AND relnamespace NOT IN (SELECT oid FROM temporary)
        AND c.oid NOT IN (SELECT oid FROM ignored_relation)
    )`;
}
