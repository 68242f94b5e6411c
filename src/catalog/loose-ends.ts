import type { Connection } from "../database/index.ts";

/** What somebody began and nobody finished. */
export type LooseEnd =
  /** An index that no query uses, while every write keeps it up. */
  | {
      readonly kind: "invalid-index";
      readonly schema: string;
      readonly name: string;
      readonly table: string;
      /** Of a partitioned table: it becomes valid when each partition has its index. */
      readonly partitioned: boolean;
    }
  /** A constraint that new rows keep, and that was never checked for those before. */
  | {
      readonly kind: "unvalidated-constraint";
      readonly schema: string;
      readonly name: string;
      /** The table, or the domain. */
      readonly on: string;
      readonly domain: boolean;
    };

/**
 * The loose ends of a database, but for those of PostgreSQL's own schemas, of extensions, and of what is being built. What is not
 * enforced has nothing to validate; what a partition inherits is told of its parent alone.
 */
export async function looseEnds(connection: Connection): Promise<LooseEnd[]> {
  const [row] = await connection.query<{ found: string }>(
    `SELECT coalesce(pg_catalog.json_agg(found), '[]')::text AS found FROM (
      SELECT found FROM (${invalidIndexes} UNION ALL ${unvalidatedConstraints}) all_of_them
      ORDER BY found ->> 'kind', found ->> 'schema', found ->> 'name') ordered`,
  );
  return JSON.parse(row!.found) as LooseEnd[];
}

const isOwnSchema = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

function isOfExtension(catalog: string, oid: string): string {
  return `EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'
    AND d.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND d.objid = ${oid})`;
}

/** Source: PostgreSQL manual, 53.26 "pg_index", 27.4.4 "CREATE INDEX Progress Reporting". */
const invalidIndexes = `SELECT pg_catalog.json_build_object('kind', 'invalid-index', 'schema', n.nspname,
    'name', c.relname, 'table', t.relname, 'partitioned', c.relkind = 'I') AS found
  FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT i.indisvalid AND ${isOwnSchema} AND NOT ${isOfExtension("pg_class", "t.oid")}
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p
      WHERE p.datname = pg_catalog.current_database() AND p.relid = i.indrelid)`;

/** Source: PostgreSQL manual, 53.13 "pg_constraint"; `conenforced` is there since PostgreSQL 18. */
const unvalidatedConstraints = `SELECT pg_catalog.json_build_object('kind', 'unvalidated-constraint', 'schema', n.nspname,
    'name', o.conname, 'on', coalesce(t.relname, y.typname), 'domain', y.oid IS NOT NULL)
  FROM pg_catalog.pg_constraint o
    JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace
    LEFT JOIN pg_catalog.pg_class t ON t.oid = o.conrelid
    LEFT JOIN pg_catalog.pg_type y ON y.oid = o.contypid
  WHERE NOT o.convalidated AND o.conislocal AND o.conparentid = 0 AND ${isOwnSchema}
    AND coalesce((pg_catalog.to_jsonb(o) ->> 'conenforced')::boolean, true)
    AND NOT ${isOfExtension("pg_class", "t.oid")} AND NOT ${isOfExtension("pg_type", "y.oid")}`;
