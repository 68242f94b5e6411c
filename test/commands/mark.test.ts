import { expect, test } from "vitest";
import {
  create,
  InvalidRequestError,
  mark,
  status,
  UnknownMigrationError,
  UnwrittenMigrationError,
  up,
} from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { addFiles, directoryOf, removeFiles, tables } from "../support/migrations.ts";
import { applied, existing, journal, ran, rejection } from "../support/results.ts";

describeEachDatabase("mark", (db) => {
  const three = () => ({
    database: db().database,
    migrationsDir: directoryOf(tables("1_a", "2_b", "3_c")),
  });

  test("records migrations by name, in the order of the files, and runs nothing", async () => {
    const request = three();
    const result = await mark({ ...request, names: ["2", "1_a.sql"] });
    expect(result).toEqual({ marked: ["1_a", "2_b"], unchanged: [] });
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
    expect(await journal(db())).toEqual(["mark 1_a", "mark 2_b"]);
    expect(await existing(db(), "a", "b")).toEqual([]);
    expect(ran(await up(request))).toEqual(["up 3_c"]);
  });

  test("does not record what nothing is written in", async () => {
    const request = three();
    const { file } = await create({ ...request, words: ["d"] });
    const error = await rejection(mark({ ...request, all: true }), UnwrittenMigrationError);
    expect(error.files).toEqual([file]);
    expect(await applied(db())).toEqual([]);
  });

  test("tells which were recorded before", async () => {
    const request = three();
    await mark({ ...request, names: ["1_a"] });
    expect(await mark({ ...request, names: ["1_a", "2_b"] })).toEqual({
      marked: ["2_b"],
      unchanged: ["1_a"],
    });
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
  });

  test("with `to` records everything up to and including that one", async () => {
    expect((await mark({ ...three(), to: "2_b" })).marked).toEqual(["1_a", "2_b"]);
  });

  test("with `all` records everything that is pending", async () => {
    const request = three();
    await up({ ...request, count: 1 });
    expect((await mark({ ...request, all: true })).marked).toEqual(["2_b", "3_c"]);
    expect((await status(request)).counts).toMatchObject({ applied: 3, pending: 0 });
  });

  test("with `unmark` records migrations as not applied, also one whose file is gone", async () => {
    const request = three();
    await up(request);
    removeFiles(request.migrationsDir, "3_c.sql");
    const result = await mark({ ...request, names: ["3_c", "2_b"], unmark: true });
    expect(result).toEqual({ marked: ["2_b", "3_c"], unchanged: [] });
    expect(await applied(db())).toEqual(["1_a"]);
    expect(await existing(db(), "b", "c")).toEqual(["b", "c"]);
    expect((await journal(db())).slice(-2)).toEqual(["unmark 2_b", "unmark 3_c"]);
  });

  test("with `unmark` and `all` empties the history", async () => {
    const request = three();
    await up(request);
    expect((await mark({ ...request, all: true, unmark: true })).marked).toHaveLength(3);
    expect(await applied(db())).toEqual([]);
    expect(await mark({ ...request, names: ["1_a"], unmark: true })).toEqual({
      marked: [],
      unchanged: ["1_a"],
    });
  });

  test("takes the checksum of the file, so that a later edit shows", async () => {
    const request = three();
    await mark({ ...request, all: true });
    addFiles(request.migrationsDir, { "2_b.sql": "create table something_else (id int);" });
    const { migrations } = await status(request);
    expect(migrations.map(({ state }) => state)).toEqual(["applied", "edited", "applied"]);
    expect(migrations[0]).toMatchObject({ event: "mark" });
    expect(migrations[0]).not.toHaveProperty("durationMs");
  });

  test.each([
    ["nothing", {}],
    ["names and all", { names: ["1_a"], all: true }],
    ["names and to", { names: ["1_a"], to: "2_b" }],
    ["unmark with to", { to: "2_b", unmark: true }],
  ])("refuses %s", async (_, selection) => {
    await rejection((async () => mark({ ...three(), ...selection }))(), InvalidRequestError);
    expect(await existing(db(), "pgmigrations")).toEqual([]);
  });

  test("refuses an unknown name, and records none of the others", async () => {
    const error = await rejection(
      mark({ ...three(), names: ["1_a", "2_bb"] }),
      UnknownMigrationError,
    );
    expect(error.suggestions).toEqual(["2_b"]);
    expect(await applied(db())).toEqual([]);
  });
});
