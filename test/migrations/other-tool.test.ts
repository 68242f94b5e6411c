import { expect, test } from "vitest";
import { importHint } from "../../src/migrations/index.ts";
import { MigrationFileError, MigrationsDirectoryError, up } from "../../src/index.ts";
import { describeEmbedded } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";

test.each([
  ["diesel", { "2024-01-01-120000_users/up.sql": "" }],
  ["prisma", { "20240101120000_init/migration.sql": "" }],
  ["drizzle", { "0000_a.sql": "", "meta/_journal.json": "{}" }],
  ["graphile-migrate", { "committed/000001-users.sql": "" }],
  ["graphile-migrate", { "current.sql": "" }],
  ["flyway", { "V1_2__users.sql": "" }],
])("a directory of %s is known by its files", (tool, files) => {
  const directory = directoryOf(files);
  expect(importHint(directory, "none")).toContain(
    `\`pgmaestro import ${tool} --from ${directory}\``,
  );
});

test.each([{}, { "1_a.sql": "", "1_b.up.sql": "" }, { "up.sql": "", "old/1_a.sql": "" }])(
  "ours is taken for nobody's: %o",
  (files) => {
    expect(importHint(directoryOf(files as Record<string, string>), "none")).toBe("none");
  },
);

describeEmbedded("another tool's directory", (db) => {
  test("is shown the way by up", async () => {
    const { database } = db();
    const migrationsDir = directoryOf({ "2024-01-01-120000_users/up.sql": "SELECT 1;" });
    const none = await rejection(up({ database, migrationsDir }), MigrationsDirectoryError);
    expect(none.hint).toContain(`pgmaestro import diesel --from ${migrationsDir}`);
    const flyway = directoryOf({ "V1__users.sql": "SELECT 1;" });
    const error = await rejection(up({ database, migrationsDir: flyway }), MigrationFileError);
    expect(error.hint).toContain(`pgmaestro import flyway --from ${flyway}`);
  });
});
