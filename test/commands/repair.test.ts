import { expect, test } from "vitest";
import {
  HistoryRefusedError,
  InvalidRequestError,
  repair,
  status,
  UnknownMigrationError,
  up,
} from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { addFiles, directoryOf, removeFiles, tables, upDown } from "../support/migrations.ts";
import { existing, journal, ran, rejection } from "../support/results.ts";

describeEachDatabase("an edited migration", (db) => {
  async function edited() {
    const migrationsDir = directoryOf(tables("1_a", "2_b"));
    const request = { database: db().database, migrationsDir };
    await up(request);
    addFiles(migrationsDir, {
      "1_a.sql": upDown("create table a (id bigint);", "drop table a;"),
      ...tables("3_c"),
    });
    return request;
  }

  test("refuses `up`, also with the order unchecked, and nothing runs", async () => {
    const request = await edited();
    const error = await rejection(up(request), HistoryRefusedError);
    expect(error.problems).toEqual({ edited: ["1_a"], missing: [], outOfOrder: [] });
    expect(error.hint).toContain("repair 1_a");
    await rejection(up({ ...request, checkOrder: false }), HistoryRefusedError);
    expect(await existing(db(), "c")).toEqual([]);
  });

  test("refuses `up` also where nothing is pending", async () => {
    const request = await edited();
    removeFiles(request.migrationsDir, "3_c.sql");
    await rejection(up(request), HistoryRefusedError);
  });

  test("is accepted by repair, which runs nothing of it", async () => {
    const request = await edited();
    expect(await repair({ ...request, names: ["1", "2_b"] })).toEqual({
      repaired: ["1_a"],
      unchanged: ["2_b"],
    });
    expect((await status(request)).counts).toMatchObject({ applied: 2, pending: 1, edited: 0 });
    expect((await journal(db())).at(-1)).toBe("repair 1_a");
    expect(ran(await up(request))).toEqual(["up 3_c"]);
    expect(
      await db().query("select data_type from information_schema.columns where table_name = 'a'"),
    ).toEqual([{ data_type: "integer" }]);
  });

  test("is edited again by the next edit, and repaired again", async () => {
    const request = await edited();
    await repair({ ...request, names: ["1_a"] });
    addFiles(request.migrationsDir, { "1_a.sql": "create table a (id text);" });
    expect((await status(request)).counts.edited).toBe(1);
    await repair({ ...request, names: ["1_a"] });
    expect((await status(request)).counts.edited).toBe(0);
  });

  test("is not one whose comments, layout, line ends or down section alone changed", async () => {
    const migrationsDir = directoryOf({ "1_a.sql": upDown("create table a (id int);", "") });
    const request = { database: db().database, migrationsDir };
    await up(request);
    addFiles(migrationsDir, {
      "1_a.sql": `\uFEFF-- new\r\n${upDown("create table a\r\n  (id int);\t-- why", "drop table a;")}`,
    });
    expect((await status(request)).counts).toMatchObject({ applied: 1, edited: 0 });
  });

  test("cannot be repaired without its file", async () => {
    const request = await edited();
    removeFiles(request.migrationsDir, "1_a.sql");
    const error = await rejection(repair({ ...request, names: ["1_a"] }), InvalidRequestError);
    expect(error.hint).toContain("--unmark");
  });

  test("must be named", async () => {
    const request = await edited();
    await rejection((async () => repair({ ...request, names: [] }))(), InvalidRequestError);
    await rejection(repair({ ...request, names: ["1_aa"] }), UnknownMigrationError);
  });

  test("that is pending is left alone by repair", async () => {
    const request = await edited();
    expect(await repair({ ...request, names: ["3_c"] })).toEqual({
      repaired: [],
      unchanged: ["3_c"],
    });
  });
});
