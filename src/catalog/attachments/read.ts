import type { Fact, StableId } from "@supabase/pg-delta/core";
import { encodeId } from "../pg-delta.ts";

/**
 * What a table is a partition or a child of, and what it has from there. An index says of which index it is a part
 * (`_of`), and whether it has the name that PostgreSQL gives it (`_usual`).
 */
export interface Attachment {
  readonly table: TableKey;
  readonly parents: readonly TableName[];
  /** `FOR VALUES FROM (1) TO (2)`, of a partition. */
  readonly bound: string | null;
  /** Columns, defaults, constraints and indexes that the table would keep if it were on its own, as facts. */
  readonly inherited: readonly Fact[];
  /** What an inherited constraint refers to. */
  readonly references: readonly Reference[];
}

export interface TableName {
  readonly schema: string;
  readonly name: string;
}

export type TableKey = TableName & { readonly kind: "table" };

interface Reference {
  readonly from: StableId;
  readonly to: StableId;
}

/** By the encoded identity of the table. */
export type Attachments = ReadonlyMap<string, Attachment>;

type Query = (text: string) => Promise<object[]>;

/** Reads what tables are attached to. Names in definitions are to be qualified: the search path is pg_catalog's. */
export async function readAttachments(query: Query): Promise<Attachments> {
  const rows = (await query(attachmentQuery)) as { attachment: Attachment }[];
  return new Map(rows.map(({ attachment }) => [encodeId(attachment.table), attachment]));
}

const schemaOf = (relation: string) =>
  `(SELECT nspname FROM pg_namespace WHERE pg_namespace.oid = ${relation}.relnamespace)`;

const tableId = (relation: string) =>
  `json_build_object('kind', 'table', 'schema', ${schemaOf(relation)}, 'name', ${relation}.relname)`;

/** Of a part of the table `c`. */
const partId = (kind: string, name: string) =>
  `json_build_object('kind', '${kind}', 'schema', ${schemaOf("c")}, 'table', c.relname, 'name', ${name})`;

const factOf = (id: string, parent: string, payload: string) =>
  `json_build_object('id', ${id}, 'parent', ${parent}, 'payload', ${payload})`;

const columns = `
  SELECT ${factOf(
    partId("column", "attname"),
    tableId("c"),
    `json_build_object('_position', attnum, 'type', format_type(atttypid, atttypmod), 'notNull', attnotnull,
      'identity', NULL, 'generatedExpr', CASE WHEN attgenerated <> '' THEN pg_get_expr(adbin, adrelid) END,
      'collation', (SELECT quote_ident(nspname) || '.' || quote_ident(collname) FROM pg_collation k
        JOIN pg_namespace n ON n.oid = collnamespace JOIN pg_type t ON t.oid = atttypid
        WHERE k.oid = attcollation AND attcollation <> typcollation))`,
  )}
  FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND NOT attislocal`;

const defaults = `
  SELECT ${factOf(partId("default", "attname"), partId("column", "attname"), "json_build_object('expr', pg_get_expr(adbin, adrelid))")}
  FROM pg_attribute JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attrelid = c.oid AND NOT attisdropped AND NOT attislocal AND attgenerated = ''`;

const constraints = `
  SELECT ${factOf(
    partId("constraint", "conname"),
    tableId("c"),
    "json_build_object('def', pg_get_constraintdef(k.oid), 'type', contype, 'validated', convalidated)",
  )}
  FROM pg_constraint k WHERE conrelid = c.oid AND NOT conislocal AND contype IN ('p', 'u', 'f', 'c', 'x')`;

const indexes = `
  SELECT ${factOf(
    `json_build_object('kind', 'index', 'schema', ${schemaOf("c")}, 'name', i.relname)`,
    tableId("c"),
    `json_build_object('def', pg_get_indexdef(indexrelid), 'valid', CASE i.relkind WHEN 'I' THEN true ELSE indisvalid END,
      '_of', (SELECT json_build_object('kind', 'index', 'schema', ${schemaOf("p")}, 'name', p.relname)
        FROM pg_inherits JOIN pg_class p ON p.oid = inhparent WHERE inhrelid = indexrelid),
      '_usual', i.relname = (SELECT c.relname || '_' || string_agg(attname, '_' ORDER BY attnum) || '_idx'
        FROM pg_attribute WHERE attrelid = indexrelid))`,
  )}
  FROM pg_index JOIN pg_class i ON i.oid = indexrelid
  WHERE indrelid = c.oid AND i.relispartition
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))`;

const references = `
  SELECT json_build_object('from', ${partId("constraint", "conname")}, 'to', ${tableId("r")})
  FROM pg_constraint k JOIN pg_class r ON r.oid = confrelid
  WHERE conrelid = c.oid AND NOT conislocal AND contype = 'f' AND confrelid <> c.oid`;

const attachmentQuery = `
SELECT json_build_object(
  'table', ${tableId("c")},
  'parents', ARRAY(SELECT json_build_object('schema', ${schemaOf("p")}, 'name', p.relname)
    FROM pg_inherits JOIN pg_class p ON p.oid = inhparent WHERE inhrelid = c.oid ORDER BY inhseqno),
  'bound', pg_get_expr(c.relpartbound, c.oid),
  'inherited', ARRAY(${[columns, defaults, constraints, indexes].join(" UNION ALL ")}),
  'references', ARRAY(${references})
) AS attachment
FROM pg_class c
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'f') AND EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid)`;
