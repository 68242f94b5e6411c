import { expect, test } from "vitest";
import { down, history, mark, repair, UnknownMigrationError, up } from "../../src/index.ts";
import { journalText } from "../../src/report/journal-text.ts";
import { createStyle } from "../../src/report/style.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { addFiles, directoryOf, tables } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";

describeEachDatabase("history", (db) => {
  const request = (migrationsDir: string) => ({
    database: db().database,
    migrationsDir,
    who: "ann@laptop",
  });

  async function lived() {
    const directory = directoryOf({ ...tables("1_a"), "2_b.sql": "SELECT 1/0;" });
    const options = request(directory);
    await up(options).catch(() => {});
    await up({ ...options, count: 1 });
    await down(options);
    await mark({ ...options, names: ["1_a", "2_b"] });
    addFiles(directory, { "2_b.sql": "SELECT 1;" });
    await repair({ ...options, names: ["2_b"] });
    return options;
  }

  test("tells what happened, in the order in which it did", async () => {
    const { entries, journal } = await history(await lived());
    expect(entries.map(({ event, name }) => `${event} ${name}`)).toEqual([
      "failed 2_b",
      "up 1_a",
      "down 1_a",
      "mark 1_a",
      "mark 2_b",
      "repair 2_b",
    ]);
    expect(journal).toBe('"public"."pgmigrations_journal"');
    expect(entries[1]).toEqual({
      name: "1_a",
      event: "up",
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*[+-]\d\d:\d\d$/),
      durationMs: expect.any(Number),
      who: "ann@laptop",
      role: "postgres",
      tool: expect.stringMatching(/^pgmaestro \d/),
    });
  });

  test("of one migration, of the last entries only, and as text", async () => {
    const options = await lived();
    const events = async (more: object) =>
      (await history({ ...options, ...more })).entries.map(({ event }) => event);
    expect(await events({ names: ["2"] })).toEqual(["failed", "mark", "repair"]);
    expect(await events({ last: 2 })).toEqual(["mark", "repair"]);
    const text = journalText(await history({ ...options, last: 1 }), createStyle(false));
    expect(text).toMatch(/^When +What +Migration +Took +By\n/);
    expect(text).toMatch(/edit accepted +2_b +ann@laptop\n1 entry in /);
  });

  test("knows what is gone from the directory, and says what nobody knows", async () => {
    const options = { ...(await lived()), migrationsDir: directoryOf(tables("9_z")) };
    expect((await history({ ...options, names: ["1_a"] })).entries).toHaveLength(3);
    expect((await history({ ...options, names: ["9_z"] })).entries).toEqual([]);
    await rejection(history({ ...options, names: ["nope"] }), UnknownMigrationError);
  });

  test("is empty where nothing ever ran, and writes nothing", async () => {
    const result = await history(request(directoryOf(tables("1_a"))));
    expect(result.entries).toEqual([]);
    expect(journalText(result, createStyle(false))).toMatch(/^Nothing is journaled in /);
    expect(await db().query("SELECT FROM pg_class WHERE relname ~ '^pgmigrations'")).toEqual([]);
  });
});
