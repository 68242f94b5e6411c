import { beforeAll, expect, test } from "vitest";
import { lint, type LintResult } from "../../src/index.ts";
import { LeftPath, strayInWords, upWork } from "../../src/plan/index.ts";
import { loadMigrations } from "../../src/migrations/index.ts";
import { loadParser } from "../../src/sql/statement/index.ts";
import { directoryOf } from "../support/migrations.ts";

beforeAll(loadParser);

const directory = (ups: readonly string[]) =>
  directoryOf(Object.fromEntries(ups.map((up, index) => [`${index + 1}_m.sql`, up])));

/** What of each migration would be another object: `2_m: t -> s.t`. */
function strays(ups: readonly string[], searchPath?: readonly string[]): string[] {
  const left = new LeftPath(searchPath);
  return loadMigrations(directory(ups)).flatMap((migration) => {
    const stray = left.follow(upWork(migration));
    if (stray === undefined) return [];
    const { here, there } = stray;
    const names = [here, there].map((one) => (one ? `${one.schema}.${one.name}` : "nothing"));
    return [`${stray.migration} by ${stray.setBy}: ${names.join(" -> ")}`];
  });
}

const set = "set search_path to s, public;";

test.each([
  ["a new table", [set, "create table t ();"], ["2_m by 1_m: public.t -> s.t"]],
  [
    "each migration once",
    [set, "create table t (); create table u ();", "create view v as select 1;"],
    ["2_m by 1_m: public.t -> s.t", "3_m by 1_m: public.v -> s.v"],
  ],
  [
    "a function, a type",
    [
      set,
      "create type m as enum ();",
      "create function f() returns int language sql as 'select 1';",
    ],
    ["2_m by 1_m: public.m -> s.m", "3_m by 1_m: public.f -> s.f"],
  ],
  [
    "set_config",
    ["select set_config('search_path', 's', false);", "create table t ();"],
    ["2_m by 1_m: public.t -> s.t"],
  ],
  [
    "an empty path",
    ["set search_path = '';", "create table t ();"],
    ["2_m by 1_m: public.t -> nothing"],
  ],
  [
    "a table that is nowhere on the path",
    ["create table t (); set search_path = s;", "drop table t;"],
    ["2_m by 1_m: public.t -> nothing"],
  ],
  [
    "the last that sets it",
    [set, "set search_path = r;", "create table t ();"],
    ["3_m by 2_m: public.t -> r.t"],
  ],
  [
    "before it sets its own",
    [set, "create table t (); set search_path = public;", "create table u ();"],
    ["2_m by 1_m: public.t -> s.t"],
  ],
])("%s", (_what, ups, expected) => {
  expect(strays(ups)).toEqual(expected);
});

test.each([
  ["nothing is set", ["create table s.a ();", "create table t ();"]],
  ["it is local", ["set local search_path = s;", "create table t ();"]],
  ["it is reset", ["set search_path = s; reset search_path;", "create table t ();"]],
  ["all is reset", ["set search_path = s; reset all;", "create table t ();"]],
  ["the next one resets it", [set, "reset search_path; create table t ();", "create table u ();"]],
  [
    "the name has a schema",
    [set, "create table public.t (); insert into public.t default values;"],
  ],
  [
    "a table that is found all the same",
    ["create table t (); set search_path = s, public;", "alter table t add i int;"],
  ],
  ["a table of which nothing is known", [set, "alter table t add i int;"]],
  [
    "an index, a trigger, a temporary table",
    [set, "create index i on public.t (a); create temp table x ();"],
  ],
  ["the path is the usual one", ["set search_path = public;", "create table t ();"]],
])("not where %s", (_what, ups) => {
  expect(strays(ups)).toEqual([]);
});

test("the usual path is that of the options", () => {
  expect(strays(["set search_path = app;", "create table t ();"], ["app", "public"])).toEqual([]);
});

test("in words", () => {
  const [first, second] = loadMigrations(directory([set, "create table t ();"])).map((one) =>
    upWork(one),
  );
  const left = new LeftPath(undefined);
  left.follow(first!);
  expect(strayInWords(left.follow(second!)!)).toBe(
    "t is public.t; with node-pg-migrate, which leaves search_path as 1_m sets it (s, public), it would be s.t. Write the schema before the name; --keep-settings does as node-pg-migrate.",
  );
});

test("lint names the later migration where the path is set", async () => {
  const migrationsDir = directory([
    `${set}\ncreate table if not exists s.a (i int);`,
    "create table if not exists t (i int);",
  ]);
  const messages = ({ findings }: LintResult) =>
    findings
      .filter(({ rule }) => rule === "set-search-path")
      .map(({ file, line, message }) => [file.slice(-7), line, message]);
  expect(messages(await lint({ migrationsDir }))).toEqual([
    [
      "1_m.sql",
      1,
      "search_path is put back after this migration, but node-pg-migrate leaves it set for the next ones: in 2_m, t would be s.t instead of public.t.",
    ],
  ]);
  expect(messages(await lint({ migrationsDir, keepSettings: true }))).toEqual([
    [
      "1_m.sql",
      1,
      "search_path stays set for the migrations after this one: in 2_m, t would be s.t instead of public.t.",
    ],
  ]);
});
