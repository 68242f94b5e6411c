import { expect, inject, test } from "vitest";
import { up } from "../../src/index.ts";
import {
  createDatabase,
  describeEachServer,
  dropDatabase,
  queryOnce,
} from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { nodePgMigrate } from "../support/node-pg-migrate.ts";

const made = `select table_name || '.' || column_name as made from information_schema.columns
  where table_schema = 'public' and table_name not like 'pgmigrations%' order by 1`;
const history = "select id, name from pgmigrations order by id";

describeEachServer("files with BEGIN and COMMIT, beside node-pg-migrate", (db) => {
  test.each([
    ["around all", "BEGIN;\ncreate table a (i int);\ncreate table b (j int);\nCOMMIT;"],
    ["in other words", "/* a */ start transaction; create table a (i int); end; -- b"],
    [
      "with savepoints",
      "begin; savepoint s; create table a (); rollback to s; create table b (k int); commit",
    ],
    ["several", "begin; create table a (i int); commit; begin; alter table a add j int; commit;"],
    [
      "with statements between",
      "create table a (i int); begin; alter table a add j int; end; create table c (k int);",
    ],
    [
      "an isolation level",
      "begin isolation level repeatable read; create table a as select 1 as i; commit",
    ],
    ["nothing in it", "begin; commit;"],
  ])("%s: the same tables, the same rows of the history", async (_what, text) => {
    const migrationsDir = directoryOf({ "1_a.sql": text, "2_z.sql": "create table z (i int);" });
    const url = await createDatabase(inject("serverUrl"));
    try {
      await nodePgMigrate(["up"], { url, migrationsDir });
      await up({ database: db().database, migrationsDir });
      expect(await db().query(made)).toEqual(await queryOnce(url, made));
      expect(await db().query(history)).toEqual(await queryOnce(url, history));
    } finally {
      await dropDatabase(inject("serverUrl"), url);
    }
  });
});
