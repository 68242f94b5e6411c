import { expect, test } from "vitest";
import { down, drift, HistoryRefusedError, mark, plan, redo, status, up } from "../../src/index.ts";
import { addFiles, directoryOf, upDown } from "../support/migrations.ts";
import { nodePgMigrate, runNodePgMigrate } from "../support/node-pg-migrate.ts";
import { applied, existing, ran, rejection } from "../support/results.ts";
import { urlOf } from "../support/sessions.ts";
import { describeEachDatabaseInTurn, describeEachServerInFull } from "../support/share.ts";

const after = (text: string) => `-- pgmaestro: phase after\n${text}`;

const files = {
  "1_users.sql": upDown("CREATE TABLE users (id int, legacy text);", "DROP TABLE users;"),
  "2_legacy.sql": after(
    upDown("ALTER TABLE users DROP COLUMN legacy;", "ALTER TABLE users ADD COLUMN legacy text;"),
  ),
  "3_orders.sql": upDown("CREATE TABLE orders (id int);", "DROP TABLE orders;"),
};
const touching = {
  "4_age.sql": upDown(
    "ALTER TABLE public.users ADD COLUMN age int;",
    "ALTER TABLE users DROP COLUMN age;",
  ),
};

describeEachDatabaseInTurn(0, "before and after the application", (db) => {
  function project(more: Record<string, string> = {}) {
    return { database: db().database, migrationsDir: directoryOf({ ...files, ...more }) };
  }

  const states = async (request: ReturnType<typeof project>) =>
    (await status(request)).migrations.map(({ name, state, phase }) =>
      [name, state, phase].join(" "),
    );

  test("what may run while the old application lives runs first, then the rest", async () => {
    const request = project();
    expect(ran(await up({ ...request, phase: "before" }))).toEqual(["up 1_users", "up 3_orders"]);
    expect(await states(request)).toEqual([
      "1_users applied ",
      "2_legacy pending after",
      "3_orders applied ",
    ]);
    expect(ran(await up({ ...request, phase: "before" }))).toEqual([]);
    const { segments } = await plan({ ...request, phase: "after" });
    expect(segments.map(({ steps }) => steps.map(({ phase }) => phase))).toEqual([["after"]]);
    expect(ran(await up({ ...request, phase: "after" }))).toEqual(["up 2_legacy"]);
    expect((await status(request)).counts).toMatchObject({ applied: 3, pending: 0 });
  });

  test("`up` alone runs what was left and what is new, and the later order is no fault", async () => {
    const request = project();
    await up({ ...request, phase: "before" });
    addFiles(request.migrationsDir, touching);
    expect(ran(await up(request))).toEqual(["up 2_legacy", "up 4_age"]);
    expect(await applied(db())).toEqual(["1_users", "3_orders", "2_legacy", "4_age"]);
    expect(ran(await up(request))).toEqual([]);
  });

  test("one that touches what waits is refused before anything runs, also one alone", async () => {
    const request = project(touching);
    await up({ ...request, to: "1_users" });
    for (const selection of [{ phase: "before" }, { only: "4_age" }] as const) {
      const error = await rejection(up({ ...request, ...selection }), HistoryRefusedError);
      expect(error.problems.overtaking).toEqual([
        { migration: "4_age", waiting: "2_legacy", on: ["public.users"] },
      ]);
    }
    expect(await existing(db(), "orders")).toEqual([]);
  });

  test("once overtaken all the same it is out of order, and runs unchecked", async () => {
    const request = project(touching);
    const unchecked = { ...request, checkOrder: false };
    await up({ ...unchecked, phase: "before" });
    expect(await states(request)).toContain("2_legacy out-of-order after");
    const error = await rejection(up(request), HistoryRefusedError);
    expect(error.problems.outOfOrder).toEqual(["2_legacy"]);
    expect(ran(await up(unchecked))).toEqual(["up 2_legacy"]);
    expect(await states(request)).toContain("2_legacy applied after");
  });

  test("rolled back and redone, the order is that in which they ran", async () => {
    const request = project();
    await up({ ...request, phase: "before" });
    await up(request);
    expect(ran(await redo({ ...request, count: 2 }))).toEqual([
      "down 2_legacy",
      "down 3_orders",
      "up 3_orders",
      "up 2_legacy",
    ]);
    expect(ran(await down(request))).toEqual(["down 2_legacy"]);
    expect(await states(request)).toContain("2_legacy pending after");
    expect(ran(await up(request))).toEqual(["up 2_legacy"]);
    expect(ran(await down({ ...request, to: "1_users" }))).toEqual([
      "down 2_legacy",
      "down 3_orders",
    ]);
  });

  test("marked ones count as those that ran", async () => {
    const request = project();
    await mark({ ...request, names: ["1_users", "3_orders"] });
    expect(await states(request)).toContain("2_legacy pending after");
    await mark({ ...request, names: ["2_legacy"] });
    expect((await status(request)).counts).toMatchObject({ applied: 3, pending: 0 });
  });

  test("in the order in which they ran there is no drift", async () => {
    const request = project();
    await up({ ...request, phase: "before" });
    expect((await drift(request)).differences).toEqual([]);
    await up(request);
    expect((await drift(request)).differences).toEqual([]);
  });
});

describeEachServerInFull("node-pg-migrate where one waits for the application", (db) => {
  test("refuses by its own order check, until that is switched off", async () => {
    const migrationsDir = directoryOf(files);
    const [ours, theirs] = [
      { database: db().database, migrationsDir },
      { url: urlOf(db()), migrationsDir },
    ];
    await up({ ...ours, phase: "before" });
    const before = await runNodePgMigrate(["up"], theirs);
    expect(before.exitCode).not.toBe(0);
    expect(before.stdout + before.stderr).toContain(
      "Not run migration 2_legacy is preceding already run migration 3_orders",
    );
    await up(ours);
    const later = await runNodePgMigrate(["up"], theirs);
    expect(later.stdout + later.stderr).toContain(
      "Not run migration 2_legacy is preceding already run migration 3_orders",
    );
    await nodePgMigrate(["up", "--no-check-order"], theirs);
    expect(await applied(db())).toEqual(["1_users", "3_orders", "2_legacy"]);
  });
});
