import { beforeAll, expect, test } from "vitest";
import { loadParser, parseStatements } from "../../src/sql/statement/statements.ts";

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
  ["delete from t", [{ relation: { name: "t" }, mayBeView: true, removesRows: true }]],
  [
    "truncate s.t, u",
    [
      { relation: { schema: "s", name: "t" }, removesRows: true },
      { relation: { name: "u" }, removesRows: true },
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
    [{ relation: { name: "t" }, columns: ["a", "b", "c"] }],
  ],
  ["create table t (a int)", [{ relation: { name: "t" }, addsRows: true, creates: true }]],
  ["create table t as select 1", [{ relation: { name: "t" }, addsRows: true, creates: true }]],
  ["alter type s.mood rename value 'a' to 'b'", [{ type: { schema: "s", name: "mood" } }]],
  ["alter type pair drop attribute a", [{ type: { name: "pair" } }]],
  [
    "with a as (delete from t returning *), b as (insert into u select * from a returning 1) select * from b",
    [
      { relation: { name: "t" }, mayBeView: true, removesRows: true },
      { relation: { name: "u" }, mayBeView: true, addsRows: true },
    ],
  ],
])("%s writes", (text, writes) => {
  expect(parseStatements(text)[0]!.facts.writes).toEqual(writes);
});

test.each([
  ["do $$ begin end $$", "DO"],
  ["call p()", "CALL"],
  ["execute e", "EXECUTE"],
  ["select s.f(1)", "SELECT s.f()"],
  ["with a as (select f()) select * from a", "SELECT f()"],
])("%s may write anything", (text, words) => {
  expect(parseStatements(text)[0]!.facts.writesAnything).toBe(words);
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
  const { writes, writesAnything } = parseStatements(text)[0]!.facts;
  expect({ writes, writesAnything }).toEqual({ writes: undefined, writesAnything: undefined });
});
