import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  create,
  down,
  InvalidRequestError,
  NoDownSectionError,
  status,
  up,
} from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { ran, rejection } from "../support/results.ts";

describeEachDatabase("a created migration", (db) => {
  test("can be applied as it is, last of all, and has nothing to roll back", async () => {
    const migrationsDir = join(directoryOf({}), "deep", "migrations");
    const first = await create({ migrationsDir, words: ["add", "users_table"] });
    const second = await create({ migrationsDir, words: ["add orders"] });
    expect(first.name).toMatch(/^\d{13}_add-users-table$/);
    const request = { database: db().database, migrationsDir };
    expect(ran(await up(request))).toEqual([`up ${first.name}`, `up ${second.name}`]);
    await rejection(down(request), NoDownSectionError);
    expect((await status(request)).counts.applied).toBe(2);
  });

  test("says what it is for, once that is written into its header", async () => {
    const migrationsDir = directoryOf({});
    const { name } = await create({ migrationsDir, words: ["add-users"] });
    const text = readFileSync(join(migrationsDir, `${name}.sql`), "utf8");
    expect(text).toMatch(/^-- Migration: Add Users\n-- Created: \d{4}-\d\d-\d\d\n-- Description:/);
    expect(text).toContain("-- Up Migration\n");
    expect(text).toContain("-- Down Migration\n");
  });
});

test.each([[["../evil"]], [[""]], [["  "]], [["a/b"]]])(
  "create refuses %j as a name, and writes nothing",
  async (words) => {
    const migrationsDir = directoryOf({});
    await rejection(create({ migrationsDir, words }), InvalidRequestError);
  },
);
