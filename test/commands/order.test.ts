import { expect, test } from "vitest";
import { HistoryRefusedError, status, up } from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { addFiles, directoryOf, removeFiles, tables } from "../support/migrations.ts";
import { applied, existing, ran, rejection } from "../support/results.ts";

describeEachDatabase("a history that does not fit the files", (db) => {
  async function twoApplied() {
    const migrationsDir = directoryOf(tables("1_a", "3_c"));
    const request = { database: db().database, migrationsDir };
    await up(request);
    return request;
  }

  test("out of order refuses `up`, and nothing runs", async () => {
    const request = await twoApplied();
    addFiles(request.migrationsDir, tables("2_b", "4_d"));
    const error = await rejection(up(request), HistoryRefusedError);
    expect(error.problems).toEqual({ edited: [], missing: [], outOfOrder: ["2_b"] });
    expect(error.hint).toContain("--no-check-order");
    expect(await existing(db(), "b", "d")).toEqual([]);
  });

  test("out of order runs unchecked, after which all is well", async () => {
    const request = await twoApplied();
    addFiles(request.migrationsDir, tables("2_b", "4_d"));
    expect(ran(await up({ ...request, checkOrder: false }))).toEqual(["up 2_b", "up 4_d"]);
    expect((await status(request)).counts).toEqual({
      applied: 4,
      pending: 0,
      edited: 0,
      missing: 0,
      "out-of-order": 0,
    });
    addFiles(request.migrationsDir, tables("5_e"));
    expect(ran(await up(request))).toEqual(["up 5_e"]);
  });

  test("with a missing file in the midst refuses `up`", async () => {
    const request = await twoApplied();
    removeFiles(request.migrationsDir, "1_a.sql");
    const error = await rejection(up(request), HistoryRefusedError);
    expect(error.problems).toEqual({ edited: [], missing: ["1_a"], outOfOrder: [] });
    expect(error.hint).toContain("mark --unmark 1_a");
    expect(ran(await up({ ...request, checkOrder: false }))).toEqual([]);
  });

  test("by an older checkout with nothing pending is fine", async () => {
    const request = await twoApplied();
    removeFiles(request.migrationsDir, "3_c.sql");
    expect(ran(await up(request))).toEqual([]);
    expect((await status(request)).counts).toMatchObject({ applied: 1, missing: 1 });
  });

  test("by a branch with other migrations is refused", async () => {
    const request = await twoApplied();
    removeFiles(request.migrationsDir, "3_c.sql");
    addFiles(request.migrationsDir, tables("4_d"));
    const error = await rejection(up(request), HistoryRefusedError);
    expect(error.problems.missing).toEqual(["3_c"]);
    expect(await applied(db())).toEqual(["1_a", "3_c"]);
  });
});
