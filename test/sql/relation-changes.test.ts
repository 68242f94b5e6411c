import { beforeAll, describe, expect, test } from "vitest";
import { relationChanges } from "../../src/sql/statement/relation-changes.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";

beforeAll(loadParser);

describe("names", () => {
  test("are created", () => {
    for (const text of [
      "create table app.a (id int)",
      "create table if not exists app.a as select 1",
      "create materialized view app.a as select 1",
      "create view app.a as select 1",
      "create sequence app.a",
      "select 1 into app.a",
    ])
      expect(relationChanges(text).creates).toEqual([{ schema: "app", name: "a" }]);
    expect(relationChanges("create table a partition of p for values in (1)").creates).toEqual([
      { name: "a" },
    ]);
  });

  test("are dropped, renamed and moved", () => {
    expect(relationChanges("drop table if exists a, app.b cascade").drops).toEqual([
      { name: "a" },
      { schema: "app", name: "b" },
    ]);
    expect(relationChanges("drop function f()").drops).toEqual([]);
    expect(relationChanges("alter table app.a rename to b").renames).toEqual([
      { from: { schema: "app", name: "a" }, to: { schema: "app", name: "b" } },
    ]);
    expect(relationChanges("alter table a set schema app").renames).toEqual([
      { from: { name: "a" }, to: { schema: "app", name: "a" } },
    ]);
    expect(relationChanges("alter table a rename column b to c").renames).toEqual([]);
    expect(relationChanges("alter schema app rename to old").movesSchema).toEqual({
      from: "app",
      to: "old",
    });
  });

  test("of indexes come with their table", () => {
    expect(relationChanges("create index i on app.a (id)").indexes).toEqual([
      { name: "i", on: { schema: "app", name: "a" } },
    ]);
  });

  test("are known that it reads from, in queries inside too", () => {
    const { reads } = relationChanges(
      "with c as (select * from app.a) insert into b select * from c where exists (select from d)",
    );
    expect(reads.map(({ name }) => name).toSorted()).toEqual(["a", "c", "d"]);
  });
});

describe("rows", () => {
  const met = (text: string) => relationChanges(text).meets;

  test("are met by columns that must equal what the text gives", () => {
    expect(met("update a set x = 1 where id = 5")).toEqual([
      { relation: { name: "a" }, change: "update", given: ["id"], all: false },
    ]);
    expect(met("delete from a where a.id in (1, 2) and 3 = kind and x > 1")[0]!.given).toEqual([
      "id",
      "kind",
    ]);
    expect(met("delete from a where id = any (array[1, 2])")[0]!.given).toEqual(["id"]);
  });

  test("are met by no key where a column, a query or OR decides", () => {
    for (const condition of [
      "id = other",
      "id = (select max(id) from b)",
      "id in (select id from b)",
      "id = 1 or true",
      "id <> 1",
      "not id = 1",
    ])
      expect(met(`update a set x = 1 where ${condition}`)).toMatchObject([
        { given: [], all: false },
      ]);
  });

  test("are all met without a condition, and in WITH too", () => {
    expect(met("delete from a")).toMatchObject([{ change: "delete", all: true }]);
    expect(met("with gone as (delete from a returning *) select 1")).toMatchObject([
      { relation: { name: "a" }, change: "delete", all: true },
    ]);
    expect(met("merge into a using b on a.id = b.id when matched then delete")).toMatchObject([
      { change: "merge", given: [], all: false },
    ]);
  });

  test("fill a table where the text does not say how many", () => {
    const filled = (text: string) => relationChanges(text).fills;
    expect(filled("insert into a select * from b")).toEqual([{ name: "a" }]);
    expect(filled("create table a as select * from b")).toEqual([{ name: "a" }]);
    expect(filled("create table a as select * from b with no data")).toEqual([]);
    expect(filled("insert into a values (1), (2)")).toEqual([]);
  });
});

describe("what is done to a partitioned table", () => {
  test("spreads to its partitions by ALTER TABLE and CREATE INDEX alone, without ONLY", () => {
    const spreads = (text: string) => relationChanges(text).spreads;
    expect(spreads("alter table a add column z int")).toBe(true);
    expect(spreads("create index i on a (id)")).toBe(true);
    expect(spreads("alter table only a add constraint c check (id > 0)")).toBe(false);
    expect(spreads("create index i on only a (id)")).toBe(false);
    expect(spreads("alter table a attach partition b for values in (1)")).toBe(false);
    expect(spreads("alter table a detach partition b")).toBe(false);
    expect(spreads("alter table a rename to b")).toBe(false);
  });
});

describe("settings", () => {
  test("of lock_timeout are milliseconds", () => {
    const timeout = (value: string) => relationChanges(`set ${value}`).lockTimeout;
    expect(timeout("local lock_timeout = '2s'")).toBe(2000);
    expect(timeout("lock_timeout to 1500")).toBe(1500);
    expect(timeout("lock_timeout = '1min'")).toBe(60_000);
    expect(timeout("lock_timeout = 0")).toBe(0);
    expect(timeout("lock_timeout = '1 fortnight'")).toBeUndefined();
    expect(timeout("statement_timeout = '2s'")).toBeUndefined();
    expect(relationChanges("reset lock_timeout")).toMatchObject({ isSetting: true });
  });

  test("of the search path are names", () => {
    expect(relationChanges("set search_path to app, public").searchPath).toEqual(["app", "public"]);
    expect(relationChanges("set search_path = 'app'").searchPath).toEqual(["app"]);
  });
});

test("code of which the text says nothing is named", () => {
  expect(relationChanges("do $$ begin end $$").opaque).toBe("DO");
  expect(relationChanges("select f()").opaque).toBe("SELECT");
  expect(relationChanges("this is no SQL").opaque).toBe("a text that cannot be parsed");
  expect(relationChanges("update a set b = 1").opaque).toBeUndefined();
});
