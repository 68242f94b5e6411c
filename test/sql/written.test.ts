import { beforeAll, expect, test } from "vitest";
import {
  loadParser,
  opaqueCode,
  parseStatements,
  writtenBy,
} from "../../src/sql/statement/index.ts";

beforeAll(loadParser);

test.each([
  [
    "insert into s.t values (1)",
    [{ relation: { schema: "s", name: "t" }, mayBeView: true, addsRows: true }],
  ],
  [
    "insert into t values (1) on conflict (a) do update set b = 1",
    [{ relation: { name: "t" }, mayBeView: true, addsRows: true, columns: ["b"] }],
  ],
  [
    "update only t set a = 1, (b, c) = (2, 3)",
    [{ relation: { name: "t" }, mayBeView: true, columns: ["a", "b", "c"] }],
  ],
  [
    "delete from t",
    [{ relation: { name: "t" }, mayBeView: true, removesRows: true, empties: true }],
  ],
  ["delete from t where a = 1", [{ relation: { name: "t" }, mayBeView: true, removesRows: true }]],
  [
    "truncate s.t, u",
    [
      { relation: { schema: "s", name: "t" }, removesRows: true, empties: true },
      { relation: { name: "u" }, removesRows: true, empties: true },
    ],
  ],
  [
    "drop table if exists s.t, u cascade",
    [
      { relation: { schema: "s", name: "t" }, removesRows: true },
      { relation: { name: "u" }, removesRows: true },
    ],
  ],
  ["drop schema a, b cascade", [{ schema: "a" }, { schema: "b" }]],
  [
    "merge into t using u on t.a = u.a when matched and u.b then delete when matched then update set c = 1 when not matched then insert values (1)",
    [
      {
        relation: { name: "t" },
        mayBeView: true,
        columns: ["c"],
        addsRows: true,
        removesRows: true,
      },
    ],
  ],
  ["copy t from program 'x'", [{ relation: { name: "t" }, mayBeView: true, addsRows: true }]],
  [
    "alter table t alter a type int, drop column b, add column c int default 1, alter d set not null",
    ["a", "b", "c"].map((column) => ({ relation: { name: "t" }, columns: [column] })),
  ],
  ["create table t (a int)", [{ relation: { name: "t" }, addsRows: true, creates: true }]],
  ["create table t as select 1", [{ relation: { name: "t" }, addsRows: true, creates: true }]],
  ["alter type s.mood rename value 'a' to 'b'", [{ type: { schema: "s", name: "mood" } }]],
  ["alter type pair drop attribute a", [{ type: { name: "pair" } }]],
  [
    "with a as (delete from t returning *), b as (insert into u select * from a returning 1) select * from b",
    [
      { relation: { name: "t" }, mayBeView: true, removesRows: true, empties: true },
      { relation: { name: "u" }, mayBeView: true, addsRows: true },
    ],
  ],
])("%s writes", (text, writes) => {
  expect(parseStatements(text)[0]!.actions.flatMap(writtenBy)).toEqual(writes);
});

test.each([
  ["do $$ begin execute 'drop table ' || t; end $$", { kind: "do" }],
  ["do $$ begin if f() then null; end if; end $$", { kind: "do" }],
  ["do $$ declare x int := f(); begin x := 1; end $$", { kind: "do" }],
  ["do $$ begin for r in select 1 loop perform f(); end loop; end $$", { kind: "do" }],
  ["do language other 'x'", { kind: "do" }],
  ["call s.p()", { kind: "call", name: { schema: "s", name: "p" } }],
  ["execute e", { kind: "execute", name: "e" }],
  ["select s.f(1)", { kind: "function", name: { schema: "s", name: "f" } }],
  ["with a as (select f()) select * from a", { kind: "function", name: { name: "f" } }],
  ["with a as (select f()) delete from t", { kind: "function", name: { name: "f" } }],
  ["select f() into t", { kind: "function", name: { name: "f" } }],
])("%s runs code that its text tells nothing of", (text, code) => {
  const codes = parseStatements(text)[0]!.actions.flatMap((action) => opaqueCode(action) ?? []);
  expect(codes).toEqual([code]);
});

test.each([
  "do $$ begin null; end $$",
  "do $$ declare x int := 1; begin if exists (select from t) then x := x + 1; end if; end $$",
  "do $$ begin if not exists (select from t where to_regclass('a') is null) then create table u (); end if; end $$",
  "update t set a = lower(a)",
])("%s runs none", (text) => {
  expect(parseStatements(text)[0]!.actions.flatMap((action) => opaqueCode(action) ?? [])).toEqual(
    [],
  );
});

test.each([
  "select 1",
  "select setval('s', 1), pg_catalog.now()",
  "copy t to program 'x'",
  "alter table t alter d set not null, add check (d > 1)",
  "alter type mood add value 'x'",
  "drop view v",
  "create index i on t (a)",
])("%s writes nothing", (text) => {
  const { actions } = parseStatements(text)[0]!;
  expect(actions.flatMap(writtenBy)).toEqual([]);
  expect(actions.flatMap((action) => opaqueCode(action) ?? [])).toEqual([]);
});
