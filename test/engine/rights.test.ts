import { expect, test } from "vitest";
import { RunInterruptedError, up } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { rejection, ups } from "../support/results.ts";
import { createRole, urlOf } from "../support/sessions.ts";

describeEachServer("a role without the rights on the history", (db) => {
  test("is told so, and no migration is blamed for it", async () => {
    const migrationsDir = directoryOf({ "1_a.sql": "select 1" });
    await up({ database: db().database, migrationsDir });
    const { role, roleUrl } = await createRole(urlOf(db()));
    await db().query(`grant select on pgmigrations, pgmigrations_journal to ${role}`);
    addFiles(migrationsDir, { "2_b.sql": "select 2" });
    const error = await rejection(up({ database: roleUrl, migrationsDir }), RunInterruptedError);
    expect(error.message).toMatch(
      /^The server refused a statement of pgmaestro: permission denied for table pgmigrations/,
    );
    expect(error.report).toEqual({ done: [], notDone: ups("2_b"), inDoubt: [] });
  });
});
