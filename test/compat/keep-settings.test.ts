import { expect, inject, test } from "vitest";
import { up, type RunEvent } from "../../src/index.ts";
import {
  createDatabase,
  describeEachDatabase,
  describeEachServer,
  dropDatabase,
  queryOnce,
} from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { nodePgMigrate } from "../support/node-pg-migrate.ts";
import { applied, existing, ran } from "../support/results.ts";

const files = {
  "1_a.sql": "create schema s; set search_path to s, public; create table t1 (i int);",
  "2_b.sql": "create table t2 (i int);\ncreate table t3 (i int);",
  "3_c.sql": "create table public.t4 (i int); set work_mem = '7MB';",
  "4_d.sql": "create table t5 as select current_setting('work_mem') as memory;",
};
const made = `select schemaname || '.' || tablename as made from pg_tables
  where schemaname in ('s', 'public') and tablename like 't_' order by 1`;

describeEachServer("settings that go on", (db) => {
  test("make the tables that node-pg-migrate makes, in every mode of transactions", async () => {
    const migrationsDir = directoryOf(files);
    const url = await createDatabase(inject("serverUrl"));
    try {
      await nodePgMigrate(["up"], { url, migrationsDir });
      for (const transaction of ["auto", "each", "none"] as const) {
        await up({ database: db().database, migrationsDir, keepSettings: true, transaction });
        expect(await db().query(made)).toEqual(await queryOnce(url, made));
        expect(await db().query("select * from s.t5")).toEqual([{ memory: "7MB" }]);
        await db().query(
          "drop schema s cascade; drop table t4, pgmigrations, pgmigrations_journal",
        );
      }
    } finally {
      await dropDatabase(inject("serverUrl"), url);
    }
  });
});

describeEachDatabase("settings that a migration leaves behind", (db) => {
  const run = async (more: object = {}) => {
    const warnings: RunEvent[] = [];
    const onEvent = (event: RunEvent) => void (event.type === "warning" && warnings.push(event));
    await up({ database: db().database, migrationsDir: directoryOf(files), onEvent, ...more });
    return warnings;
  };

  test("do not go on, and a warning names what would be elsewhere", async () => {
    const warnings = await run();
    expect(await existing(db(), "s.t1", "public.t2", "s.t2")).toEqual(["s.t1", "public.t2"]);
    expect(warnings).toMatchObject([
      {
        file: expect.stringMatching(/2_b\.sql$/),
        line: 1,
        message: expect.stringContaining("t2 is public.t2; "),
      },
      {
        file: expect.stringMatching(/4_d\.sql$/),
        line: 1,
        message: expect.stringContaining("it would be s.t5"),
      },
    ]);
  });

  test("go on where that is asked for, without a word", async () => {
    expect(await run({ keepSettings: true })).toEqual([]);
    expect(await existing(db(), "s.t2", "s.t3", "public.t4", "s.t5")).toHaveLength(4);
  });

  test("a role that goes on writes no records", async () => {
    await db().query(
      "drop role if exists kept; create role kept; grant create, usage on schema public to kept",
    );
    const migrationsDir = directoryOf({
      "1_a.sql": "set role kept;",
      "2_b.sql": "create table b ();",
      "3_c.sql": "-- pgmaestro: no-transaction\ncreate table c ();\ncreate table d ();\nvacuum c;",
      "4_d.sql": "begin; create table e (); commit; begin; create table f (); commit;",
    });
    const request = { database: db().database, migrationsDir, keepSettings: true };
    expect(ran(await up(request))).toHaveLength(4);
    expect(await applied(db())).toHaveLength(4);
    const owners =
      "select distinct tableowner as owner from pg_tables where tablename in ('b', 'c', 'd', 'e', 'f')";
    expect(await db().query(owners)).toEqual([{ owner: "kept" }]);
    await db().query("drop owned by kept; drop role kept");
  });
});
