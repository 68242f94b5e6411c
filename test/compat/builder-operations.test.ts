import { resolve } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { down, redo, up } from "../../src/index.ts";
import {
  createDatabase,
  describeEachDatabase,
  dropDatabase,
  queryOnce,
  type TestDatabase,
} from "../support/databases.ts";
import { fingerprint } from "../support/fingerprint.ts";
import { nodePgMigrate } from "../support/node-pg-migrate.ts";

const migrationsDir = resolve(import.meta.dirname, "../cases/builder");

/** Our tables, and the rights on schema public, which a test's emptied database does not have. */
const notOurs = /pgmigrations|^schema public/;

/** What node-pg-migrate itself makes of the cases: after all ups, and after all downs. */
const made = { up: [] as string[], down: [] as string[] };

beforeAll(async () => {
  const serverUrl = inject("serverUrl");
  const url = await createDatabase(serverUrl);
  const database: TestDatabase = {
    kind: "server",
    database: url,
    query: (text) => queryOnce(url, text),
  };
  await nodePgMigrate(["up"], { url, migrationsDir });
  made.up = await fingerprint(database, notOurs);
  await nodePgMigrate(["down", "8"], { url, migrationsDir });
  made.down = await fingerprint(database, notOurs);
  await dropDatabase(serverUrl, url);
});

describe("every operation of pgm", () => {
  describeEachDatabase("does what node-pg-migrate does", (db) => {
    test("up, down, and up and down again", async () => {
      const { database } = db();
      await db().query(
        "DROP ROLE IF EXISTS pgmaestro_group, pgmaestro_reader, pgmaestro_viewer", // a server's, so not gone with a database
      );
      await up({ database, migrationsDir });
      expect(await fingerprint(db(), notOurs)).toEqual(made.up);
      await redo({ database, migrationsDir, count: 8 });
      expect(await fingerprint(db(), notOurs)).toEqual(made.up);
      await down({ database, migrationsDir, all: true });
      expect(await fingerprint(db(), notOurs)).toEqual(made.down);
    });
  });
});
