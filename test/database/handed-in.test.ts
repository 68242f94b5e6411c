import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  ConnectionFailedError,
  down,
  InvalidRequestError,
  MigrationFailedError,
  RunInterruptedError,
  status,
  up,
} from "../../src/index.ts";
import { describeEachServer, queryOnce } from "../support/databases.ts";
import { beginOpening } from "../support/empty-database.ts";
import { directoryOf, tables, upDown } from "../support/migrations.ts";
import { applied, existing, ran, rejection, ups } from "../support/results.ts";
import { connect, createRole, openInMemory, sleepingPid, urlOf } from "../support/sessions.ts";

const settings = `select name, setting from pg_settings where source = 'session'
  union all select 'role', current_setting('role') union all select 'user', session_user order by 1`;
const locks =
  "select count(*)::int as count from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()";

/** Migrations that do to a session what can be done to it. */
const unruly = {
  "1_a.sql": upDown(
    "set search_path = ''; set work_mem = '7MB'; reset all; set lock_timeout = '3s'; create table public.a (id int);",
    "set role to default; drop table a;",
  ),
  "2_b.sql": "-- pgmaestro: no-transaction\nset search_path = public;\ncreate table b (id int);",
};

describeEachServer("a client that was handed in", (db) => {
  test.each([
    ["succeeds", "select 1;"],
    ["fails", "select 1 / 0;"],
    [
      "fails outside a transaction",
      "-- pgmaestro: no-transaction\nset work_mem = '5MB';\nselect 1 / 0;",
    ],
    [
      "fails at COMMIT",
      "create table c (id int unique deferrable initially deferred); insert into c values (1), (1);",
    ],
  ])("is left as it was when a run %s", async (_, last) => {
    const client = await connect(urlOf(db()));
    const { role } = await createRole(urlOf(db()));
    await client.query(`grant all on schema public to ${role}; set role ${role};
      set search_path = public, pg_catalog; set work_mem = '9MB'; set my.own = 'ü'`);
    const before = (await client.query(settings)).rows;
    const listeners = client.eventNames().map((name) => [name, client.listenerCount(name)]);
    const migrationsDir = directoryOf({ ...unruly, "3_last.sql": last });
    await up({ database: client, migrationsDir }).catch((error: unknown) =>
      expect(error).toBeInstanceOf(MigrationFailedError),
    );
    expect((await client.query(settings)).rows).toEqual(before);
    expect((await client.query(locks)).rows).toEqual([{ count: 0 }]);
    expect(client.getTransactionStatus()).toBe("I");
    expect(client.eventNames().map((name) => [name, client.listenerCount(name)])).toEqual(
      listeners,
    );
    expect(
      (
        await client.query(
          "select tableowner = $1 as own from pg_tables where tablename in ('a', 'b')",
          [role],
        )
      ).rows,
    ).toEqual([{ own: true }, { own: true }]);
  });

  test("gives every migration the settings that its owner had made", async () => {
    const client = await connect(urlOf(db()));
    await client.query("create schema app; set search_path = app");
    const migrationsDir = directoryOf({
      "1_sets.sql": "set search_path = public;",
      ...tables("2_b"),
    });
    await up({ database: client, migrationsDir });
    expect(await existing(db(), "app.b", "public.b")).toEqual(["app.b"]);
  });

  test("inside a transaction is refused, and the transaction left alone", async () => {
    const client = await connect(urlOf(db()));
    const migrationsDir = directoryOf(tables("1_a"));
    await client.query("begin");
    await client.query("create table mine (id int)");
    await rejection(up({ database: client, migrationsDir }), InvalidRequestError);
    await client.query("commit");
    expect(await existing(db(), "mine", "a", "pgmigrations")).toEqual(["mine"]);
  });

  test("inside a failed transaction is refused as well", async () => {
    const client = await connect(urlOf(db()));
    await client.query("begin");
    await client.query("select 1 / 0").catch(() => {});
    const request = { database: client, migrationsDir: directoryOf(tables("1_a")) };
    await rejection(up(request), InvalidRequestError);
    expect(client.getTransactionStatus()).toBe("E");
  });

  test("without the right to create is left in no transaction and unlocked", async () => {
    const { roleUrl } = await createRole(urlOf(db()));
    const client = await connect(roleUrl);
    const migrationsDir = directoryOf(tables("1_a"));
    const error = await rejection(up({ database: client, migrationsDir }), Error);
    expect(error.message).toContain("permission denied");
    expect(client.getTransactionStatus()).toBe("I");
    expect((await client.query(locks)).rows).toEqual([{ count: 0 }]);
  });

  test("is used by one run at a time", async () => {
    const client = await connect(urlOf(db()));
    const request = { database: client, migrationsDir: directoryOf(tables("1_a", "2_b")) };
    const results = await Promise.all([up(request), up(request), status(request)]);
    expect(results.slice(0, 2).flatMap((result) => ran(result as never))).toEqual([
      "up 1_a",
      "up 2_b",
    ]);
  });

  test("whose server ends it in mid-run leaves this process alive, and the report says what is known", async () => {
    const client = await connect(urlOf(db()));
    const heard: Error[] = [];
    client.on("error", (error) => void heard.push(error));
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_sleep.sql": "select pg_sleep(30);",
      ...tables("3_c"),
    });
    const run = up({ database: client, migrationsDir, transaction: "each" });
    void terminateSleeper(urlOf(db()));
    const error = await rejection(run, RunInterruptedError);
    expect(error.report).toEqual({
      done: ups("1_a"),
      notDone: ups("3_c"),
      inDoubt: ups("2_sleep"),
    });
    expect(error.hint).toContain("status");
    expect(client.listenerCount("error")).toBe(1);
    expect(await applied(db())).toEqual(["1_a"]);
  });
});

async function terminateSleeper(url: string): Promise<void> {
  await queryOnce(url, `select pg_terminate_backend(${await sleepingPid(url)})`);
}

describeEachServer("a pool that was handed in", (db) => {
  function openPool(): pg.Pool {
    const pool = new pg.Pool({ connectionString: urlOf(db()), max: 1 });
    pool.on("error", () => {});
    onTestFinished(() => pool.end());
    return pool;
  }

  test("gets its client back, clean, and stays open", async () => {
    const database = openPool();
    const migrationsDir = directoryOf({ ...unruly, "3_last.sql": "select 1 / 0;" });
    await rejection(up({ database, migrationsDir }), MigrationFailedError);
    expect([database.totalCount, database.idleCount]).toEqual([1, 1]);
    expect((await database.query(settings)).rows).toHaveLength(2);
    expect((await database.query(locks)).rows).toEqual([{ count: 0 }]);
    expect(ran(await down({ database, migrationsDir, only: "1_a" }))).toEqual(["down 1_a"]);
  });

  test("loses a client whose connection was lost, and serves others", async () => {
    const database = openPool();
    const migrationsDir = directoryOf({ "1_sleep.sql": "select pg_sleep(30);" });
    const run = up({ database, migrationsDir });
    void terminateSleeper(urlOf(db()));
    await rejection(run, RunInterruptedError);
    expect((await database.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  test("that cannot connect fails as a URL would", async () => {
    const database = new pg.Pool({ host: "127.0.0.1", port: 1 });
    onTestFinished(() => database.end());
    await rejection(
      up({ database, migrationsDir: directoryOf(tables("1_a")) }),
      ConnectionFailedError,
    );
  });
});

describe("a PGlite instance that was handed in", () => {
  test("is left as it was, also after a failure", async () => {
    const database = await openInMemory();
    await database.exec(
      "create role app; grant all on schema public to app; set role app; set work_mem = '9MB'",
    );
    const before = (await database.query(settings)).rows;
    const migrationsDir = directoryOf({ ...unruly, "3_last.sql": "select 1 / 0;" });
    await rejection(up({ database, migrationsDir }), MigrationFailedError);
    expect((await database.query(settings)).rows).toEqual(before);
    expect((await database.query(locks)).rows).toEqual([{ count: 0 }]);
    expect(database.isInTransaction()).toBe(false);
    expect(database.closed).toBe(false);
  });

  test("may still be opening", async () => {
    const database = await beginOpening();
    onTestFinished(() => database.close());
    const { migrations } = await up({ database, migrationsDir: directoryOf(tables("1_a")) });
    expect(migrations).toHaveLength(1);
  });

  test("inside a transaction is refused, and the transaction left alone", async () => {
    const database = await openInMemory();
    await database.exec("begin; create table mine (id int)");
    const request = { database, migrationsDir: directoryOf(tables("1_a")) };
    await rejection(up(request), InvalidRequestError);
    expect(database.isInTransaction()).toBe(true);
  });

  test("can be used by others while a run fails", async () => {
    const database = await openInMemory();
    const request = { database, migrationsDir: directoryOf({ "1_a.sql": "select 1 / 0;" }) };
    const run = rejection(up(request), MigrationFailedError);
    const queries = Array.from({ length: 50 }, async () => database.query("select 1 as one"));
    expect((await Promise.all(queries)).every(({ rows }) => rows.length === 1)).toBe(true);
    for (let turn = 0; turn < 50; turn++) await database.query("select 1");
    await run;
  });
});
