import { type Entry, entry } from "./entry.ts";

/** The schemas that are each on one node, with all that is in them. */
const ofDistributedSchema =
  "EXISTS (SELECT FROM pg_dist_schema WHERE schemaid::oid = relation.relnamespace)";

/** Partitions are as the table that they belong to. */
const distributedTables = `any_relation relation JOIN pg_dist_partition p ON p.logicalrelid = relation.oid
  WHERE NOT relispartition AND NOT ${ofDistributedSchema}`;

const spread = `${distributedTables} AND colocationid <> 0 AND repmodel <> 't'`;

const table = { kind: "'table'", name: "relation.name" };

const column = `quote_ident(column_to_column_name(logicalrelid, partkey))`;

/**
 * What Citus makes of tables. A group of colocated tables goes by the first of their names.
 * Source: Citus documentation, "Citus Tables and Views"; which kind of table has which methods, its `metadata_cache.c`.
 */
export const distributionEntries: readonly Entry[] = [
  entry(
    { ...table, aspect: "'distribution'" },
    {
      distribution: `CASE partmethod WHEN 'h' THEN 'by ' || ${column} WHEN 'r' THEN 'by range of ' || ${column}
        WHEN 'a' THEN 'by append of ' || ${column} ELSE CASE WHEN repmodel = 't' THEN 'reference'
          WHEN colocationid <> 0 THEN 'single shard' ELSE 'local' END END`,
    },
    `${distributedTables} AND (partmethod <> 'n' OR repmodel = 't' OR colocationid <> 0 OR NOT autoconverted)`,
  ),
  entry(
    { ...table, aspect: "'shard count'" },
    {
      "shard count": `(SELECT count(*) FROM pg_dist_shard s WHERE s.logicalrelid = p.logicalrelid)`,
    },
    `${distributedTables} AND partmethod = 'h'`,
  ),
  entry(
    { ...table, aspect: "'colocation'" },
    {
      colocation: `(SELECT min(first.name COLLATE "C") FROM any_relation first JOIN pg_dist_partition other ON other.logicalrelid = first.oid
        WHERE NOT first.relispartition AND other.colocationid = p.colocationid)`,
    },
    spread,
  ),
  entry(
    { kind: "'schema'", name: "quote_ident(nspname)", aspect: "'distribution'" },
    { distribution: "'on one node'" },
    "pg_dist_schema JOIN pg_namespace n ON n.oid = schemaid::oid",
  ),
];
