import { beforeAll, describe, expect, test } from "vitest";
import { loadMigrations } from "../../src/migrations/load.ts";
import { cutSegments, sequentialInWords, upWork, type Distribution } from "../../src/plan/index.ts";
import { loadParser } from "../../src/sql/statement/index.ts";
import { directoryOf } from "../support/migrations.ts";

beforeAll(loadParser);

/** Countries are a reference table, to which a foreign key of users leads. */
const distribution: Distribution = {
  version: "12.1.0",
  tables: ["countries", "users", "tenants"].map((name) => ({ schema: "public", name })),
  sql: `SELECT create_reference_table('public.countries');
    ALTER TABLE public.users ADD CONSTRAINT users_country FOREIGN KEY (country) REFERENCES public.countries`,
};

function segmentsOf(pending: readonly string[], made?: Distribution) {
  const files = pending.map((up, index) => [`${index + 1}_m.sql`, up]);
  const work = loadMigrations(directoryOf(Object.fromEntries(files))).map((one) => upWork(one));
  return cutSegments(work, { mode: "auto", distribution: made }).segments;
}

function reasonOf(...pending: readonly string[]): string | undefined {
  const [first] = segmentsOf(pending, distribution);
  return first!.sequential && sequentialInWords(first!.sequential);
}

describe("one connection for each node", () => {
  test.each([
    ["alter table countries add column name text", "1_m uses the reference table public.countries"],
    ["insert into countries values ('de')", "1_m uses the reference table public.countries"],
    [
      "update users set code = (select min(code) from countries)",
      "1_m uses the reference table public.countries",
    ],
    [
      "create table c (id int); select create_reference_table('c')",
      "1_m uses the reference table public.c",
    ],
    [
      "alter table tenants add foreign key (country) references countries",
      "a foreign key of 1_m leads to the reference table public.countries",
    ],
    [
      "alter table users drop constraint users_country",
      "a foreign key of 1_m leads to the reference table public.countries",
    ],
    [
      "alter table users drop column country",
      "a foreign key of 1_m leads to the reference table public.countries",
    ],
    ["drop table users", "a foreign key of 1_m leads to the reference table public.countries"],
    ["create type mood as enum ('good')", "1_m changes TYPE mood, which each node has"],
    ["alter type mood add value 'bad'", "1_m changes TYPE mood, which each node has"],
    ["create schema app", "1_m changes SCHEMA app, which each node has"],
    [
      "create function app.f() returns int language sql as 'select 1'",
      "1_m changes FUNCTION app.f, which each node has",
    ],
  ])("is used for: %s", (sql, reason) => {
    expect(reasonOf(sql)).toBe(reason);
  });

  test.each([
    "alter table users add column phone text",
    "create table t (id bigint primary key); select create_distributed_table('t', 'id')",
    "alter table users drop column phone",
    "alter table users add foreign key (tenant) references tenants",
    "update users set code = 'x'",
  ])("is not needed for: %s", (sql) => {
    expect(reasonOf(sql)).toBeUndefined();
  });

  test("is needed by the migration that is first in need of it, for all of its transaction", () => {
    expect(
      reasonOf("alter table users add column x int", "create type mood as enum ('good')"),
    ).toBe("2_m changes TYPE mood, which each node has");
  });

  test("is nothing that a statement outside a transaction could have", () => {
    const [only] = segmentsOf(["create index concurrently i on countries (code)"], distribution);
    expect([only!.transaction, only!.sequential]).toEqual([false, undefined]);
  });
});

test("a database is distributed from the migration on that makes it so", () => {
  const pending = ["create table a (id int)", "create extension citus", "create table b (id int)"];
  const [first] = segmentsOf(pending);
  expect(first!.isDistributed).toBe(true);
  expect(segmentsOf(pending.slice(0, 1))[0]!.isDistributed).toBeUndefined();
});
