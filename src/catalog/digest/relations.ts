import { type Entry, options, relationEntry, role, tablespace } from "./entry.ts";

const relationKind = `CASE relkind WHEN 'f' THEN 'foreign table' WHEN 'v' THEN 'view'
  WHEN 'm' THEN 'materialized view' WHEN 'c' THEN 'type' ELSE 'table' END`;

const relations = relationEntry(
  { kind: relationKind, name: "relation.name" },
  {
    kind: "relkind",
    owner: role("relowner"),
    persistence: "relpersistence",
    "access method": "(SELECT amname FROM pg_am WHERE pg_am.oid = relam)",
    tablespace: tablespace("reltablespace"),
    options: options("reloptions"),
    "TOAST options": `(SELECT ${options("toast.reloptions")} FROM pg_class toast WHERE toast.oid = relation.reltoastrelid)`,
    "replica identity": "relreplident",
    "row level security": "relrowsecurity",
    "row level security for the owner": "relforcerowsecurity",
    population: "relispopulated",
    "partition key": "pg_get_partkeydef(relation.oid)",
    "partition bound": "pg_get_expr(relpartbound, relation.oid)",
    parents: `ARRAY(SELECT ROW(inhparent::regclass, inhdetachpending)::text FROM pg_inherits
      WHERE inhrelid = relation.oid ORDER BY inhseqno)`,
    type: "NULLIF(reloftype, 0)::regtype",
    definition: "CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(relation.oid) END",
    server: `CASE relkind WHEN 'f' THEN (SELECT srvname FROM pg_foreign_table
      JOIN pg_foreign_server ON pg_foreign_server.oid = ftserver WHERE ftrelid = relation.oid) END`,
  },
  "WHERE relkind IN ('r', 'p', 'f', 'v', 'm')",
);

const columns = relationEntry(
  {
    kind: "CASE relkind WHEN 'c' THEN 'attribute' ELSE 'column' END",
    name: "relation.name || '.' || quote_ident(attname)",
  },
  {
    type: "format_type(atttypid, atttypmod)",
    collation: "CASE WHEN attcollation NOT IN (0, 100) THEN attcollation::regcollation END",
    "NOT NULL": "attnotnull",
    default: "CASE WHEN attgenerated = '' THEN pg_get_expr(adbin, adrelid) END",
    "generation expression": "CASE WHEN attgenerated <> '' THEN pg_get_expr(adbin, adrelid) END",
    generation: "attgenerated",
    identity: "attidentity",
    storage: "attstorage",
    "usual storage": "typstorage",
    compression: "attcompression",
    "statistics target": "NULLIF(attstattarget, -1)",
    options: options("attoptions"),
    "own definition": "attislocal",
    inheritance: "attinhcount",
  },
  `JOIN pg_attribute ON attrelid = relation.oid JOIN pg_type ON pg_type.oid = atttypid
    LEFT JOIN pg_attrdef ON atthasdef AND adrelid = attrelid AND adnum = attnum
    WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND attnum > 0 AND NOT attisdropped`,
);

const columnOrders = relationEntry(
  {
    kind: relationKind,
    name: "relation.name",
    aspect: "CASE relkind WHEN 'c' THEN 'attribute order' ELSE 'column order' END",
  },
  { order: "order_of_columns" },
  `CROSS JOIN LATERAL (
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS order_of_columns
    FROM pg_attribute WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped) columns
  WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND order_of_columns IS NOT NULL`,
);

/** Options as the server writes them in the definition of an index, in some order. Source: PostgreSQL, flatten_reloptions in ruleutils.c. */
const writtenOptions = (order: string) => `(SELECT string_agg(quote_ident(name) || '=' ||
    CASE quote_ident(value) WHEN value THEN value ELSE quote_literal(value) END, ', ' ORDER BY ${order})
  FROM unnest(reloptions) WITH ORDINALITY AS given(option, place),
    LATERAL (SELECT split_part(option, '=', 1), substr(option, strpos(option, '=') + 1)) AS part(name, value))`;

const indexDefinition = `CASE WHEN cardinality(reloptions) > 1
  THEN replace(pg_get_indexdef(indexrelid), ${writtenOptions("place")}, ${writtenOptions('name COLLATE "C"')})
  ELSE pg_get_indexdef(indexrelid) END`;

const indexes = relationEntry(
  { kind: "'index'", name: "relation.name" },
  {
    table: "indrelid::regclass",
    definition: indexDefinition,
    validity: "indisvalid",
    readiness: "indisready",
    CLUSTER: "indisclustered",
    "replica identity": "indisreplident",
    "immediate check": "indimmediate",
    "primary key": "indisprimary",
    UNIQUE: "indisunique",
    tablespace: tablespace("reltablespace"),
    parent:
      "CASE WHEN relispartition THEN (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = indexrelid) END",
    "statistics targets": `CASE WHEN indexprs IS NOT NULL THEN ARRAY(SELECT ROW(attnum, attstattarget)::text FROM pg_attribute
      WHERE attrelid = indexrelid AND attstattarget >= 0 ORDER BY attnum) END`,
  },
  "JOIN pg_index ON indexrelid = relation.oid",
);

/** The column that a sequence belongs to: `a` by OWNED BY, `i` as its identity. */
function owner(property: string): string {
  return `(SELECT ${property} FROM pg_depend
    JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
    WHERE classid = 'pg_class'::regclass AND objid = relation.oid AND objsubid = 0
      AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i'))`;
}

const sequences = relationEntry(
  { kind: "'sequence'", name: "relation.name" },
  {
    owner: role("relowner"),
    persistence: "relpersistence",
    type: "seqtypid::regtype",
    start: "seqstart",
    increment: "seqincrement",
    maximum: "seqmax",
    minimum: "seqmin",
    cache: "seqcache",
    CYCLE: "seqcycle",
    "owning column": owner("refobjid::regclass || '.' || quote_ident(attname)"),
    ownership: owner("deptype"),
  },
  "JOIN pg_sequence ON seqrelid = relation.oid",
);

/** Tables, views, indexes, sequences and composite types, with their columns. */
export const relationEntries: readonly Entry[] = [
  relations,
  columns,
  columnOrders,
  indexes,
  sequences,
];
