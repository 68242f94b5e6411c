import { expect, test } from "vitest";
import { up, verify } from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";

const files = {
  "1_users.sql": `-- Up Migration
CREATE TABLE IF NOT EXISTS users (id int, legacy int);
-- Down Migration
DROP TABLE IF EXISTS users;`,
  "2_drop-legacy.sql": `-- pgmaestro: phase after
-- Up Migration
ALTER TABLE users DROP COLUMN IF EXISTS legacy;
-- Down Migration
ALTER TABLE users ADD COLUMN IF NOT EXISTS legacy int;`,
  "3_copy.sql": `-- Up Migration
CREATE TABLE IF NOT EXISTS copies AS SELECT legacy FROM users;
-- Down Migration
DROP TABLE IF EXISTS copies;`,
};

describeEachDatabase("verify of migrations of both phases", (db) => {
  /** Which were tried, in this order, and which of them ran. */
  async function tried(options: Partial<Parameters<typeof verify>[0]>) {
    const migrationsDir = directoryOf(files);
    await up({ database: db().database, migrationsDir, count: 1 });
    const { migrations } = await verify({ database: db().database, migrationsDir, ...options });
    return migrations.map(({ name, up: { verdict } }) => `${name} ${verdict}`);
  }

  test("tries what is pending as a deployment runs it", async () => {
    expect(await tried({})).toEqual(["3_copy passed", "2_drop-legacy passed"]);
  });

  test("tries the whole directory, and those that are named, in the order of the files", async () => {
    const inOrder = ["2_drop-legacy passed", "3_copy failed"];
    expect(await tried({ all: true })).toEqual(["1_users passed", ...inOrder]);
    expect(await tried({ names: ["2_drop-legacy", "3_copy"] })).toEqual(inOrder);
  });
});
