import type { Change } from "./change.ts";

export const triggers: Change[] = [
  {
    title: "a trigger that is gone",
    change: "DROP TRIGGER touch ON app.users",
    undo: "CREATE TRIGGER touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch()",
    differs: ["trigger touch on app.users"],
  },
  {
    title: "a trigger that is disabled",
    change: "ALTER TABLE app.users DISABLE TRIGGER touch",
    undo: "ALTER TABLE app.users ENABLE TRIGGER touch",
    differs: ["trigger touch on app.users"],
  },
  {
    title: "the triggers of a foreign key, disabled",
    change: "ALTER TABLE app.orders DISABLE TRIGGER ALL",
    undo: "ALTER TABLE app.orders ENABLE TRIGGER ALL",
    differs: [
      `internal trigger "RI_FKey_check_ins" of constraint orders_user on app.orders`,
      `internal trigger "RI_FKey_check_upd" of constraint orders_user on app.orders`,
    ],
  },
  {
    title: "a policy",
    setup: "CREATE POLICY own ON app.users USING (id > 0)",
    change: "ALTER POLICY own ON app.users USING (id > 1)",
    undo: "ALTER POLICY own ON app.users USING (id > 0)",
    differs: ["policy own on app.users"],
  },
  {
    title: "the roles of a policy",
    setup: "CREATE POLICY own ON app.users USING (id > 0)",
    change: "ALTER POLICY own ON app.users TO pg_monitor",
    undo: "ALTER POLICY own ON app.users TO PUBLIC",
    differs: ["policy own on app.users"],
  },
  {
    title: "extended statistics",
    setup: "CREATE STATISTICS app.together (ndistinct) ON email, name FROM app.users",
    change: "ALTER STATISTICS app.together SET STATISTICS 300",
    undo: "ALTER STATISTICS app.together SET STATISTICS -1",
    differs: ["statistics app.together"],
  },
];

export const routines: Change[] = [
  ...[
    ["SECURITY DEFINER", "SECURITY INVOKER"],
    ["SET search_path = app", "RESET search_path"],
    ["COST 7", "COST 100"],
    ["STRICT", "CALLED ON NULL INPUT"],
    ["STABLE", "IMMUTABLE"],
    ["PARALLEL SAFE", "PARALLEL UNSAFE"],
    ["LEAKPROOF", "NOT LEAKPROOF"],
  ].map(([with_, without]) => ({
    title: `a function that lost ${with_}`,
    setup: `ALTER FUNCTION app.add ${with_}`,
    change: `ALTER FUNCTION app.add ${without}`,
    undo: `ALTER FUNCTION app.add ${with_}`,
    differs: ["function app.add(integer,integer)"],
  })),
  {
    title: "a function of another body",
    change:
      "CREATE OR REPLACE FUNCTION app.add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT b + a'",
    undo: "CREATE OR REPLACE FUNCTION app.add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b'",
    differs: ["function app.add(integer,integer)"],
  },
  {
    title: "a function made again without its privileges",
    setup: "REVOKE EXECUTE ON FUNCTION app.add FROM PUBLIC",
    change:
      "DROP FUNCTION app.add; CREATE FUNCTION app.add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b'",
    undo: "REVOKE EXECUTE ON FUNCTION app.add FROM PUBLIC",
    differs: ["privileges of function app.add(integer,integer)"],
  },
  {
    title: "another owner of a function",
    change: "ALTER FUNCTION app.add OWNER TO pg_monitor",
    undo: "ALTER FUNCTION app.add OWNER TO postgres",
    differs: ["function app.add(integer,integer)"],
  },
  {
    title: "a function for other arguments",
    change: "CREATE FUNCTION app.add(text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
    undo: "DROP FUNCTION app.add(text)",
    differs: ["function app.add(text)"],
  },
  {
    title: "a procedure",
    change: "CREATE PROCEDURE app.act() LANGUAGE sql AS ''",
    undo: "DROP PROCEDURE app.act",
    differs: ["procedure app.act()"],
  },
  {
    title: "an aggregate of another start",
    setup: "CREATE AGGREGATE app.total (int) (SFUNC = app.add, STYPE = int, INITCOND = '0')",
    change:
      "CREATE OR REPLACE AGGREGATE app.total (int) (SFUNC = app.add, STYPE = int, INITCOND = '1')",
    undo: "CREATE OR REPLACE AGGREGATE app.total (int) (SFUNC = app.add, STYPE = int, INITCOND = '0')",
    differs: ["aggregate app.total(integer)"],
  },
  {
    title: "an operator",
    setup: "CREATE OPERATOR app.### (FUNCTION = app.add, LEFTARG = int, RIGHTARG = int)",
    change: "ALTER OPERATOR app.### (int, int) OWNER TO pg_monitor",
    undo: "ALTER OPERATOR app.### (int, int) OWNER TO postgres",
    differs: ["operator app.###(integer,integer)"],
  },
  {
    title: "an operator class and the members of its family",
    setup: "CREATE OPERATOR FAMILY app.ints USING hash",
    change:
      "CREATE OPERATOR CLASS app.ints FOR TYPE int USING hash FAMILY app.ints AS OPERATOR 1 =, FUNCTION 1 hashint4(int)",
    undo: "DROP OPERATOR CLASS app.ints USING hash",
    differs: ["operator class app.ints USING hash", "operator family app.ints USING hash"],
  },
  {
    title: "a cast",
    setup:
      "CREATE FUNCTION app.to_int(app.color) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE CAST (app.color AS int) WITH FUNCTION app.to_int",
    change:
      "DROP CAST (app.color AS int); CREATE CAST (app.color AS int) WITH FUNCTION app.to_int AS IMPLICIT",
    undo: "DROP CAST (app.color AS int); CREATE CAST (app.color AS int) WITH FUNCTION app.to_int",
    differs: ["cast (app.color AS integer)"],
  },
  {
    title: "an event trigger that is disabled",
    setup:
      "CREATE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER digest_watch ON sql_drop EXECUTE FUNCTION app.watch()",
    change: "ALTER EVENT TRIGGER digest_watch DISABLE",
    undo: "ALTER EVENT TRIGGER digest_watch ENABLE",
    differs: ["event trigger digest_watch"],
    cleanUp: "DROP EVENT TRIGGER digest_watch",
  },
  {
    title: "a language",
    change: "CREATE LANGUAGE digest_language HANDLER plpgsql_call_handler",
    undo: "DROP LANGUAGE digest_language",
    differs: ["language digest_language"],
  },
  {
    title: "an access method",
    change: "CREATE ACCESS METHOD digest_heap TYPE TABLE HANDLER heap_tableam_handler",
    undo: "DROP ACCESS METHOD digest_heap",
    differs: ["access method digest_heap"],
  },
  {
    title: "a conversion",
    change: "CREATE CONVERSION app.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
    undo: "DROP CONVERSION app.conv",
    differs: ["conversion app.conv"],
  },
  {
    title: "a transform",
    setup:
      "CREATE FUNCTION app.from_sql(internal) RETURNS internal LANGUAGE internal STRICT IMMUTABLE AS 'prsd_lextype'",
    change:
      "CREATE TRANSFORM FOR int LANGUAGE plpgsql (FROM SQL WITH FUNCTION app.from_sql(internal))",
    undo: "DROP TRANSFORM FOR int LANGUAGE plpgsql",
    differs: ["transform for integer language plpgsql"],
  },
];
