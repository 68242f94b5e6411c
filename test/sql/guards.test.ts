import { beforeAll, describe, expect, test } from "vitest";
import { guardsOf, unguarded } from "../../src/sql/statement/guards.ts";
import { SqlTextError } from "../../src/sql/text/sql-text-error.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { describeEachDatabase, type TestDatabase } from "../support/databases.ts";
import { thrown } from "../support/thrown.ts";
import { guardCases, standing } from "./guard-cases.ts";

beforeAll(loadParser);

const order = ["always", "yes", "unknown", "no"];

describe("the least guard of a section, and the remedy", () => {
  test.each(guardCases)("$guard: $sql", ({ sql, guard, remedy }) => {
    const guards = guardsOf(sql).map((statement) => statement.guard);
    expect(guards.toSorted((a, b) => order.indexOf(b) - order.indexOf(a))[0]).toBe(guard);
    expect(unguarded(sql).map((statement) => statement.remedy)).toEqual(
      remedy === undefined ? [] : [remedy],
    );
  });
});

describe("of several statements", () => {
  const text = "select 'é';\ncreate table a ();\n\n create table if not exists b ();";

  test("each has its own, and its place", () => {
    expect(guardsOf(text)).toEqual([
      { start: 0, end: 10, text: "select 'é'", guard: "always" },
      {
        start: 12,
        end: 29,
        text: "create table a ()",
        guard: "no",
        remedy: "add IF NOT EXISTS",
      },
      expect.objectContaining({ start: 33, guard: "yes" }),
    ]);
  });

  test("those without a guard are picked", () => {
    expect(unguarded(text).map((statement) => statement.text)).toEqual(["create table a ()"]);
  });

  test("nothing is none", () => {
    expect(guardsOf("-- nothing\n;")).toEqual([]);
  });

  test("a section that is not parsed is one whose guard is unknown", () => {
    const text = " create table a ();\n";
    expect(guardsOf(text, { opaque: true })).toEqual([
      { start: 1, end: 19, text: "create table a ();", guard: "unknown" },
    ]);
    expect(guardsOf("-- nothing", { opaque: true })).toEqual([]);
  });

  test("a syntax error has its place", () => {
    expect(thrown(SqlTextError, () => guardsOf("select 1;\nselec")).offset).toBe(10);
  });
});

const provable = guardCases.filter(
  ({ guard, unproved }) => guard !== "unknown" && unproved === undefined,
);

describeEachDatabase("a database runs twice what is said to be guarded, and nothing else", (db) => {
  test.each(provable)("$guard: $sql", async ({ sql, guard, before, after }) => {
    await db().query(`${standing};${before ?? ""}`);
    await db().query(sql);
    const first = await state(db());
    const repeated = await db()
      .query(sql)
      .then(
        async () => (await state(db())) === first,
        () => false,
      );
    if (after !== undefined) await db().query(after);
    expect(repeated).toBe(guard !== "no");
  });
});

/** How many objects there are of each kind, and rows in the tables that cases write to. */
async function state(db: TestDatabase): Promise<string> {
  const catalogs = ["class", "constraint", "type", "proc", "statistic_ext", "inherits"];
  const counts = catalogs.map((name) => `(select count(*) from pg_${name})`);
  counts.push("(select count(*) from pg_attribute where not attisdropped)");
  const tables = await db.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'r' and oid >= 16384
      and relnamespace::regnamespace::text !~ '^pg_|^information_schema' order by 1`,
  );
  const rows = tables.map(({ name }) => `(select count(*) from ${name})`);
  const [found] = await db.query(`select array[${[...counts, ...rows].join(", ")}]::text as state`);
  return String(found!["state"]);
}
