import { quoteLiteral } from "../sql/text/index.ts";

/** What must be known of a table to give it rows. */
export interface TableDefinition {
  readonly oid: string;
  /** `schema.name`, for people. */
  readonly name: string;
  /** The same, for SQL. */
  readonly sql: string;
  readonly columns: readonly ColumnDefinition[];
  /** The expressions that each row must not make false: of CHECK constraints and of a partition's bounds. */
  readonly checks: readonly CheckConstraint[];
  readonly references: readonly Reference[];
  /** The columns of unique indexes and exclusion constraints. */
  readonly unique: readonly number[];
}

export interface ColumnDefinition {
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly modifier: number;
  /** The type as SQL, with its modifier. */
  readonly typeSql: string;
  readonly notNull: boolean;
  /** The default expression; `null` where there is none. */
  readonly default: string | null;
  readonly identity: "" | "a" | "d";
  readonly generated: boolean;
  /** Of a generated column: the columns that its expression, which stands for its default, is about. */
  readonly generatedFrom: readonly number[];
}

/** An expression that no row may make false. */
export interface CheckConstraint {
  readonly expression: string;
  readonly columns: readonly number[];
  readonly ofPartition: boolean;
}

export interface Reference {
  readonly columns: readonly number[];
  readonly parent: string;
  readonly parentSql: string;
  readonly parentName: string;
  /** The tables whose rows `parent` has: its partitions, and itself. */
  readonly sources: readonly string[];
  readonly referenced: readonly { readonly number: number; readonly name: string }[];
}

/** A type that a column has, or that such a type is made of. */
export interface TypeDefinition {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  readonly sql: string;
  /** `typtype`: b, c, d, e, r or m. */
  readonly kind: string;
  readonly element: string;
  /** Of a domain. */
  readonly base: string;
  readonly baseSql: string | null;
  readonly modifier: number;
  readonly notNull: boolean;
  readonly checks: readonly string[] | null;
  readonly labels: readonly string[] | null;
  /** The subtype of a range, the range of a multirange. */
  readonly subtype: string | null;
  readonly attributes: readonly { readonly type: string; readonly modifier: number }[] | null;
  /** Of a domain: SQL expressions of values that pass its checks, once they are found. */
  readonly values?: readonly string[];
}

/** One row per table, with its definition as JSON. */
export function definitionsQuery(oids: readonly string[]): string {
  return `SELECT json_build_object('oid', c.oid::text, 'name', n.nspname || '.' || c.relname,
      'sql', format('%I.%I', n.nspname, c.relname),
      'columns', ${columns}, 'checks', ${checks}, 'references', ${references}, 'unique', ${unique})
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid IN (${oids.map(quoteLiteral).join(", ")}) ORDER BY n.nspname, c.relname`;
}

/** Up to PostgreSQL 14 the column depends on the others, later its expression does. */
const generatedFrom = `(SELECT coalesce(json_agg(DISTINCT p.refobjsubid), '[]') FROM pg_depend p
      WHERE a.attgenerated <> '' AND p.refclassid = 'pg_class'::regclass AND p.refobjid = c.oid
        AND p.refobjsubid NOT IN (0, a.attnum)
        AND (p.classid, p.objid, p.objsubid) IN (('pg_class'::regclass, c.oid, a.attnum), ('pg_attrdef'::regclass, d.oid, 0)))`;

const columns = `(SELECT coalesce(json_agg(json_build_object('number', a.attnum, 'name', a.attname,
      'type', a.atttypid::text, 'modifier', a.atttypmod, 'typeSql', format_type(a.atttypid, a.atttypmod),
      'notNull', a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid), 'identity', a.attidentity,
      'generated', a.attgenerated <> '', 'generatedFrom', ${generatedFrom}) ORDER BY a.attnum), '[]')
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)`;

const checks = `(SELECT coalesce(json_agg(json_build_object('expression', k.expression, 'columns', k.columns,
      'ofPartition', k.bounds)), '[]')
    FROM (SELECT pg_get_expr(o.conbin, o.conrelid) AS expression, coalesce(o.conkey, '{}') AS columns, false AS bounds
      FROM pg_constraint o WHERE o.conrelid = c.oid AND o.contype = 'c'
      UNION ALL SELECT pg_get_partition_constraintdef(c.oid),
        ARRAY(SELECT DISTINCT unnest(p.partattrs::int2[]) FROM pg_partition_ancestors(c.oid) u
          JOIN pg_partitioned_table p ON p.partrelid = u.relid), true
      WHERE c.relispartition) k WHERE k.expression IS NOT NULL)`;

/** A key that refers to a partitioned table has one more constraint for each partition: those are left out. */
const references = `(SELECT coalesce(json_agg(json_build_object('columns', o.conkey, 'parent', o.confrelid::text,
      'parentSql', format('%I.%I', s.nspname, p.relname), 'parentName', s.nspname || '.' || p.relname,
      'sources', CASE p.relkind WHEN 'p' THEN (SELECT json_agg(relid::oid::text) FROM pg_partition_tree(p.oid))
        ELSE json_build_array(p.oid::text) END,
      'referenced', (SELECT json_agg(json_build_object('number', a.attnum, 'name', a.attname) ORDER BY r.place)
        FROM unnest(o.confkey) WITH ORDINALITY r(number, place)
        JOIN pg_attribute a ON a.attrelid = o.confrelid AND a.attnum = r.number))
      ORDER BY array_length(o.conkey, 1) DESC, o.conname), '[]')
    FROM pg_constraint o JOIN pg_class p ON p.oid = o.confrelid JOIN pg_namespace s ON s.oid = p.relnamespace
    WHERE o.conrelid = c.oid AND o.contype = 'f' AND NOT EXISTS (SELECT FROM pg_constraint above
      WHERE above.oid = o.conparentid AND above.conrelid = o.conrelid))`;

const unique = `(SELECT coalesce(json_agg(DISTINCT k), '[]'::json) FROM pg_index i, unnest(i.indkey::int2[]) k
    WHERE i.indrelid = c.oid AND (i.indisunique OR i.indisexclusion) AND k > 0)`;

/** One row per type that the columns of the tables have, with all that those are made of. */
export function typesQuery(oids: readonly string[]): string {
  return `WITH RECURSIVE used AS (
      SELECT a.atttypid AS oid FROM pg_attribute a
      WHERE a.attrelid IN (${oids.map(quoteLiteral).join(", ")}) AND a.attnum > 0 AND NOT a.attisdropped
      UNION SELECT part.oid FROM used JOIN pg_type t ON t.oid = used.oid CROSS JOIN LATERAL (
        SELECT t.typelem AS oid UNION ALL SELECT t.typbasetype
        UNION ALL SELECT r.rngsubtype FROM pg_range r WHERE r.rngtypid = t.oid
        UNION ALL SELECT r.rngtypid FROM pg_range r WHERE r.rngmultitypid = t.oid
        UNION ALL SELECT a.atttypid FROM pg_attribute a
          WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) part
      WHERE part.oid <> 0)
    SELECT json_build_object('oid', t.oid::text, 'schema', n.nspname, 'name', t.typname,
      'sql', format('%I.%I', n.nspname, t.typname), 'kind', t.typtype, 'element',
      CASE WHEN t.typcategory = 'A' AND t.typname !~ 'vector$' THEN t.typelem::text ELSE '0' END,
      'base', t.typbasetype::text, 'baseSql', CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
      'modifier', t.typtypmod, 'notNull', t.typnotnull,
      'checks', (SELECT json_agg(pg_get_expr(o.conbin, 0)) FROM pg_constraint o WHERE o.contypid = t.oid AND o.contype = 'c'),
      'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
      'subtype', (SELECT CASE t.oid WHEN r.rngtypid THEN r.rngsubtype ELSE r.rngtypid END::text FROM pg_range r
        WHERE t.oid IN (r.rngtypid, r.rngmultitypid)),
      'attributes', (SELECT json_agg(json_build_object('type', a.atttypid::text, 'modifier', a.atttypmod) ORDER BY a.attnum)
        FROM pg_attribute a WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
    FROM used JOIN pg_type t ON t.oid = used.oid JOIN pg_namespace n ON n.oid = t.typnamespace`;
}
