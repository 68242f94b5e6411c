import { expect, test } from "vitest";
import {
  down,
  MigrationFailedError,
  MigrationFileError,
  plan,
  status,
  up,
  verify,
} from "../../src/index.ts";
import { describeEachDatabase, describeEachServer, scratchLike } from "../support/databases.ts";
import { directoryOf, tables, upDown } from "../support/migrations.ts";
import { applied, existing, journal, ran, rejection, ups } from "../support/results.ts";

const isolation = "current_setting('transaction_isolation')";

describeEachDatabase("BEGIN and COMMIT in a migration", (db) => {
  test("around all of it give it a transaction of its own, unless all are to share one", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_b.sql": upDown(
        "BEGIN;\ncreate table b ();\nCOMMIT;",
        "start transaction; drop table b; end",
      ),
      ...tables("3_c"),
    });
    const request = { database: db().database, migrationsDir };
    const { segments } = await plan(request);
    expect(segments.map(({ reason }) => reason?.kind)).toEqual([undefined, "block", undefined]);
    expect((await plan({ ...request, transaction: "all" })).segments).toHaveLength(1);
    await up(request);
    expect(await applied(db())).toEqual(["1_a", "2_b", "3_c"]);
    await down({ ...request, to: "1_a" });
    expect(await existing(db(), "a", "b", "c")).toEqual(["a"]);
  });

  test("around each do not let one meet what another leaves until its COMMIT", async () => {
    const own = (text: string) => `begin; ${text}; commit;`;
    const temporary = own("create temp table tmp on commit drop as select 1");
    const migrationsDir = directoryOf({
      "1_a.sql": "create type e as enum ('x');",
      "2_b.sql": temporary,
      "3_c.sql": temporary,
      "4_d.sql": own("alter type e add value 'y'"),
      "5_e.sql": own("create table t (e e default 'y')"),
    });
    await up({ database: db().database, migrationsDir });
    expect(await applied(db())).toHaveLength(5);
  });

  test("around each have its deferred constraints checked at its own", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": `create table a (i int primary key); create table b (i int references a deferrable initially deferred);`,
      "2_b.sql": "begin; insert into b values (1); commit;",
      "3_c.sql": "begin; create table c (); commit;",
    });
    const run = up({ database: db().database, migrationsDir });
    const error = await rejection(run, MigrationFailedError);
    expect(error.location.file).toMatch(/2_b\.sql$/);
    expect(await applied(db())).toEqual(["1_a"]);
  });

  test("in several blocks are the transactions, and a failed run goes on behind the last that is done", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": `create table a (xid text);
        BEGIN; insert into a values (txid_current()); insert into a values (txid_current()); COMMIT;
        insert into a values (txid_current()); insert into a values (txid_current());
        BEGIN; insert into a values (txid_current()); insert into b values (1); COMMIT;`,
      ...tables("2_c"),
    });
    const request = { database: db().database, migrationsDir };
    const error = await rejection(up(request), MigrationFailedError);
    expect(error.location).toMatchObject({ line: 4 });
    expect(error.report).toEqual({
      done: [],
      notDone: ups("2_c"),
      inDoubt: [],
      partial: { name: "1_a", direction: "up", statements: 5, of: 7 },
    });
    expect(await applied(db())).toEqual([]);
    expect((await status(request)).partial).toEqual([
      { name: "1_a", direction: "up", statements: 5, next: "goes-on" },
    ]);
    await db().query("create table b (i int)");
    expect(ran(await up(request))).toEqual(["up 1_a", "up 2_c"]);
    const transactions = await db().query<{ count: number }>(
      "select count(*)::int as count from a group by xid order by min(xid)",
    );
    expect(transactions).toEqual([{ count: 2 }, { count: 2 }, { count: 1 }]);
    expect(await db().query("select * from b")).toEqual([{ i: 1 }]);
  });

  test("down goes on as well", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": upDown(
        "create table a (i int); create table b ();",
        "begin; insert into log values (1); drop table b; commit; begin; drop table a; commit",
      ),
    });
    const request = { database: db().database, migrationsDir };
    await db().query("create table log (i int)");
    await up(request);
    await db().query("create view v as select * from a");
    const error = await rejection(down(request), MigrationFailedError);
    expect(error.report.partial).toEqual({ name: "1_a", direction: "down", statements: 2, of: 3 });
    await db().query("drop view v");
    await down(request);
    expect(await existing(db(), "a", "b")).toEqual([]);
    expect(await db().query("select * from log")).toEqual([{ i: 1 }]);
    expect(await applied(db())).toEqual([]);
  });

  test("settings of a block that is done are set again", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": `create schema s;
        begin; set search_path = s; create table a (); commit;
        begin; create table b (); select 1 from c; commit;`,
    });
    const request = { database: db().database, migrationsDir };
    await rejection(up(request), MigrationFailedError);
    await db().query("create table s.c ()");
    await up(request);
    expect(await existing(db(), "s.a", "s.b", "public.b")).toEqual(["s.a", "s.b"]);
  });

  test.each([
    [
      "of BEGIN",
      "begin isolation level serializable; insert into t SELECT; commit;",
      "serializable",
    ],
    [
      "of SET TRANSACTION",
      "set transaction isolation level repeatable read; insert into t SELECT",
      "repeatable read",
    ],
    [
      "of one block among others",
      "begin; select 1; commit; begin; set transaction_isolation = serializable; insert into t SELECT; commit;",
      "serializable",
    ],
  ])("the modes %s are those of its own transaction", async (_what, text, expected) => {
    const insert = `insert into t select '%', ${isolation}`;
    const own = (name: string) => insert.replace("%", name);
    const migrationsDir = directoryOf({
      "1_a.sql": `create table t (name text, level text); ${own("1")};`,
      "2_b.sql": text.replace("insert into t SELECT", own("2")),
      "3_c.sql": own("3"),
    });
    const request = { database: db().database, migrationsDir };
    expect(ran(await up(request))).toEqual(["up 1_a", "up 2_b", "up 3_c"]);
    expect(await db().query("select * from t order by 1")).toEqual([
      { name: "1", level: "read committed" },
      { name: "2", level: expected },
      { name: "3", level: "read committed" },
    ]);
  });

  test("READ ONLY is kept, and recorded behind it", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_b.sql": "begin isolation level serializable read only; select 1; commit;",
      "3_c.sql": "begin read only; create table c (); commit;",
    });
    const request = { database: db().database, migrationsDir };
    const error = await rejection(up(request), MigrationFailedError);
    expect(error.server.sqlState).toBe("25006");
    expect(error.location).toMatchObject({ line: 1, column: 18 });
    expect(error.hint).toContain("asks for READ ONLY itself");
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
    expect(await journal(db())).toEqual(["up 1_a", "up 2_b", "failed 3_c"]);
  });

  test("with no-transaction only the blocks are transactions", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": `-- pgmaestro: no-transaction
        create table a (xid text);
        insert into a values (txid_current());
        insert into a values (txid_current());
        begin;
        insert into a values (txid_current());
        insert into a values (txid_current());
        commit;`,
    });
    const request = { database: db().database, migrationsDir };
    expect((await plan(request)).segments.map(({ transaction }) => transaction)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    await up(request);
    expect(await db().query("select count(distinct xid)::int as n from a")).toEqual([{ n: 3 }]);
  });

  test.each([
    ["all files at once, before anything runs", {}],
    [
      "beside repeatable ones, too",
      { "repeatable/v.sql": "create or replace view v as select 1;" },
    ],
  ])("that cannot be followed are refused, %s", async (_how, repeatable) => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      ...repeatable,
      "2_b.sql": "begin;\nrollback;",
      "3_c.sql": "create table c ();\ncommit;",
      "4_d.sql": "select 1 frm a b;",
    });
    const request = { database: db().database, migrationsDir };
    const error = await rejection(up(request), MigrationFileError);
    const problems = [error, ...error.others].map(({ location: { line, column }, problem }) =>
      [line, column, problem].join(" "),
    );
    expect(problems).toEqual([
      "2 1 ROLLBACK in a migration",
      "2 1 COMMIT without BEGIN",
      '1 14 Syntax error at or near "a"',
    ]);
    expect(await applied(db())).toEqual([]);
  });

  test("verify takes such files, in both directions", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": upDown(
        "begin; create table if not exists a (id int); commit; begin; create table if not exists b (); commit;",
        "begin; drop table if exists b; commit; begin; drop table if exists a; commit;",
      ),
    });
    const { migrations } = await verify({
      migrationsDir,
      all: true,
      scratch: scratchLike(db()),
    });
    expect(
      migrations.map(({ roundTrip, repeatable }) => [roundTrip.verdict, repeatable.verdict]),
    ).toEqual([["passed", "passed"]]);
  });
});

describeEachServer("blocks and statements that cannot run in a transaction", (db) => {
  test("each run as they are written, and a failed run goes on", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": `begin;
        create table a (id int);
        insert into a values (1);
        commit;
        create index concurrently a_id on a (id);
        begin;
        insert into a values (2);
        insert into b values (1);
        commit;`,
    });
    const request = { database: db().database, migrationsDir };
    const { segments } = await plan(request);
    expect(segments.map(({ transaction, reason }) => [transaction, reason?.kind])).toEqual([
      [true, "block"],
      [false, "outside-transaction"],
      [true, "block"],
    ]);
    await rejection(up(request), MigrationFailedError);
    await db().query("create table b (i int)");
    expect(ran(await up(request))).toEqual(["up 1_a"]);
    expect(await db().query("select id from a order by 1")).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await existing(db(), "a_id")).toEqual(["a_id"]);
  });
});

describeEachDatabase("BEGIN and COMMIT in what pgm.sql gives", (db) => {
  test("are followed, and a failed run goes on", async () => {
    const migrationsDir = directoryOf({
      "1_a.js": `exports.up = (pgm) => {
        pgm.sql("BEGIN; create table a (i int); insert into a values (1); COMMIT;");
        pgm.sql("BEGIN");
        pgm.sql("insert into a select count(*) from b");
        pgm.sql("COMMIT");
      };
      exports.down = (pgm) => pgm.sql("begin; drop table a; commit;");`,
    });
    const request = { database: db().database, migrationsDir };
    const error = await rejection(up(request), MigrationFailedError);
    expect(error.report.partial).toEqual({ name: "1_a", direction: "up", statements: 2, of: 3 });
    await db().query("create table b ()");
    await up(request);
    expect(await db().query("select i from a order by 1")).toEqual([{ i: 0 }, { i: 1 }]);
    await down(request);
    expect(await applied(db())).toEqual([]);
  });
});
