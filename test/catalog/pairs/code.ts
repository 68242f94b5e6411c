import type { SchemaPair } from "./pair.ts";

const t = "CREATE TABLE t (id int PRIMARY KEY, name text);";
const touch = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";

/** Views, rules, functions, triggers, policies. */
export const codePairs: readonly SchemaPair[] = [
  {
    title: "a view",
    base: t,
    second: "CREATE VIEW v AS SELECT id, upper(name) AS n FROM t WHERE id > 1 ORDER BY id;",
  },
  {
    title: "a view with another column in between",
    base: t,
    first: "CREATE VIEW v AS SELECT id, name FROM t;",
    second: "CREATE VIEW v AS SELECT id, 1 AS one, name FROM t;",
  },
  {
    title: "options of a view",
    base: t,
    first: "CREATE VIEW v AS SELECT id FROM t;",
    second:
      "CREATE VIEW v WITH (security_barrier, security_invoker, check_option = cascaded) AS SELECT id FROM t;",
  },
  {
    title: "views of views",
    base: t,
    second:
      "CREATE VIEW z AS SELECT id FROM t; CREATE VIEW a AS SELECT id FROM z; CREATE MATERIALIZED VIEW m AS SELECT * FROM a; CREATE UNIQUE INDEX mi ON m (id);",
  },
  {
    title: "a column under views",
    first: `${t} CREATE VIEW v AS SELECT id, name FROM t; CREATE VIEW w AS SELECT name FROM v;`,
    second:
      "CREATE TABLE t (id int PRIMARY KEY, name varchar(9)); CREATE VIEW v AS SELECT id, name FROM t; CREATE VIEW w AS SELECT name FROM v;",
  },
  {
    title: "a view with a literal of lines",
    base: t,
    second:
      "CREATE VIEW v AS SELECT 'mail\n   FROM us\n   WHERE now'::text AS x, id FROM t WHERE name <> '  a';",
  },
  {
    title: "a default of a view's column",
    base: `${t} CREATE VIEW v AS SELECT * FROM t;`,
    second: "ALTER VIEW v ALTER name SET DEFAULT 'x';",
  },
  {
    title: "a view made anew, with a default, a comment and a trigger",
    base: `${t} ${touch}`,
    first: "CREATE VIEW v AS SELECT id, name FROM t;",
    second:
      "CREATE VIEW v AS SELECT name, id FROM t; ALTER VIEW v ALTER name SET DEFAULT 'x'; COMMENT ON COLUMN v.name IS 'c'; CREATE TRIGGER g INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();",
  },
  {
    title: "comments on the columns of a view",
    base: `${t} CREATE VIEW v AS SELECT * FROM t;`,
    first: "COMMENT ON COLUMN v.id IS 'number';",
    second: "COMMENT ON COLUMN v.name IS 'who'; COMMENT ON VIEW v IS 'all';",
  },
  {
    title: "a recursive view",
    second:
      "CREATE RECURSIVE VIEW nums (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM nums WHERE n < 10;",
  },
  {
    title: "views that need each other's columns",
    base: t,
    first: "CREATE VIEW a AS SELECT id FROM t; CREATE VIEW b AS SELECT id FROM a;",
    second: "CREATE VIEW b AS SELECT id FROM t; CREATE VIEW a AS SELECT id FROM b;",
  },
  {
    title: "a materialized view without rows",
    base: t,
    second:
      "CREATE MATERIALIZED VIEW m WITH (fillfactor = 50) AS SELECT name FROM t WITH NO DATA; CREATE INDEX mi ON m (name);",
  },
  {
    title: "the storage and statistics of a materialized view",
    base: `${t} CREATE MATERIALIZED VIEW m AS SELECT name FROM t;`,
    second:
      "ALTER MATERIALIZED VIEW m ALTER name SET STORAGE EXTERNAL; ALTER MATERIALIZED VIEW m ALTER name SET STATISTICS 10;",
  },
  {
    title: "a rule",
    base: `${t} CREATE TABLE log (id int);`,
    first: "CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.id);",
    second:
      "CREATE RULE r AS ON INSERT TO t WHERE NEW.id > 1 DO ALSO INSERT INTO log VALUES (NEW.id + 1); ALTER TABLE t DISABLE RULE r;",
  },
  {
    title: "SQL functions that call each other",
    second:
      "CREATE SCHEMA app; CREATE FUNCTION app.z(t text) RETURNS text LANGUAGE sql AS 'SELECT trim(t)'; CREATE FUNCTION app.a(t text) RETURNS text LANGUAGE sql AS 'SELECT app.z(t)'; CREATE FUNCTION app.m(t text) RETURNS text LANGUAGE sql RETURN app.a(t);",
  },
  {
    title: "an SQL function that reads a table, and a table that has a default of it",
    second:
      "CREATE TABLE n (i int); CREATE FUNCTION next_i() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM n'; CREATE TABLE u (i bigint DEFAULT next_i());",
  },
  {
    title: "a function in a check",
    second:
      "CREATE FUNCTION ok(i int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT i > 0'; CREATE TABLE u (i int CHECK (ok(i)), j int GENERATED ALWAYS AS (abs(i)) STORED); CREATE INDEX ui ON u (ok(i));",
  },
  {
    title: "a function with every option",
    first: "CREATE FUNCTION g(a int, VARIADIC b text[]) RETURNS int LANGUAGE sql AS 'SELECT 1';",
    second:
      "CREATE FUNCTION g(a int, VARIADIC b text[]) RETURNS int LANGUAGE sql IMMUTABLE STRICT LEAKPROOF SECURITY DEFINER PARALLEL SAFE COST 7 SET search_path = pg_catalog, public SET work_mem = '1MB' AS 'SELECT 2';",
  },
  {
    title: "a function with other argument names",
    first: "CREATE FUNCTION g(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1';",
    second: "CREATE FUNCTION g(b int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
  },
  {
    title: "a function that returns a table",
    base: t,
    first: "CREATE FUNCTION g() RETURNS SETOF t LANGUAGE sql ROWS 5 AS 'SELECT * FROM t';",
    second:
      "CREATE FUNCTION g(OUT a int, OUT b text) RETURNS SETOF record LANGUAGE sql AS 'SELECT * FROM t';",
  },
  {
    title: "overloaded functions and a procedure",
    second:
      "CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION g(text) RETURNS int LANGUAGE sql AS 'SELECT g(1)'; CREATE PROCEDURE p(INOUT a int) LANGUAGE plpgsql AS 'BEGIN COMMIT; END';",
  },
  {
    title: "an aggregate",
    first: "CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');",
    second:
      "CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '1', PARALLEL = SAFE);",
  },
  {
    title: "triggers of every kind",
    base: `${t} ${touch}`,
    second:
      "CREATE TRIGGER a BEFORE UPDATE OF name ON t FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION f('x', 'it''s'); CREATE TRIGGER b AFTER INSERT ON t REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION f(); CREATE CONSTRAINT TRIGGER c AFTER DELETE ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f();",
  },
  {
    title: "another trigger of the same name",
    base: `${t} ${touch}`,
    first: "CREATE TRIGGER a BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();",
    second:
      "CREATE TRIGGER a AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f(); COMMENT ON TRIGGER a ON t IS 'x';",
  },
  {
    title: "a dependency of a function on an extension",
    base: "CREATE EXTENSION pgcrypto; CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1';",
    second: "ALTER FUNCTION g() DEPENDS ON EXTENSION pgcrypto;",
  },
  {
    title: "an event trigger",
    base: "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';",
    second:
      "CREATE EVENT TRIGGER et ON ddl_command_end WHEN TAG IN ('ALTER TABLE', 'DROP TABLE') EXECUTE FUNCTION e(); ALTER EVENT TRIGGER et DISABLE;",
  },
  {
    title: "a policy",
    base: `${t} ALTER TABLE t ENABLE ROW LEVEL SECURITY;`,
    first: "CREATE POLICY p ON t USING (id > 1);",
    second:
      "CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE TO app_a, app_b USING (name = current_user) WITH CHECK (id > 2); ALTER TABLE t FORCE ROW LEVEL SECURITY;",
  },
  {
    title: "a policy that reads a view",
    second: `${t} CREATE VIEW v AS SELECT * FROM t; CREATE POLICY p ON t USING (EXISTS (SELECT FROM v)); ALTER TABLE t ENABLE ROW LEVEL SECURITY;`,
  },
  {
    title: "a policy that reads another table",
    base: t,
    second:
      "CREATE TABLE members (id int, who name); CREATE POLICY p ON t FOR SELECT USING (id IN (SELECT id FROM members WHERE who = current_user));",
  },
  {
    title: "the schema of objects",
    base: "CREATE SCHEMA a; CREATE SCHEMA b;",
    first:
      "CREATE TABLE a.t (id int); CREATE FUNCTION a.f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
    second:
      "CREATE TABLE b.t (id int); CREATE FUNCTION b.f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
  },
  {
    title: "a comment on a function and a schema",
    base: `CREATE SCHEMA s; ${touch}`,
    second: "COMMENT ON FUNCTION f() IS 'x'; COMMENT ON SCHEMA s IS 'y';",
  },
  {
    title: "a comment on a language, and privileges of it",
    base: "CREATE LANGUAGE mine HANDLER plpgsql_call_handler; CREATE TRUSTED LANGUAGE ours HANDLER plpgsql_call_handler;",
    second: "COMMENT ON LANGUAGE mine IS 'ours'; REVOKE USAGE ON LANGUAGE ours FROM PUBLIC;",
  },
];
