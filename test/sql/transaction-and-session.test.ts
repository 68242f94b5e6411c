import { beforeAll, describe, expect, test } from "vitest";
import {
  addedEnumValue,
  atomicityOf,
  changesSession,
  loadParser,
  onlySets,
  parseStatements,
  type Statement,
  validatedConstraint,
} from "../../src/sql/statement/index.ts";

beforeAll(loadParser);

function statement(text: string): Statement {
  const [first, ...more] = parseStatements(text);
  expect(more).toEqual([]);
  return first!;
}

function action(text: string) {
  const [first, ...more] = statement(text).actions;
  expect(more).toEqual([]);
  return first!;
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
    expect(statement(text).outsideTransaction).toBe(reason);
  });

  test.each([
    "create index i on t (a)",
    "drop index i",
    "drop table t",
    "reindex table t",
    "reindex (concurrently false) table t",
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
    expect(statement(text).outsideTransaction).toBeUndefined();
  });
});

describe("enum types", () => {
  test.each([
    ["alter type mood add value 'b'", { type: { name: "mood" }, value: "b" }],
    [
      `alter type s."Mood" add value if not exists 'it''s' before 'a'`,
      { type: { schema: "s", name: "Mood" }, value: "it's" },
    ],
  ])("the added value is known: %s", (text, expected) => {
    expect(addedEnumValue(action(text))).toEqual(expected);
  });

  test("a renamed value is no new one", () => {
    expect(addedEnumValue(action("alter type mood rename value 'a' to 'b'"))).toBeUndefined();
  });
});

test("a created enum type is known", () => {
  expect(action("create type s.mood as enum ('a')")).toMatchObject({
    kind: "create-type",
    form: "enum",
    name: { schema: "s", name: "mood" },
  });
  expect(action("create type s.pair as (a int)")).toMatchObject({ form: "composite" });
});

describe("how much of a statement may be done when it is cut off", () => {
  test.each([
    [
      "create index concurrently i on s.t (a)",
      { kind: "builds-index", index: { schema: "s", name: "i" } },
    ],
    [
      "create index concurrently if not exists i on t (a)",
      { kind: "builds-index", index: { name: "i" } },
    ],
    ["create index concurrently on t (a)", { kind: "parts" }],
    ["drop index concurrently i", { kind: "drops-index", index: { name: "i" } }],
    ["create index i on t (a)", { kind: "whole" }],
    ["insert into t values (1)", { kind: "whole" }],
    ["select f()", { kind: "whole" }],
    ["do $$ begin insert into t values ('commit'); -- commit\n end $$", { kind: "whole" }],
    ["do $$ begin insert into t values (1); commit; end $$", { kind: "parts" }],
    ["do $$ begin call p(); end $$", { kind: "parts" }],
    ["do language plpython3u $$ plpy.execute('x') $$", { kind: "parts" }],
    ["call p()", { kind: "parts" }],
    ["create database d", { kind: "parts" }],
    ["alter table p detach partition q concurrently", { kind: "parts" }],
    ["vacuum t", { kind: "repeatable" }],
    ["reindex index concurrently i", { kind: "repeatable" }],
    ["alter system set work_mem = '5MB'", { kind: "repeatable" }],
  ])("%s", (text, expected) => {
    expect(atomicityOf(statement(text).actions)).toEqual(expected);
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
    "do $$ declare x text; begin x := set_config('a.b', 'c', false); end $$",
    "do $$ begin execute 'set role r'; end $$",
    "do language other 'set role r'",
    "select (select set_config('a.b', 'c', false))",
    "call p()",
    "execute e",
    "discard all",
  ])("%s", (text) => {
    expect(changesSession(statement(text).actions)).toBe(true);
  });

  test.each([
    "select 1",
    "update t set a = 1",
    "alter table t alter a set default 1",
    "create function f() returns void language sql set search_path = a as $$ select 1 $$",
    "do $$ begin perform 1; end $$",
    "do $$ begin update t set a = 1; end $$",
    "select 'set_config'",
  ])("not: %s", (text) => {
    expect(changesSession(statement(text).actions)).toBe(false);
  });
});

describe("does nothing but set", () => {
  test.each([
    ["set search_path = a", true],
    ["set local role r", true],
    ["reset all", true],
    ["select set_config('a', 'b', false)", true],
    ["select set_config('a', 'b', false), set_config('c', now()::text, false)", true],
    ["select set_config('a', 'b', false), f()", false],
    ["select set_config('a', name, false) from t", false],
    ["with a as (delete from t) select set_config('a', 'b', false)", false],
    ["discard all", false],
    ["select 1", false],
  ])("%s: %s", (text, expected) => {
    expect(onlySets(statement(text).actions)).toBe(expected);
  });
});

describe("constraints", () => {
  const orders = { schema: "shop", name: "order items" };

  test("are left unvalidated, by their table and name", () => {
    const added = `alter table shop."order items" add constraint c check (a > 0) not valid`;
    expect(action(added)).toMatchObject({
      kind: "add-constraint",
      relation: orders,
      constraint: { name: "c", notValid: true },
    });
    expect(action("alter table t add constraint c check (a > 0)")).toMatchObject({
      constraint: { name: "c", notValid: false },
    });
    const unnamed = action("alter table t add check (a > 0) not valid");
    expect(unnamed).toMatchObject({ constraint: { notValid: true } });
    expect(unnamed).not.toHaveProperty("constraint.name");
  });

  test("are validated, by the same", () => {
    const validated = `alter table shop."order items" validate constraint c`;
    expect(validatedConstraint(action(validated))).toEqual({ table: orders, name: "c" });
  });
});
