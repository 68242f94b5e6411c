import { expect, test } from "vitest";
import { MigrationFileError, plan, planDown, up } from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { directoryOf, tables, upDown } from "../support/migrations.ts";
import { existing, ran, rejection } from "../support/results.ts";

describeEachDatabase("plan", (db) => {
  test("changes nothing, and names what `up` then does", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a", "2_b"),
      "3_index.sql": "create index concurrently a_id on a (id);",
      ...tables("4_d"),
    });
    const request = { database: db().database, migrationsDir };
    const { segments } = await plan(request);
    expect(
      segments.map(({ transaction, steps }) => [transaction, steps.map((step) => step.migration)]),
    ).toEqual([
      [true, ["1_a", "2_b"]],
      [false, ["3_index"]],
      [true, ["4_d"]],
    ]);
    expect(segments[1]!.reason).toEqual({
      kind: "outside-transaction",
      command: "CREATE INDEX CONCURRENTLY",
    });
    expect(await existing(db(), "a", "pgmigrations")).toEqual([]);
  });

  test("keeps to a selection", async () => {
    const migrationsDir = directoryOf(tables("1_a", "2_b", "3_c"));
    const request = { database: db().database, migrationsDir };
    const { segments } = await plan({ ...request, to: "2_b" });
    expect(segments.flatMap(({ steps }) => steps.map((step) => step.migration))).toEqual([
      "1_a",
      "2_b",
    ]);
  });

  test("of nothing is empty", async () => {
    const migrationsDir = directoryOf(tables("1_a"));
    const request = { database: db().database, migrationsDir };
    await up(request);
    expect(await plan(request)).toEqual({ segments: [] });
  });

  test("finds a syntax error in any pending migration before anything runs", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_broken.sql": "create table é (id int);\n  selec 1;",
    });
    const request = { database: db().database, migrationsDir };
    const error = await rejection(plan(request), MigrationFileError);
    expect(error.location).toMatchObject({ line: 2, column: 3 });
    await rejection(up(request), MigrationFileError);
    expect(await existing(db(), "a")).toEqual([]);
  });

  test("of a rollback changes nothing either", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_b.sql": upDown("select 1;", "select 2;"),
    });
    const request = { database: db().database, migrationsDir };
    await up(request);
    const { segments } = await planDown({ ...request, all: true });
    expect(segments.flatMap(({ steps }) => steps.map((step) => step.migration))).toEqual([
      "2_b",
      "1_a",
    ]);
    expect(ran(await up(request))).toEqual([]);
    expect(await existing(db(), "a")).toEqual(["a"]);
  });
});
