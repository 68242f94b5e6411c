import type { Connection } from "../database/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";

/** A table or view with columns, as the catalogs describe it. */
export interface TypedRelation {
  readonly schema: string;
  readonly name: string;
  readonly comment: string | null;
  /** Whether rows can be written: of tables, and of views that PostgreSQL writes through. */
  readonly isWritable: boolean;
  readonly columns: readonly TypedColumn[];
}

export interface TypedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly comment: string | null;
  readonly notNull: boolean;
  /** Whether a row can do without a value, as there is a default or an identity. */
  readonly hasDefault: boolean;
  /** Whether nobody may give a value: it is generated from others, or ALWAYS an identity. */
  readonly isGenerated: boolean;
}

/** The type of a column; what a domain is of counts for its values. */
export interface ColumnType {
  readonly schema: string;
  readonly name: string;
  readonly kind: "built-in" | "enum" | "domain" | "composite" | "other";
  readonly comment: string | null;
  /** Of an enum. */
  readonly labels: readonly string[];
  /** Of a composite type, with types as PostgreSQL writes them. */
  readonly attributes: readonly { readonly name: string; readonly type: string }[];
  /** Of an array. */
  readonly element: ColumnType | null;
  /** Of a domain. */
  readonly base: ColumnType | null;
}

interface TypeRow extends Omit<ColumnType, "element" | "base"> {
  readonly oid: string;
  readonly element: string | null;
  readonly base: string | null;
}

interface TypedRelationRow extends Omit<TypedRelation, "columns"> {
  readonly columns: readonly (Omit<TypedColumn, "type"> & { readonly type: string })[] | null;
}

/**
 * The tables and views of a database, but for partitions, whose rows their table has, for what belongs to extensions, and for ours.
 * @param own tables of ours, as SQL writes them
 */
export async function readTypedRelations(
  connection: Connection,
  own: readonly string[],
): Promise<TypedRelation[]> {
  const types = await readTypes(connection);
  const rows = await connection.query<{ relation: string }>(relationsQuery(own));
  return rows.map(({ relation }) => {
    const { columns, ...rest } = JSON.parse(relation) as TypedRelationRow;
    return {
      ...rest,
      columns: (columns ?? []).map((column) => ({ ...column, type: types.get(column.type)! })),
    };
  });
}

const outside = (schema: string) => `${schema} !~ '^pg_' AND ${schema} <> 'information_schema'`;

function relationsQuery(own: readonly string[]): string {
  const ours = own.map((table) => `pg_catalog.to_regclass(${quoteLiteral(table)})`).join(", ");
  return `SELECT pg_catalog.json_build_object(
      'schema', n.nspname, 'name', c.relname, 'comment', pg_catalog.obj_description(c.oid, 'pg_class'),
      'isWritable', c.relkind <> 'm' AND pg_catalog.pg_relation_is_updatable(c.oid, true) & 8 <> 0,
      'columns', (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
          'name', a.attname, 'type', a.atttypid::text, 'comment', pg_catalog.col_description(c.oid, a.attnum),
          'notNull', a.attnotnull OR t.typnotnull,
          'hasDefault', a.atthasdef OR a.attidentity <> '' OR t.typdefault IS NOT NULL,
          'isGenerated', a.attidentity = 'a' OR a.attgenerated <> '') ORDER BY a.attnum)
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))::text AS relation
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND ${outside("n.nspname")}
      AND c.oid NOT IN (SELECT one FROM pg_catalog.unnest(ARRAY[${ours}]::oid[]) one WHERE one IS NOT NULL)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;
}

/** Kinds of PostgreSQL's manual, 52.64 "pg_type"; what is neither is text to the driver. */
const typesQuery = `SELECT pg_catalog.json_build_object(
      'oid', t.oid::text, 'schema', n.nspname, 'name', t.typname, 'comment', pg_catalog.obj_description(t.oid, 'pg_type'),
      'kind', CASE WHEN n.nspname = 'pg_catalog' THEN 'built-in' WHEN t.typtype = 'e' THEN 'enum'
        WHEN t.typtype = 'd' THEN 'domain' WHEN t.typtype = 'c' THEN 'composite' ELSE 'other' END,
      'element', CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem::text END,
      'base', CASE WHEN t.typtype = 'd' THEN t.typbasetype::text END,
      'labels', CASE WHEN t.typtype = 'e' THEN (SELECT pg_catalog.json_agg(e.enumlabel ORDER BY e.enumsortorder)
        FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid) END,
      'attributes', CASE WHEN t.typtype = 'c' AND ${outside("n.nspname")} THEN (
        SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
          'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
        FROM pg_catalog.pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) END)::text AS type
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace`;

async function readTypes(connection: Connection): Promise<ReadonlyMap<string, ColumnType>> {
  const found = await connection.query<{ type: string }>(typesQuery);
  const rows = found.map(({ type }) => JSON.parse(type) as TypeRow);
  const byOid = new Map(rows.map((row) => [row.oid, row]));
  const whole = ({ oid: _, ...row }: TypeRow): ColumnType => ({
    ...row,
    labels: row.labels ?? [],
    attributes: row.attributes ?? [],
    element: row.element === null ? null : whole(byOid.get(row.element)!),
    base: row.base === null ? null : whole(byOid.get(row.base)!),
  });
  return new Map(rows.map((row) => [row.oid, whole(row)]));
}
