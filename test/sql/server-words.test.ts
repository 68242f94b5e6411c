import { describe, expect, test } from "vitest";
import { mayReachServer } from "../../src/sql/text/index.ts";

describe("what may reach further than its database", () => {
  test.each([
    "create role app",
    "DO $$ BEGIN EXECUTE 'CREATE USER ' || quote_ident('app'); END $$",
    "ALTER DATABASE app SET work_mem = '1MB'",
    "COMMENT ON ROLE app IS 'x'",
    "grant readers to app",
    'GRANT "on call", b TO app',
    "revoke admin option for readers from app",
    "DROP OWNED BY app",
    "grant set on parameter work_mem to app",
    "alter system set work_mem = '1MB'",
    "create tablespace fast location '/fast'",
    "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
    "select pg_create_logical_replication_slot('s', 'pgoutput')",
    "select dblink_exec('dbname=x', 'create table t ()')",
  ])("%s", (text) => expect(mayReachServer(text)).toBe(true));
});

describe("what does not", () => {
  test.each([
    'create table "user" (role text, "group" text, database text)',
    "grant select, insert on all tables in schema app to app",
    "grant usage on schema app to app; select a from b",
    "revoke all on t from public",
    "alter default privileges in schema app grant select on tables to app",
    "alter table t owner to app",
    "alter sequence s owned by t.id",
    "select system from t group by 1",
    "set role app",
    "create trigger t before update on users execute function f()",
  ])("%s", (text) => expect(mayReachServer(text)).toBe(false));
});
