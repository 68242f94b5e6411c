import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  create,
  down,
  InvalidRequestError,
  status,
  UnwrittenMigrationError,
  up,
  verify,
} from "../../src/index.ts";
import { languages } from "../../src/migrations/index.ts";
import { describeEachDatabase, scratchLike } from "../support/databases.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { existing, ran, rejection } from "../support/results.ts";

describeEachDatabase("a created migration", (db) => {
  test("is refused by name until something is written into it, in every language", async () => {
    const migrationsDir = directoryOf(tables("0001_a"));
    const files = [];
    for (const language of languages)
      files.push((await create({ migrationsDir, words: ["b"], language })).file);
    const error = await rejection(
      up({ database: db().database, migrationsDir }),
      UnwrittenMigrationError,
    );
    expect(error.files).toEqual(files);
    expect(await existing(db(), "a", "pgmigrations")).toEqual([]);
    expect(ran(await up({ database: db().database, migrationsDir, count: 1 }))).toEqual([
      "up 0001_a",
    ]);
  });

  test("fails verify, which goes on with the others", async () => {
    const migrationsDir = directoryOf(tables("0001_a"));
    const { name } = await create({ migrationsDir, words: ["b"] });
    const { migrations } = await verify({ migrationsDir, scratch: scratchLike(db()), all: true });
    expect(migrations.map(({ up: { verdict } }) => verdict)).toEqual(["passed", "failed"]);
    expect(migrations[1]).toMatchObject({
      name,
      up: { problems: [{ kind: "error", error: expect.any(UnwrittenMigrationError) }] },
    });
  });

  test("is applied once something is written, be it a comment, and then undone in order", async () => {
    const migrationsDir = join(directoryOf({}), "deep", "migrations");
    const first = await create({ migrationsDir, words: ["add", "users_table"] });
    const second = await create({ migrationsDir, words: ["add orders"] });
    expect(first.name).toMatch(/^\d{13}_add-users-table$/);
    for (const { file } of [first, second])
      writeFileSync(file, readFileSync(file, "utf8").replace("-- Up Migration", "$&\n-- by hand"));
    const request = { database: db().database, migrationsDir };
    expect(ran(await up(request))).toEqual([`up ${first.name}`, `up ${second.name}`]);
    expect(ran(await down(request))).toEqual([`down ${second.name}`]);
    expect((await status(request)).counts).toMatchObject({ applied: 1, pending: 1 });
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
