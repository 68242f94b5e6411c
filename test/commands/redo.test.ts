import { expect, test } from "vitest";
import {
  HistoryRefusedError,
  InvalidRequestError,
  NoDownSectionError,
  planRedo,
  redo,
  status,
  up,
} from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { addFiles, directoryOf, removeFiles, tables, upDown } from "../support/migrations.ts";
import { applied, existing, journal, ran, rejection } from "../support/results.ts";

describeEachDatabase("redo", (db) => {
  async function threeOfFourApplied() {
    const migrationsDir = directoryOf(tables("1_a", "2_b", "3_c", "4_d"));
    const request = { database: db().database, migrationsDir };
    await up({ ...request, count: 3 });
    return request;
  }

  test("takes exactly the last one, and nothing that is pending", async () => {
    const request = await threeOfFourApplied();
    expect(ran(await redo(request))).toEqual(["down 3_c", "up 3_c"]);
    expect(await applied(db())).toEqual(["1_a", "2_b", "3_c"]);
    expect(await existing(db(), "d")).toEqual([]);
    expect((await journal(db())).slice(-2)).toEqual(["down 3_c", "up 3_c"]);
  });

  test("with a count takes exactly so many", async () => {
    const request = await threeOfFourApplied();
    expect(ran(await redo({ ...request, count: 2 }))).toEqual([
      "down 3_c",
      "down 2_b",
      "up 2_b",
      "up 3_c",
    ]);
    expect(await applied(db())).toEqual(["1_a", "2_b", "3_c"]);
  });

  test("brings an edited migration in line with its file", async () => {
    const request = await threeOfFourApplied();
    addFiles(request.migrationsDir, {
      "3_c.sql": upDown("create table c (id int, note text);", "drop table c;"),
    });
    expect((await status(request)).counts.edited).toBe(1);
    await redo(request);
    expect((await status(request)).counts.edited).toBe(0);
    expect(await db().query("select note from c")).toEqual([]);
  });

  test("runs a migration that uses an enum value it adds once more", async () => {
    const migrationsDir = directoryOf({
      "1_mood.sql": upDown(
        "create type mood as enum ('sad'); create table person (mood mood default 'sad');",
        "drop table person; drop type mood;",
      ),
    });
    const request = { database: db().database, migrationsDir };
    await up(request);
    expect(ran(await redo(request))).toEqual(["down 1_mood", "up 1_mood"]);
  });

  test("is planned as one segment", async () => {
    const request = await threeOfFourApplied();
    const { segments } = await planRedo({ ...request, count: 2 });
    expect(segments).toHaveLength(1);
    expect(segments[0]!.steps.map(({ direction }) => direction)).toEqual([
      "down",
      "down",
      "up",
      "up",
    ]);
  });

  test("refuses 0", async () => {
    const request = await threeOfFourApplied();
    await rejection(redo({ ...request, count: 0 }), InvalidRequestError);
  });

  test("refuses a migration whose file is gone, and leaves it", async () => {
    const request = await threeOfFourApplied();
    removeFiles(request.migrationsDir, "3_c.sql");
    const error = await rejection(redo(request), HistoryRefusedError);
    expect(error.problems.missing).toEqual(["3_c"]);
    expect(await existing(db(), "c")).toEqual(["c"]);
  });

  test("refuses a migration without a down section, and leaves all", async () => {
    const migrationsDir = directoryOf({ "1_x.sql": "create table x (id int);", ...tables("2_b") });
    const request = { database: db().database, migrationsDir };
    await up(request);
    await rejection(redo({ ...request, count: 2 }), NoDownSectionError);
    expect(await applied(db())).toEqual(["1_x", "2_b"]);
  });
});
