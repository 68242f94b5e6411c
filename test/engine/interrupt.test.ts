import { expect, test } from "vitest";
import { down, RunInterruptedError, up } from "../../src/index.ts";
import { Cut } from "../support/cut.ts";
import { describeEachDatabase, describeEachServer, queryOnce } from "../support/databases.ts";
import { directoryOf, tables, upDown } from "../support/migrations.ts";
import { applied, existing, journal, ran, rejection, ups } from "../support/results.ts";
import { connect, sleepingPid, urlOf } from "../support/sessions.ts";

const sleep = "select pg_sleep(30);";

describeEachServer("a request to stop", (db) => {
  test("cancels the statement that runs, and nothing is half done", async () => {
    const migrationsDir = directoryOf({ ...tables("1_a"), "2_sleep.sql": sleep, ...tables("3_c") });
    const stop = new AbortController();
    const begin = Date.now();
    const run = up({ database: db().database, migrationsDir, signal: stop.signal });
    void sleepingPid(urlOf(db())).then(() => stop.abort());
    const error = await rejection(run, RunInterruptedError);
    expect(Date.now() - begin).toBeLessThan(20_000);
    expect(error.report).toEqual({
      done: [],
      notDone: ups("1_a", "2_sleep", "3_c"),
      inDoubt: [],
    });
    expect(await existing(db(), "a", "c")).toEqual([]);
    expect(await applied(db())).toEqual([]);
    expect(await journal(db())).toEqual(["failed 2_sleep"]);
  });

  test("leaves the segments before it, and a rollback can be stopped as well", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_sleep.sql": upDown("create table b (id int);", `drop table b; ${sleep}`),
    });
    const stop = new AbortController();
    const request = { database: db().database, migrationsDir };
    await up(request);
    const run = down({ ...request, signal: stop.signal });
    void sleepingPid(urlOf(db())).then(() => stop.abort());
    await rejection(run, RunInterruptedError);
    expect(await existing(db(), "a", "b")).toEqual(["a", "b"]);
    expect(await applied(db())).toEqual(["1_a", "2_sleep"]);
  });

  test("reaches a client that was handed in, which can be used afterwards", async () => {
    const client = await connect(urlOf(db()));
    const migrationsDir = directoryOf({ "1_sleep.sql": sleep });
    const stop = new AbortController();
    const run = up({ database: client, migrationsDir, signal: stop.signal });
    void sleepingPid(urlOf(db())).then(() => stop.abort());
    await rejection(run, RunInterruptedError);
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  test("ends the wait for the lock", async () => {
    const holder = await connect(urlOf(db()));
    await holder.query("select pg_advisory_lock(7241865325823964)");
    const migrationsDir = directoryOf(tables("1_a"));
    const stop = new AbortController();
    const run = up({
      database: db().database,
      migrationsDir,
      signal: stop.signal,
      onEvent: ({ type }) => void (type === "waiting" && setTimeout(() => stop.abort(), 50)),
    });
    const error = await rejection(run, RunInterruptedError);
    expect(error.report.done).toEqual([]);
    expect(await existing(db(), "a", "pgmigrations")).toEqual([]);
  });
});

describeEachDatabase("a request to stop made beforehand", (db) => {
  test("lets nothing run", async () => {
    const migrationsDir = directoryOf(tables("1_a"));
    const run = up({ database: db().database, migrationsDir, signal: AbortSignal.abort() });
    const error = await rejection(run, RunInterruptedError);
    expect(error.report).toEqual({ done: [], notDone: [], inDoubt: [] });
    expect(await existing(db(), "a", "pgmigrations")).toEqual([]);
  });

  test("between two segments keeps the first", async () => {
    const migrationsDir = directoryOf(tables("1_a", "2_b"));
    const stop = new AbortController();
    const run = up({
      database: db().database,
      migrationsDir,
      transaction: "each",
      signal: stop.signal,
      onEvent: ({ type }) => void (type === "segment-done" && stop.abort()),
    });
    const error = await rejection(run, RunInterruptedError);
    expect(error.report).toEqual({ done: ups("1_a"), notDone: ups("2_b"), inDoubt: [] });
    expect(await applied(db())).toEqual(["1_a"]);
  });
});

describeEachServer("a connection that the server ends in mid-run", (db) => {
  async function terminateSleeper(): Promise<void> {
    const pid = await sleepingPid(urlOf(db()));
    await queryOnce(urlOf(db()), `select pg_terminate_backend(${pid})`);
  }

  test("is settled by looking again: nothing was committed", async () => {
    const migrationsDir = directoryOf({ ...tables("1_a"), "2_sleep.sql": sleep, ...tables("3_c") });
    const run = up({ database: db().database, migrationsDir });
    void terminateSleeper();
    const error = await rejection(run, RunInterruptedError);
    expect(error.report).toEqual({
      done: [],
      notDone: ups("1_a", "2_sleep", "3_c"),
      inDoubt: [],
    });
    expect(error.message).toContain("terminating connection");
    expect(await applied(db())).toEqual([]);
  });

  test("reports the segments before it as done, and the next run does the rest", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_sleep.sql":
        "create table b (id int); select pg_sleep(case when nap then 30 else 0 end) from nap;",
      ...tables("3_c"),
    });
    await db().query("create table nap (nap bool); insert into nap values (true)");
    const request = { database: db().database, migrationsDir, transaction: "each" as const };
    const run = up(request);
    void terminateSleeper();
    const error = await rejection(run, RunInterruptedError);
    expect(error.report).toEqual({ done: ups("1_a"), notDone: ups("2_sleep", "3_c"), inDoubt: [] });
    await db().query("update nap set nap = false");
    expect(ran(await up(request))).toEqual(["up 2_sleep", "up 3_c"]);
  });

  test("while it commits is settled by looking again: everything was committed", async () => {
    await db().query(`create table slow (id int);
      create function nap() returns trigger language plpgsql as $$ begin perform pg_sleep(0.6); return null; end $$;
      create constraint trigger nap after insert on slow deferrable initially deferred for each row execute function nap()`);
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_slow.sql": "insert into slow values (1);",
    });
    const way = new Cut(urlOf(db()));
    const run = up({ database: await way.listen(), migrationsDir });
    void sleepingPid(urlOf(db())).then(() => way.cutOnce());
    const error = await rejection(run, RunInterruptedError);
    expect(error.report).toEqual({ done: ups("1_a", "2_slow"), notDone: [], inDoubt: [] });
    expect(await applied(db())).toEqual(["1_a", "2_slow"]);
    way.close();
  });
});
