import { beforeAll, describe, expect, test } from "vitest";
import { guardRemedyText } from "../../src/lint/index.ts";
import {
  type Guard,
  guardsOf,
  loadParser,
  parseStatements,
} from "../../src/sql/statement/index.ts";
import { describeEachDatabase, type TestDatabase } from "../support/databases.ts";
import { thirdOf } from "../support/share.ts";
import { guardCases, standing } from "./guard-cases.ts";

beforeAll(loadParser);

const order = ["repeatable", "guarded", "unknown", "none"];

function guardsIn(text: string): Guard[] {
  return guardsOf(parseStatements(text));
}

describe("the least guard of a section, and the remedy", () => {
  test.each(guardCases)("$guard: $sql", ({ sql, guard, remedy }) => {
    const found = guardsIn(sql);
    const remedies = found.flatMap((one) => ("remedy" in one ? [one.remedy] : []));
    const guards = found.map((one) => ("remedy" in one ? "none" : one.is));
    expect(guards.toSorted((a, b) => order.indexOf(b) - order.indexOf(a))[0]).toBe(guard);
    expect(remedies.map(guardRemedyText)).toEqual(remedy === undefined ? [] : [remedy]);
  });
});

test("each of several statements has its own", () => {
  const text =
    "select 1; create table a (); create table if not exists b (); alter table x rename to y";
  expect(guardsIn(text)).toEqual([
    { is: "repeatable" },
    { is: "unguarded", remedy: { kind: "if-not-exists" } },
    { is: "guarded" },
    { is: "unguarded", remedy: { kind: "alter-if-exists", objectKind: "TABLE" } },
  ]);
  expect(guardsIn("-- nothing\n;")).toEqual([]);
});

test("what SQL has no word for says so, and what to do", () => {
  expect(guardsIn("create policy p on s.t")).toEqual([
    {
      is: "unguardable",
      remedy: {
        kind: "drop-first",
        object: { objectKind: "POLICY", name: "p", on: { schema: "s", name: "t" } },
      },
    },
  ]);
});

const provable = guardCases.filter(
  ({ guard, unproved }) => guard !== "unknown" && unproved === undefined,
);

describeEachDatabase("a database runs twice only what is said to be guarded", (db) => {
  test.each(thirdOf(provable))("$guard: $sql", async ({ sql, guard, before, after }) => {
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
    expect(repeated).toBe(guard !== "none");
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
