import { beforeAll, describe, expect, test } from "vitest";
import { loadParser, parseStatements } from "../../src/sql/statement/statements.ts";

beforeAll(loadParser);

function facts(text: string) {
  const [statement, ...more] = parseStatements(text);
  expect(more).toEqual([]);
  return statement!.facts;
}

describe("cannot run in a transaction", () => {
  test.each([
    ["create index concurrently i on t (a)", "CREATE INDEX CONCURRENTLY"],
    ["create unique index concurrently if not exists i on t (a)", "CREATE INDEX CONCURRENTLY"],
    ["drop index concurrently if exists i", "DROP INDEX CONCURRENTLY"],
    ["reindex index concurrently i", "REINDEX CONCURRENTLY"],
    ["reindex (verbose, concurrently) table t", "REINDEX CONCURRENTLY"],
    ["reindex schema s", "REINDEX of a whole schema or database"],
    ["reindex database", "REINDEX of a whole schema or database"],
    ["reindex system d", "REINDEX of a whole schema or database"],
    ["vacuum", "VACUUM"],
    ["vacuum (full, analyze) t", "VACUUM"],
    ["cluster", "CLUSTER of all tables"],
    ["alter table p detach partition c concurrently", "DETACH PARTITION CONCURRENTLY"],
    ["create database d", "CREATE DATABASE"],
    ["drop database if exists d with (force)", "DROP DATABASE"],
    ["alter database d set tablespace t", "ALTER DATABASE … SET TABLESPACE"],
    ["create tablespace t location '/x'", "CREATE TABLESPACE"],
    ["drop tablespace t", "DROP TABLESPACE"],
    ["alter system set work_mem = '1MB'", "ALTER SYSTEM"],
    ["alter system reset all", "ALTER SYSTEM"],
    ["create subscription s connection 'x' publication p", "CREATE SUBSCRIPTION"],
    ["drop subscription s", "DROP SUBSCRIPTION"],
    ["alter subscription s refresh publication", "ALTER SUBSCRIPTION with a refresh"],
    ["alter subscription s set publication p", "ALTER SUBSCRIPTION with a refresh"],
    ["alter subscription s add publication p", "ALTER SUBSCRIPTION with a refresh"],
    ["alter subscription s set (failover = true)", "ALTER SUBSCRIPTION … SET (failover)"],
    ["alter subscription s set (two_phase = false)", "ALTER SUBSCRIPTION … SET (two_phase)"],
    ["discard all", "DISCARD ALL"],
  ])("%s", (text, reason) => {
    expect(facts(text).outsideTransaction).toBe(reason);
  });

  test.each([
    "create index i on t (a)",
    "drop index i",
    "drop table t",
    "reindex table t",
    "analyze t",
    "cluster t using i",
    "alter table p detach partition c",
    "alter table p detach partition c finalize",
    "alter table t set tablespace x",
    "alter database d set work_mem = '1MB'",
    "alter database tablespace connection limit 3",
    "alter subscription s disable",
    "alter subscription s set (slot_name = none)",
    "discard temp",
    "refresh materialized view concurrently m",
    "alter type mood add value 'b'",
    "select 'vacuum'",
    "do $$ begin execute 'create index concurrently i on t (a)'; end $$",
  ])("not: %s", (text) => {
    expect(facts(text).outsideTransaction).toBeUndefined();
  });
});

describe("enum types", () => {
  test.each([
    ["alter type mood add value 'b'", { type: "mood", value: "b" }],
    [
      `alter type s."Mood" add value if not exists 'it''s' before 'a'`,
      { type: "s.Mood", value: "it's" },
    ],
  ])("the added value is known: %s", (text, expected) => {
    expect(facts(text).addsEnumValue).toEqual(expected);
  });

  test("a renamed value is no new one", () => {
    expect(facts("alter type mood rename value 'a' to 'b'").addsEnumValue).toBeUndefined();
  });
});

test("a created enum type is known", () => {
  expect(facts("create type s.mood as enum ('a')").createsEnum).toBe("s.mood");
});

describe("an index that is built concurrently", () => {
  test.each([
    ["create index concurrently i on t (a)", { name: "i" }],
    [`create index concurrently "I" on s.t (a)`, { schema: "s", name: "I" }],
    ["create index concurrently on t (a)", undefined],
    ["create index i on t (a)", undefined],
  ])("%s", (text, expected) => {
    expect(facts(text).buildsConcurrently).toEqual(expected);
  });
});

describe("may change the session", () => {
  test.each([
    "set search_path = a",
    "set local search_path = a",
    "set role r",
    "set session authorization r",
    "reset all",
    "select pg_catalog.set_config('search_path', '', false)",
    "do $$ begin set search_path = a; end $$",
    "do $$ begin perform set_config('a.b', 'c', false); end $$",
    "call p()",
    "discard all",
  ])("%s", (text) => {
    expect(facts(text).changesSession).toBe(true);
  });

  test.each([
    "select 1",
    "update t set a = 1",
    "alter table t alter a set default 1",
    "create function f() returns void language sql set search_path = a as $$ select 1 $$",
    "do $$ begin perform 1; end $$",
  ])("not: %s", (text) => {
    expect(facts(text).changesSession).toBeUndefined();
  });
});
