import { entry, options, role, select, tablespace } from "./entry.ts";

const relationKind = `CASE relkind WHEN 'f' THEN 'foreign table' WHEN 'v' THEN 'view'
  WHEN 'm' THEN 'materialized view' WHEN 'c' THEN 'type' ELSE 'table' END`;

/** Tables, views, indexes, sequences and composite types, with their columns. */
export const relationEntries: readonly string[] = [
  entry(
    { kind: relationKind, name: "relation.name" },
    [
      "relkind",
      role("relowner"),
      "relpersistence",
      "(SELECT amname FROM pg_am WHERE pg_am.oid = relam)",
      tablespace("reltablespace"),
      options("reloptions"),
      `(SELECT ${options("toast.reloptions")} FROM pg_class toast WHERE toast.oid = relation.reltoastrelid)`,
      "relreplident",
      "relrowsecurity",
      "relforcerowsecurity",
      "relispopulated",
      "pg_get_partkeydef(relation.oid)",
      "pg_get_expr(relpartbound, relation.oid)",
      `ARRAY(SELECT ROW(inhparent::regclass, inhdetachpending)::text FROM pg_inherits
        WHERE inhrelid = relation.oid ORDER BY inhseqno)`,
      "NULLIF(reloftype, 0)::regtype",
      "CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(relation.oid) END",
      `CASE relkind WHEN 'f' THEN (SELECT ROW(srvname, ${options("ftoptions")})::text FROM pg_foreign_table
        JOIN pg_foreign_server ON pg_foreign_server.oid = ftserver WHERE ftrelid = relation.oid) END`,
    ],
    "relation WHERE relkind IN ('r', 'p', 'f', 'v', 'm')",
  ),
  entry(
    {
      kind: "CASE relkind WHEN 'c' THEN 'attribute' ELSE 'column' END",
      name: "relation.name || '.' || quote_ident(attname)",
    },
    [
      "format_type(atttypid, atttypmod)",
      "CASE WHEN attcollation NOT IN (0, 100) THEN attcollation::regcollation END",
      "attnotnull",
      "pg_get_expr(adbin, adrelid)",
      "attgenerated",
      "attidentity",
      "attstorage",
      "attcompression",
      "NULLIF(attstattarget, -1)",
      options("attoptions"),
      options("attfdwoptions"),
      "attislocal",
      "attinhcount",
    ],
    `relation JOIN pg_attribute ON attrelid = relation.oid
      LEFT JOIN pg_attrdef ON atthasdef AND adrelid = attrelid AND adnum = attnum
      WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND attnum > 0 AND NOT attisdropped`,
  ),
  `${select(
    {
      kind: relationKind,
      name: "relation.name",
      aspect: "CASE relkind WHEN 'c' THEN 'attribute order' ELSE 'column order' END",
    },
    "order_of_columns",
  )}
    FROM relation CROSS JOIN LATERAL (
      SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS order_of_columns
      FROM pg_attribute WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped) columns
    WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND order_of_columns IS NOT NULL`,
  entry(
    { kind: "'index'", name: "relation.name" },
    [
      "pg_get_indexdef(indexrelid)",
      "indisvalid",
      "indisready",
      "indisclustered",
      "indisreplident",
      "indimmediate",
      "indisprimary",
      "indisunique",
      tablespace("reltablespace"),
      "CASE WHEN relispartition THEN (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = indexrelid) END",
      `CASE WHEN indexprs IS NOT NULL THEN ARRAY(SELECT ROW(attnum, attstattarget)::text FROM pg_attribute
        WHERE attrelid = indexrelid AND attstattarget >= 0 ORDER BY attnum) END`,
    ],
    "relation JOIN pg_index ON indexrelid = relation.oid",
  ),
  entry(
    { kind: "'sequence'", name: "relation.name" },
    [
      role("relowner"),
      "relpersistence",
      "seqtypid::regtype",
      "seqstart",
      "seqincrement",
      "seqmax",
      "seqmin",
      "seqcache",
      "seqcycle",
      `(SELECT ROW(refobjid::regclass, attname, deptype)::text FROM pg_depend
        JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
        WHERE classid = 'pg_class'::regclass AND objid = relation.oid AND objsubid = 0
          AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i'))`,
    ],
    "relation JOIN pg_sequence ON seqrelid = relation.oid",
  ),
];
