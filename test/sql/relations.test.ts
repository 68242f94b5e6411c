import { beforeAll, describe, expect, test } from "vitest";
import {
  type Action,
  alteredBy,
  createdBy,
  droppedBy,
  filledBy,
  isRelationKind,
  loadParser,
  metRows,
  type NamedObject,
  parseStatements,
  reachesPartitions,
  readBy,
  renamedBy,
} from "../../src/sql/statement/index.ts";

beforeAll(loadParser);

function actionsOf(text: string): readonly Action[] {
  return parseStatements(text).flatMap(({ actions }) => actions);
}

/** Objects as `TABLE app.a`, with what they are on. */
function shown(objects: readonly NamedObject[]): string[] {
  return objects.map(({ objectKind, on, ...name }) =>
    [objectKind, dotted(name), ...(on ? ["on", dotted(on)] : [])].join(" "),
  );
}

function dotted({ schema, name }: { schema?: string; name?: string }): string {
  return [schema, name].filter((part) => part !== undefined).join(".");
}

describe("objects", () => {
  test.each([
    ["create table app.a (id int, constraint c check (id > 0))", ["TABLE app.a"]],
    ["create table if not exists app.a as select 1", ["TABLE app.a"]],
    ["create table a partition of p for values in (1)", ["TABLE a"]],
    ["create foreign table a (id int) server s", ["FOREIGN TABLE a"]],
    ["create materialized view app.a as select 1", ["MATERIALIZED VIEW app.a"]],
    ["create view app.a as select 1", ["VIEW app.a"]],
    ["create sequence app.a", ["SEQUENCE app.a"]],
    ["select 1 into app.a", ["TABLE app.a"]],
    ["create index i on app.a (id)", ["INDEX app.i on app.a"]],
    ["create index on app.a (id)", ["INDEX app on app.a"]],
    ["create statistics x on a, b from t", ["STATISTICS x on t"]],
    [
      "alter table a add column b int, add constraint c unique (b)",
      ["COLUMN b on a", "CONSTRAINT c on a"],
    ],
    ["alter type mood add value 'x'", ["ENUM VALUE x on mood"]],
    ["alter domain d add constraint c check (value > 0)", ["DOMAIN CONSTRAINT c on d"]],
    ["create domain app.d as int", ["DOMAIN app.d"]],
    ["create trigger g before insert on a execute function f()", ["TRIGGER g on a"]],
    ["create policy p on app.a", ["POLICY p on app.a"]],
    ["create procedure p() language sql as ''", ["PROCEDURE p"]],
    ["create user mapping for me server remote", ["USER MAPPING me on remote"]],
    ["create cast (int as text) with inout", ["CAST int4 AS text"]],
    ["insert into a values (1)", []],
  ])("are created: %s", (text, expected) => {
    expect(shown(actionsOf(text).flatMap(createdBy))).toEqual(expected);
  });

  test.each([
    ["drop table if exists a, app.b cascade", ["TABLE a", "TABLE app.b"]],
    ["drop function f()", ["FUNCTION f"]],
    ["drop trigger g on app.a", ["TRIGGER g on app.a"]],
    ["alter table a drop column b, drop constraint c", ["COLUMN b on a", "CONSTRAINT c on a"]],
    ["drop cast (int as text)", ["CAST int4 AS text"]],
    ["drop operator class app.c using btree", ["OPERATOR CLASS app.c"]],
    ["drop tablespace x", ["TABLESPACE x"]],
    ["drop user mapping for me server remote", ["USER MAPPING me on remote"]],
    ["drop role a, b", ["ROLE a", "ROLE b"]],
    ["truncate a", []],
  ])("are dropped: %s", (text, expected) => {
    expect(shown(actionsOf(text).flatMap(droppedBy))).toEqual(expected);
  });

  test.each([
    ["alter table app.a rename to b", ["TABLE app.a", "TABLE app.b"]],
    ["alter table a set schema app", ["TABLE a", "TABLE app.a"]],
    ["alter view v rename to w", ["VIEW v", "VIEW w"]],
    ["alter table a rename column b to c", ["COLUMN b on a", "COLUMN c on a"]],
    ["alter type t rename attribute b to c", ["COLUMN b on t", "COLUMN c on t"]],
    ["alter trigger g on a rename to h", ["TRIGGER g on a", "TRIGGER h on a"]],
    ["alter schema app rename to old", ["SCHEMA app", "SCHEMA old"]],
    [
      "alter domain d rename constraint b to c",
      ["DOMAIN CONSTRAINT b on d", "DOMAIN CONSTRAINT c on d"],
    ],
    ["alter type mood rename value 'a' to 'b'", ["ENUM VALUE a on mood", "ENUM VALUE b on mood"]],
  ])("are renamed: %s", (text, expected) => {
    const renamed = actionsOf(text).flatMap(renamedBy);
    expect(shown(renamed.flatMap(({ from, to }) => [from, to]))).toEqual(expected);
  });

  test("of some kinds are relations", () => {
    const created = (text: string) => actionsOf(text).flatMap(createdBy);
    expect(
      created("create view a as select 1").every((one) => isRelationKind(one.objectKind)),
    ).toBe(true);
    expect(created("create index i on a (id)").some((one) => isRelationKind(one.objectKind))).toBe(
      false,
    );
  });

  test.each([
    [
      "with c as (select * from app.a) insert into b select * from c where exists (select from d)",
      ["app.a", "d"],
    ],
    ["insert into a values ((select max(id) from b))", ["b"]],
    ["update a set x = (select y from b) from c where exists (select from d)", ["b", "c", "d"]],
    ["delete from a using b", ["b"]],
    [
      "merge into a using b on a.id = b.id and exists (select from c) when matched then update set x = (select y from d)",
      ["b", "c", "d"],
    ],
    ["select * from a join (select * from b) x on true", ["a", "b"]],
    ["create view v as select * from a", ["a"]],
    ["create table x (like a)", ["a"]],
    ["copy (select * from a) to stdout", ["a"]],
    ["copy a to stdout", ["a"]],
    ["truncate a", []],
  ])("are read, in queries inside too: %s", (text, expected) => {
    expect(actionsOf(text).flatMap(readBy).map(dotted).toSorted()).toEqual(expected);
  });

  test.each([
    ["alter table a add column b int", ["a"]],
    ["alter table a attach partition b default", ["a", "b"]],
    ["create table b partition of a default", ["a"]],
    ["alter type pair add attribute b int", []],
    ["alter view v owner to me", ["v"]],
    ["create index i on a (id)", []],
  ])("are altered: %s", (text, expected) => {
    expect(actionsOf(text).flatMap(alteredBy).map(dotted)).toEqual(expected);
  });
});

describe("rows", () => {
  const met = (text: string) => actionsOf(text).flatMap((action) => metRows(action) ?? []);

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
    const filled = (text: string) => actionsOf(text).flatMap((action) => filledBy(action) ?? []);
    expect(filled("insert into a select * from b")).toEqual([{ name: "a" }]);
    expect(filled("create table a as select * from b")).toEqual([{ name: "a" }]);
    expect(filled("create table a as select * from b with no data")).toEqual([]);
    expect(filled("copy a from program 'x'")).toEqual([{ name: "a" }]);
    expect(filled("insert into a values (1), (2)")).toEqual([]);
    expect(filled("insert into a default values")).toEqual([]);
  });
});

describe("what is done to a partitioned table", () => {
  test("spreads to its partitions by ALTER TABLE and CREATE INDEX alone, without ONLY", () => {
    const spreads = (text: string) => actionsOf(text).some(reachesPartitions);
    expect(spreads("alter table a add column z int")).toBe(true);
    expect(spreads("create index i on a (id)")).toBe(true);
    expect(spreads("alter table only a add constraint c check (id > 0)")).toBe(false);
    expect(spreads("create index i on only a (id)")).toBe(false);
    expect(spreads("alter table a attach partition b for values in (1)")).toBe(false);
    expect(spreads("alter table a detach partition b")).toBe(false);
    expect(spreads("alter table a rename to b")).toBe(false);
  });
});
