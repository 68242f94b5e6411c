import { beforeAll, expect, test } from "vitest";
import { loadMigrations } from "../../src/migrations/load.ts";
import { cutSegments, upWork, type Plan } from "../../src/plan/index.ts";
import { planSql, planText } from "../../src/report/plan-text.ts";
import { createStyle } from "../../src/report/style.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { directoryOf } from "../support/migrations.ts";

beforeAll(loadParser);

function planOf(files: Record<string, string>): Plan {
  return cutSegments(
    loadMigrations(directoryOf(files)).map((migration) => upWork(migration)),
    { mode: "auto" },
  );
}

test("a plan shows segments, reasons, migrations, and statements by line", () => {
  const plan = planOf({
    "1_a.sql": "create table a\n  (id int);\nselect 1;",
    "2_b.sql": "-- index\ncreate index concurrently i on a (id);\nselect 2;",
    "3_c.sql": "-- later",
  });
  expect(planText(plan, createStyle(false))).toBe(`Segment 1: one transaction
  up 1_a
    1: create table a (id int)
    3: select 1

Segment 2: no transaction, on its own because CREATE INDEX CONCURRENTLY cannot run in a transaction
  up 2_b (statement 1 of 2)
    2: create index concurrently i on a (id)

Segment 3: one transaction, on its own because CREATE INDEX CONCURRENTLY cannot run in a transaction
  up 2_b (statement 2 of 2)
    3: select 2

Segment 4: one transaction
  up 3_c
    no statements

3 migrations, 4 statements, 4 segments.`);
});

test("a long statement is cut", () => {
  const text = planText(planOf({ "1_a.sql": `select '${"a".repeat(500)}';` }), createStyle(false));
  expect(text.split("\n")[2]).toMatch(/a…$/);
});

test("an empty plan says so", () => {
  expect(planText({ segments: [] }, createStyle(false))).toBe("Nothing to do.");
});

test("as SQL a plan has its transactions, and every statement ends", () => {
  const plan = planOf({
    "1_a.sql": "select 1; select 2 -- no semicolon",
    "2_b.sql": "vacuum;",
    "3_c.sql": "-- pgmaestro: opaque\nselect 3 -- no semicolon",
  });
  expect(planSql(plan)).toBe(`BEGIN;
-- 1_a (up)
select 1;
select 2;
COMMIT;

-- 2_b (up)
vacuum;

BEGIN;
-- 3_c (up)
-- pgmaestro: opaque
select 3 -- no semicolon
;
COMMIT;`);
});
