import { expect, test } from "vitest";
import { MigrationFileError, up } from "../../src/index.ts";
import { directoryOf } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";
import { openInMemory } from "../support/sessions.ts";

test.each([
  [
    "another statement",
    "UPDATE a SET b = 1; SELECT 1;",
    2,
    21,
    "is the one statement of its section",
  ],
  [
    "a statement that reads what it changes",
    "DELETE FROM a\nUSING a x;",
    2,
    1,
    "it reads what it changes",
  ],
  ["another table", "UPDATE b SET c = 1;", 2, 1, "another table"],
])(
  "a backfill with %s is refused with its place, before anything runs",
  async (_, sql, line, column, reason) => {
    const file = { "1_a.sql": "CREATE TABLE a ();", "2_b.sql": `-- pgmaestro: backfill a\n${sql}` };
    const database = await openInMemory();
    const error = await rejection(
      up({ database, migrationsDir: directoryOf(file) }),
      MigrationFileError,
    );
    expect(error.location).toMatchObject({ line, column });
    expect(error.message).toContain(reason);
  },
);

test("a directive that stands above no statement of its own is refused", async () => {
  const text =
    "-- pgmaestro: backfill a\n-- Up Migration\nUPDATE a SET b = 1;\n-- Down Migration\n";
  const database = await openInMemory();
  const run = up({ database, migrationsDir: directoryOf({ "1_a.sql": text }) });
  expect((await rejection(run, MigrationFileError)).location).toMatchObject({ line: 1 });
});
