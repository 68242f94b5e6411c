import { citusFunctions } from "../sql/text/index.ts";
import type { PGliteLike } from "./embedded.ts";

/** The name that stands for Citus where migrations call it and leave it to the server to have it. */
export const assumedCitus = "citus (assumed)";

const functions = new RegExp(`\\b(?:${citusFunctions.join("|")})\\b`);

/** Whether a text names functions of Citus. */
export function namesCitus(text: string): boolean {
  return functions.test(text);
}

/** Those of these extensions that an embedded database only has a stand-in for. */
export function standInsAmong(extensions: readonly string[]): StandIn[] {
  return extensions.some((name) => name === "citus" || name === assumedCitus) ? ["citus"] : [];
}

/** An extension whose functions check what they are given and do no more. */
export type StandIn = "citus";

/** PGlite, as far as extensions reach into it. */
interface Opened extends PGliteLike {
  readonly Module: { readonly FS: { writeFile(path: string, text: string): void } };
  exec(sql: string): Promise<unknown>;
}

/**
 * Citus for an embedded database, which has one node: its functions check what they are given as Citus does and keep its
 * catalogs, and move no row.
 * @param isAssumed whether it is to be there before any migration
 */
export function citusStandIn(isAssumed: boolean): object {
  return {
    name: "citus",
    setup: async (pglite: Opened, emscriptenOpts: object) => ({
      emscriptenOpts,
      init: () => install(pglite, isAssumed),
    }),
  };
}

/** An extension is two files beside those of the server. Source: PostgreSQL manual, 36.17 "Packaging Related Objects into an Extension". */
async function install(pglite: Opened, isAssumed: boolean): Promise<void> {
  const { rows } = await pglite.query(
    "SELECT setting FROM pg_catalog.pg_config WHERE name = 'SHAREDIR'",
  );
  const directory = `${(rows as { setting: string }[])[0]!.setting}/extension`;
  pglite.Module.FS.writeFile(`${directory}/citus.control`, control);
  pglite.Module.FS.writeFile(`${directory}/citus--12.1.sql`, script);
  if (isAssumed)
    await pglite.exec(
      "SET client_min_messages = error; CREATE EXTENSION IF NOT EXISTS citus; RESET client_min_messages",
    );
}

const control = `comment = 'stands in for Citus where there is one node'
default_version = '12.1'
relocatable = false
schema = pg_catalog
`;

/** Source: Citus 12.1: `pg_dist_partition` and its like in `src/backend/distributed/sql`, the refusals in `commands/create_distributed_table.c`. */
const script = String.raw`
CREATE SCHEMA citus;
CREATE TYPE citus.distribution_type AS ENUM ('hash', 'range', 'append');
CREATE SEQUENCE pg_catalog.pg_dist_colocationid_seq;
CREATE SEQUENCE pg_catalog.pg_dist_shardid_seq START 102008;
CREATE TABLE pg_catalog.pg_dist_partition (logicalrelid regclass PRIMARY KEY, partmethod "char" NOT NULL, partkey text,
  colocationid int NOT NULL DEFAULT 0, repmodel "char" NOT NULL DEFAULT 's', autoconverted boolean NOT NULL DEFAULT false);
CREATE TABLE pg_catalog.pg_dist_shard (logicalrelid regclass NOT NULL, shardid bigint PRIMARY KEY);
CREATE TABLE pg_catalog.pg_dist_schema (schemaid regnamespace PRIMARY KEY, colocationid int NOT NULL);
CREATE TABLE pg_catalog.pg_dist_colocation (colocationid int PRIMARY KEY, shardcount int NOT NULL, distributioncolumntype oid, isdefault boolean NOT NULL);
CREATE TABLE pg_catalog.pg_dist_object (classid oid, objid oid, PRIMARY KEY (classid, objid));
GRANT SELECT ON pg_catalog.pg_dist_partition, pg_catalog.pg_dist_shard, pg_catalog.pg_dist_schema, pg_catalog.pg_dist_colocation TO public;

CREATE FUNCTION pg_catalog.column_to_column_name(table_name regclass, column_var_string text) RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT attname::text FROM pg_catalog.pg_attribute WHERE attrelid = table_name AND attnum = column_var_string::int $$;

CREATE VIEW citus.citus_tables AS
  SELECT logicalrelid AS table_name,
    CASE WHEN partkey IS NOT NULL OR (repmodel = 's' AND colocationid <> 0) THEN 'distributed' WHEN repmodel = 't' THEN 'reference' ELSE 'local' END AS citus_table_type,
    coalesce(pg_catalog.column_to_column_name(logicalrelid, partkey), '<none>') AS distribution_column, colocationid AS colocation_id,
    (SELECT count(*) FROM pg_catalog.pg_dist_shard s WHERE s.logicalrelid = p.logicalrelid) AS shard_count
  FROM pg_catalog.pg_dist_partition p;
ALTER VIEW citus.citus_tables SET SCHEMA pg_catalog;

CREATE FUNCTION pg_catalog.citus_stand_in_begin(t regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM pg_catalog.pg_dist_partition p WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = p.logicalrelid);
  DELETE FROM pg_catalog.pg_dist_shard s WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = s.logicalrelid);
  DELETE FROM pg_catalog.pg_dist_schema s WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.oid = s.schemaid);
  IF t IS NOT NULL AND (SELECT relkind FROM pg_catalog.pg_class c WHERE c.oid = t) NOT IN ('r', 'p', 'f') THEN
    RAISE '% is not a regular, foreign or partitioned table', t USING ERRCODE = 'wrong_object_type';
  END IF;
END $$;

CREATE FUNCTION pg_catalog.citus_stand_in_keys(t regclass, attribute int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE key record;
BEGIN
  FOR key IN SELECT c.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = t AND (i.indisunique OR i.indisexclusion) AND (attribute IS NULL OR attribute <> ALL (i.indkey)) LOOP
    RAISE 'cannot create constraint on "%"', (SELECT relname FROM pg_catalog.pg_class WHERE oid = t) USING ERRCODE = 'feature_not_supported',
      DETAIL = 'Distributed relations cannot have UNIQUE, EXCLUDE, or PRIMARY KEY constraints that do not include the partition column (with an equality operator if EXCLUDE).';
  END LOOP;
END $$;

CREATE FUNCTION pg_catalog.citus_stand_in_group(t regclass, attribute int, colocate_with text, shards int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  found int;
  other regclass;
  type oid := (SELECT atttypid FROM pg_catalog.pg_attribute WHERE attrelid = t AND attnum = attribute);
  wanted int := CASE WHEN attribute IS NULL THEN 1 ELSE coalesce(shards, nullif(current_setting('citus.shard_count', true), '')::int, 32) END;
BEGIN
  IF colocate_with NOT IN ('default', 'none') THEN
    other := colocate_with::regclass;
    SELECT p.colocationid INTO found FROM pg_catalog.pg_dist_partition p WHERE p.logicalrelid = other AND p.colocationid <> 0 AND p.repmodel = 's';
    IF found IS NULL THEN
      RAISE 'relation % is not distributed', other USING ERRCODE = 'invalid_table_definition';
    END IF;
    IF (SELECT c.distributioncolumntype FROM pg_catalog.pg_dist_colocation c WHERE c.colocationid = found) IS DISTINCT FROM type THEN
      RAISE 'cannot colocate tables % and %', other, t USING ERRCODE = 'feature_not_supported',
        DETAIL = format('Distribution column types don''t match for %s and %s.', other, t);
    END IF;
    RETURN found;
  END IF;
  IF colocate_with = 'default' THEN
    SELECT c.colocationid INTO found FROM pg_catalog.pg_dist_colocation c
      WHERE c.isdefault AND c.shardcount = wanted AND c.distributioncolumntype IS NOT DISTINCT FROM type;
    IF found IS NOT NULL THEN RETURN found; END IF;
  END IF;
  found := nextval('pg_catalog.pg_dist_colocationid_seq');
  INSERT INTO pg_catalog.pg_dist_colocation VALUES (found, wanted, type, colocate_with = 'default');
  RETURN found;
END $$;

CREATE FUNCTION pg_catalog.citus_stand_in_put(t regclass, method "char", attribute int, colocation int, replication "char", shards int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM pg_catalog.pg_dist_partition WHERE logicalrelid = t;
  DELETE FROM pg_catalog.pg_dist_shard WHERE logicalrelid = t;
  INSERT INTO pg_catalog.pg_dist_partition VALUES (t, method, attribute::text, colocation, replication, false);
  INSERT INTO pg_catalog.pg_dist_shard SELECT t, nextval('pg_catalog.pg_dist_shardid_seq') FROM generate_series(1, shards);
END $$;

CREATE FUNCTION pg_catalog.citus_stand_in_local(t regclass) RETURNS boolean LANGUAGE sql
  AS $$ SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_dist_partition WHERE logicalrelid = t AND (partkey IS NOT NULL OR colocationid <> 0)) $$;

CREATE FUNCTION pg_catalog.citus_stand_in_attribute(t regclass, wanted text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE found int;
BEGIN
  IF wanted IS NULL THEN RETURN NULL; END IF;
  SELECT attnum INTO found FROM pg_catalog.pg_attribute WHERE attrelid = t AND attname = wanted AND attnum > 0 AND NOT attisdropped;
  IF found IS NULL THEN
    RAISE 'column "%" of relation "%" does not exist', wanted, (SELECT relname FROM pg_catalog.pg_class WHERE oid = t) USING ERRCODE = 'undefined_column';
  END IF;
  RETURN found;
END $$;

CREATE FUNCTION pg_catalog.create_distributed_table(table_name regclass, distribution_column text, distribution_type citus.distribution_type DEFAULT 'hash',
  colocate_with text DEFAULT 'default', shard_count int DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  attribute int;
  colocation int;
BEGIN
  PERFORM pg_catalog.citus_stand_in_begin(table_name);
  IF NOT pg_catalog.citus_stand_in_local(table_name) THEN
    RAISE 'table "%" is already distributed', (SELECT relname FROM pg_catalog.pg_class WHERE oid = table_name) USING ERRCODE = 'invalid_table_definition';
  END IF;
  attribute := pg_catalog.citus_stand_in_attribute(table_name, distribution_column);
  IF attribute IS NOT NULL AND EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = table_name AND attnum = attribute AND attgenerated <> '') THEN
    RAISE 'cannot distribute relation: %', table_name USING ERRCODE = 'feature_not_supported',
      DETAIL = 'Distribution column must not use GENERATED ALWAYS AS (...) STORED.';
  END IF;
  IF attribute IS NOT NULL THEN PERFORM pg_catalog.citus_stand_in_keys(table_name, attribute); END IF;
  colocation := pg_catalog.citus_stand_in_group(table_name, attribute, colocate_with, shard_count);
  PERFORM pg_catalog.citus_stand_in_put(table_name, CASE WHEN attribute IS NULL THEN 'n' ELSE left(distribution_type::text, 1) END::"char", attribute, colocation, 's',
    (SELECT shardcount FROM pg_catalog.pg_dist_colocation WHERE colocationid = colocation));
END $$;

CREATE FUNCTION pg_catalog.create_distributed_table_concurrently(table_name regclass, distribution_column text, distribution_type citus.distribution_type DEFAULT 'hash',
  colocate_with text DEFAULT 'default', shard_count int DEFAULT NULL) RETURNS void LANGUAGE sql
  AS $$ SELECT pg_catalog.create_distributed_table($1, $2, $3, $4, $5) $$;

CREATE FUNCTION pg_catalog.citus_stand_in_whole(t regclass, replication "char") RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_catalog.citus_stand_in_begin(t);
  IF EXISTS (SELECT FROM pg_catalog.pg_dist_partition WHERE logicalrelid = t AND (colocationid <> 0 OR partkey IS NOT NULL OR repmodel = 't')) THEN
    RAISE 'table "%" is already distributed', (SELECT relname FROM pg_catalog.pg_class WHERE oid = t) USING ERRCODE = 'invalid_table_definition';
  END IF;
  PERFORM pg_catalog.citus_stand_in_put(t, 'n', NULL, 0, replication, 1);
END $$;

CREATE FUNCTION pg_catalog.create_reference_table(table_name regclass) RETURNS void LANGUAGE sql
  AS $$ SELECT pg_catalog.citus_stand_in_whole($1, 't') $$;

CREATE FUNCTION pg_catalog.citus_add_local_table_to_metadata(table_name regclass, cascade_via_foreign_keys boolean DEFAULT false) RETURNS void LANGUAGE sql
  AS $$ SELECT pg_catalog.citus_stand_in_whole($1, 's') $$;

CREATE FUNCTION pg_catalog.undistribute_table(table_name regclass, cascade_via_foreign_keys boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_catalog.citus_stand_in_begin(table_name);
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_dist_partition WHERE logicalrelid = table_name) THEN
    RAISE 'cannot undistribute table because the table is not distributed' USING ERRCODE = 'feature_not_supported';
  END IF;
  DELETE FROM pg_catalog.pg_dist_shard WHERE logicalrelid = table_name;
  DELETE FROM pg_catalog.pg_dist_partition WHERE logicalrelid = table_name;
END $$;

CREATE FUNCTION pg_catalog.alter_distributed_table(table_name regclass, distribution_column text DEFAULT NULL, shard_count int DEFAULT NULL,
  colocate_with text DEFAULT NULL, cascade_to_colocated boolean DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  before pg_catalog.pg_dist_partition;
  attribute int;
  shards int;
  colocation int;
  peer record;
BEGIN
  PERFORM pg_catalog.citus_stand_in_begin(table_name);
  SELECT * INTO before FROM pg_catalog.pg_dist_partition WHERE logicalrelid = table_name AND partkey IS NOT NULL;
  IF NOT FOUND THEN
    RAISE 'cannot alter table because the table is not distributed' USING ERRCODE = 'feature_not_supported';
  END IF;
  IF num_nulls(distribution_column, shard_count, colocate_with) = 3 THEN
    RAISE 'you have to specify at least one of the distribution_column, shard_count or colocate_with parameters' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  attribute := coalesce(pg_catalog.citus_stand_in_attribute(table_name, distribution_column), before.partkey::int);
  PERFORM pg_catalog.citus_stand_in_keys(table_name, attribute);
  shards := coalesce(shard_count, (SELECT c.shardcount FROM pg_catalog.pg_dist_colocation c WHERE c.colocationid = before.colocationid));
  IF attribute = before.partkey::int AND colocate_with IS NULL AND shards = (SELECT c.shardcount FROM pg_catalog.pg_dist_colocation c WHERE c.colocationid = before.colocationid) THEN
    RAISE 'this call doesn''t change any properties of the table' USING ERRCODE = 'feature_not_supported';
  END IF;
  colocation := pg_catalog.citus_stand_in_group(table_name, attribute, coalesce(colocate_with, 'default'), shards);
  FOR peer IN SELECT * FROM pg_catalog.pg_dist_partition p WHERE p.logicalrelid = table_name
      OR (cascade_to_colocated AND p.colocationid = before.colocationid) LOOP
    PERFORM pg_catalog.citus_stand_in_put(peer.logicalrelid, peer.partmethod, CASE WHEN peer.logicalrelid = table_name THEN attribute ELSE peer.partkey::int END,
      colocation, 's', (SELECT c.shardcount FROM pg_catalog.pg_dist_colocation c WHERE c.colocationid = colocation));
  END LOOP;
END $$;

CREATE FUNCTION pg_catalog.update_distributed_table_colocation(table_name regclass, colocate_with text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE before pg_catalog.pg_dist_partition;
BEGIN
  PERFORM pg_catalog.citus_stand_in_begin(table_name);
  SELECT * INTO before FROM pg_catalog.pg_dist_partition WHERE logicalrelid = table_name AND colocationid <> 0;
  IF NOT FOUND THEN
    RAISE 'relation % should be a hash distributed table or a single-shard table', table_name USING ERRCODE = 'invalid_table_definition';
  END IF;
  UPDATE pg_catalog.pg_dist_partition SET colocationid = pg_catalog.citus_stand_in_group(table_name, before.partkey::int, colocate_with,
      (SELECT c.shardcount FROM pg_catalog.pg_dist_colocation c WHERE c.colocationid = before.colocationid))
    WHERE logicalrelid = table_name;
END $$;

CREATE FUNCTION pg_catalog.citus_schema_distribute(schemaname regnamespace) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_catalog.citus_stand_in_begin(NULL);
  INSERT INTO pg_catalog.pg_dist_schema VALUES (schemaname, nextval('pg_catalog.pg_dist_colocationid_seq')) ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION pg_catalog.citus_schema_undistribute(schemaname regnamespace) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_catalog.citus_stand_in_begin(NULL);
  DELETE FROM pg_catalog.pg_dist_schema WHERE schemaid = schemaname;
  IF NOT FOUND THEN
    RAISE 'schema % is not distributed', schemaname USING ERRCODE = 'feature_not_supported';
  END IF;
END $$;

CREATE FUNCTION pg_catalog.create_distributed_function(function_name regprocedure, distribution_arg_name text DEFAULT NULL, colocate_with text DEFAULT 'default',
  force_delegation boolean DEFAULT NULL) RETURNS void LANGUAGE sql
  AS $$ INSERT INTO pg_catalog.pg_dist_object VALUES ('pg_proc'::regclass, function_name) ON CONFLICT DO NOTHING $$;

CREATE FUNCTION pg_catalog.truncate_local_data_after_distributing_table(function_name regclass) RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION pg_catalog.run_command_on_workers(command text, parallel bool DEFAULT true, OUT nodename text, OUT nodeport int, OUT success bool, OUT result text)
  RETURNS SETOF record LANGUAGE sql AS $$ SELECT '', 0, true, '' WHERE false $$;
CREATE FUNCTION pg_catalog.citus_version() RETURNS text LANGUAGE sql STABLE AS $$ SELECT 'a stand-in for Citus 12.1' $$;
`;
