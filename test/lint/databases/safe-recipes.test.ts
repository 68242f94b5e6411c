import { expect, test } from "vitest";
import { up } from "../../../src/index.ts";
import { describeEachServer } from "../../support/databases.ts";
import { safeRecipes } from "../../support/safe-recipes.ts";

describeEachServer("what PostgreSQL's manual and other tools recommend", (db) => {
  test.each(safeRecipes)("runs: $name", async ({ all }) => {
    const migrations = Object.fromEntries(all.map(({ file, source }) => [file, source]));
    const done = await up({ database: db().database, migrations });
    expect(done.migrations).toHaveLength(all.length);
  });
});
