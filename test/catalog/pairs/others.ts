import type { SchemaPair } from "./pair.ts";

const t = "CREATE TABLE t (id int PRIMARY KEY, name text);";
const wrapper = "CREATE FOREIGN DATA WRAPPER w;";
const server = `${wrapper} CREATE SERVER s FOREIGN DATA WRAPPER w`;

/** Types, sequences, owners and privileges, what is foreign, extensions, text search. */
export const otherPairs: readonly SchemaPair[] = [
  {
    title: "an enum",
    first: "CREATE TYPE m AS ENUM ('a', 'c');",
    second: "CREATE TYPE m AS ENUM ('a', 'b', 'c', 'd');",
  },
  {
    title: "an enum in use",
    first:
      "CREATE TYPE m AS ENUM ('a', 'b'); CREATE TABLE u (m m DEFAULT 'a', n m[]); CREATE VIEW v AS SELECT m FROM u;",
    second:
      "CREATE TYPE m AS ENUM ('b', 'a', 'c'); CREATE TABLE u (m m DEFAULT 'a', n m[]); CREATE VIEW v AS SELECT m FROM u;",
  },
  {
    title: "a composite type",
    first: "CREATE TYPE c AS (a int, b text);",
    second: 'CREATE TYPE c AS (a bigint, d text COLLATE "C");',
  },
  {
    title: "comments on attributes",
    base: "CREATE TYPE c AS (a int, b text);",
    second: "COMMENT ON COLUMN c.a IS 'first'; COMMENT ON TYPE c IS 'pair';",
  },
  {
    title: "a domain",
    first: "CREATE DOMAIN d AS text DEFAULT 'x' CHECK (VALUE <> '');",
    second:
      "CREATE DOMAIN d AS text NOT NULL CONSTRAINT long CHECK (length(VALUE) > 3); COMMENT ON DOMAIN d IS 'x';",
  },
  {
    title: "a domain over another type",
    hasNoSql: true,
    first: "CREATE DOMAIN d AS int; CREATE TABLE u (d d);",
    second: "CREATE DOMAIN d AS bigint; CREATE TABLE u (d d);",
  },
  {
    title: "a range type",
    second:
      "CREATE TYPE floats AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = many_floats);",
  },
  {
    title: "a conversion",
    second:
      "CREATE CONVERSION co FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1; COMMENT ON CONVERSION co IS 'x';",
  },
  {
    title: "a conversion the other way round",
    first: "CREATE CONVERSION co FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;",
    second:
      "CREATE DEFAULT CONVERSION co FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; ALTER CONVERSION co OWNER TO app_a;",
  },
  {
    title: "a collation",
    second:
      "CREATE COLLATION co (provider = icu, locale = 'de-u-co-phonebk', deterministic = false);",
  },
  {
    title: "a sequence",
    first: "CREATE SEQUENCE q;",
    second:
      "CREATE SEQUENCE q AS int INCREMENT BY 2 MINVALUE 1 MAXVALUE 100 START WITH 7 CACHE 3 CYCLE;",
  },
  {
    title: "a sequence that a column owns",
    base: "CREATE TABLE u (a int); CREATE SEQUENCE q;",
    second: "ALTER SEQUENCE q OWNED BY u.a;",
  },
  {
    title: "an unlogged sequence",
    first: "CREATE SEQUENCE q;",
    second: "CREATE UNLOGGED SEQUENCE q;",
  },
  { title: "the owner of a table", base: t, second: "ALTER TABLE t OWNER TO app_a;" },
  {
    title: "the owner of everything",
    base: "CREATE SCHEMA app; CREATE TABLE app.a (i int); CREATE TABLE app.b (i int);",
    second:
      "ALTER SCHEMA app OWNER TO app_a; ALTER TABLE app.a OWNER TO app_a; ALTER TABLE app.b OWNER TO app_a;",
  },
  {
    title: "the owner of most",
    base: "CREATE SCHEMA app; CREATE TABLE app.a (i int); CREATE TABLE app.b (i int);",
    second: "ALTER TABLE app.a OWNER TO app_a; ALTER TABLE app.b OWNER TO app_a;",
  },
  {
    title: "a function of another owner, made anew",
    first:
      "CREATE FUNCTION g() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; ALTER FUNCTION g() OWNER TO app_a; REVOKE ALL ON FUNCTION g() FROM PUBLIC;",
    second:
      "CREATE FUNCTION g() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint'; ALTER FUNCTION g() OWNER TO app_a; REVOKE ALL ON FUNCTION g() FROM PUBLIC; GRANT EXECUTE ON FUNCTION g() TO app_b;",
  },
  {
    title: "a view of another owner, made anew",
    base: t,
    first:
      "CREATE VIEW v AS SELECT id FROM t; ALTER VIEW v OWNER TO app_a; GRANT SELECT ON v TO app_b;",
    second:
      "CREATE VIEW v AS SELECT name, id FROM t; ALTER VIEW v OWNER TO app_a; GRANT SELECT ON v TO app_b WITH GRANT OPTION;",
  },
  {
    title: "privileges of tables",
    base: t,
    first: "GRANT SELECT, INSERT ON t TO app_a; GRANT ALL ON t TO app_b WITH GRANT OPTION;",
    second:
      "GRANT SELECT ON t TO app_a WITH GRANT OPTION; GRANT UPDATE (name), SELECT (id) ON t TO app_b; GRANT SELECT ON t TO PUBLIC; REVOKE DELETE ON t FROM CURRENT_USER;",
  },
  {
    title: "privileges of a view's columns",
    base: `${t} CREATE VIEW v AS SELECT id AS a, name FROM t;`,
    second: "GRANT SELECT (a) ON v TO PUBLIC; GRANT UPDATE (name) ON v TO app_a;",
  },
  {
    title: "privileges of functions, types, schemas, sequences",
    base: "CREATE SCHEMA app; CREATE SEQUENCE app.q; CREATE FUNCTION app.g() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE app.e AS ENUM ('a'); CREATE DOMAIN app.d AS int; CREATE PROCEDURE app.p() LANGUAGE sql AS '';",
    second:
      "GRANT USAGE ON SCHEMA app TO app_a; GRANT CREATE ON SCHEMA app TO app_b WITH GRANT OPTION; GRANT USAGE ON SEQUENCE app.q TO app_a; REVOKE EXECUTE ON FUNCTION app.g() FROM PUBLIC; GRANT EXECUTE ON FUNCTION app.g() TO app_b; REVOKE USAGE ON TYPE app.e FROM PUBLIC; GRANT USAGE ON DOMAIN app.d TO app_a; REVOKE ALL ON PROCEDURE app.p() FROM PUBLIC;",
  },
  {
    title: "privileges of a language and of a function of the system",
    second:
      "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC; GRANT EXECUTE ON FUNCTION pg_catalog.pg_ls_waldir() TO app_a; REVOKE EXECUTE ON FUNCTION pg_catalog.now() FROM PUBLIC;",
  },
  {
    title: "default privileges",
    base: "CREATE SCHEMA app;",
    second:
      "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO app_a; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO app_b WITH GRANT OPTION;",
  },
  {
    title: "what is made after default privileges",
    base: "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app_a; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;",
    second:
      "CREATE TABLE u (i int); REVOKE ALL ON u FROM app_a; CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION g() TO PUBLIC; CREATE FUNCTION h() RETURNS int LANGUAGE sql AS 'SELECT 1';",
  },
  {
    title: "default privileges of another role",
    second:
      "ALTER DEFAULT PRIVILEGES FOR ROLE app_a GRANT INSERT ON TABLES TO app_b; ALTER DEFAULT PRIVILEGES FOR ROLE app_a REVOKE USAGE ON TYPES FROM PUBLIC;",
  },
  {
    title: "a foreign data wrapper",
    first: "CREATE FOREIGN DATA WRAPPER w OPTIONS (host '1', port '2');",
    second:
      "CREATE FOREIGN DATA WRAPPER w OPTIONS (port '3', dbname '4'); GRANT USAGE ON FOREIGN DATA WRAPPER w TO app_a;",
  },
  {
    title: "a server with a long definition",
    base: wrapper,
    second:
      "CREATE SERVER a_server_with_a_long_name TYPE 'a type of server' VERSION '12.3.4' FOREIGN DATA WRAPPER w OPTIONS (host 'db.example.com', dbname 'a database', port '5432');",
  },
  {
    title: "options of a server",
    first: `${server} OPTIONS (host 'a', port '1');`,
    second: `${server} OPTIONS (host 'b', dbname 'c'); COMMENT ON SERVER s IS 'x'; GRANT USAGE ON FOREIGN SERVER s TO app_a;`,
  },
  {
    title: "a foreign table",
    base: `${server};`,
    second:
      "CREATE FOREIGN TABLE ft (a int OPTIONS (column_name 'x'), b text NOT NULL, CHECK (a > 0)) SERVER s OPTIONS (table_name 'y');",
  },
  {
    title: "options of a foreign table and its columns",
    base: `${server};`,
    first:
      "CREATE FOREIGN TABLE ft (a int OPTIONS (column_name 'x')) SERVER s OPTIONS (table_name 'y');",
    second:
      "CREATE FOREIGN TABLE ft (a int OPTIONS (column_name 'z'), b int) SERVER s OPTIONS (table_name 'w', schema_name 'v');",
  },
  {
    title: "a user mapping",
    base: `${server};`,
    second:
      "CREATE USER MAPPING FOR app_a SERVER s OPTIONS (user 'x'); CREATE USER MAPPING FOR PUBLIC SERVER s;",
  },
  {
    title: "a publication",
    base: t,
    first: "CREATE PUBLICATION p FOR TABLE t;",
    second:
      "CREATE PUBLICATION p FOR TABLE t (id, name) WHERE (id > 1) WITH (publish = 'insert, update', publish_via_partition_root = true);",
  },
  {
    title: "a publication of schemas and of all tables",
    base: "CREATE SCHEMA app;",
    second:
      "CREATE PUBLICATION p FOR TABLES IN SCHEMA app; CREATE PUBLICATION q FOR ALL TABLES WITH (publish = 'insert');",
  },
  {
    title: "generated columns in a publication",
    base: t,
    first: "CREATE PUBLICATION p FOR TABLE t;",
    second: "CREATE PUBLICATION p FOR TABLE t WITH (publish_generated_columns = stored);",
  },
  {
    title: "an extension",
    second:
      "CREATE SCHEMA e; CREATE EXTENSION pgcrypto SCHEMA e; COMMENT ON EXTENSION pgcrypto IS 'ours';",
  },
  {
    title: "the schema of an extension",
    base: "CREATE SCHEMA e;",
    first: "CREATE EXTENSION pgcrypto;",
    second: "CREATE EXTENSION pgcrypto SCHEMA e;",
  },
  {
    title: "a text search configuration",
    second:
      "CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, stopwords = english); CREATE TEXT SEARCH CONFIGURATION c (COPY = english); ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR asciiword WITH d;",
  },
  {
    title: "a cast",
    base: "CREATE TYPE m AS ENUM ('a');",
    second:
      "CREATE FUNCTION to_m(int) RETURNS m LANGUAGE sql IMMUTABLE AS 'SELECT ''a''::m'; CREATE CAST (int AS m) WITH FUNCTION to_m(int) AS ASSIGNMENT;",
  },
  {
    title: "an operator",
    second:
      "CREATE FUNCTION same(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2'; CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = same, COMMUTATOR = ===);",
  },
  {
    title: "an operator class",
    second:
      "CREATE OPERATOR CLASS mine FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int);",
  },
  {
    title: "settings of the database",
    second:
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''5MB''', current_database()); EXECUTE format('GRANT CREATE ON DATABASE %I TO PUBLIC', current_database()); END $$;",
  },
  {
    title: "a schema with everything",
    second: `CREATE SCHEMA app AUTHORIZATION app_a; CREATE TABLE app.${t.slice("CREATE TABLE ".length)} ALTER TABLE app.t OWNER TO app_a;`,
  },
  {
    title: "the privileges of schema public",
    second:
      "REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT CREATE ON SCHEMA public TO app_b; COMMENT ON SCHEMA public IS 'ours';",
  },
];
