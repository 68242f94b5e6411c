import { expect, test } from "vitest";
import { LockedError, PG_MIGRATE_LOCK_ID, status, up, type RunEvent } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { runNodePgMigrate } from "../support/node-pg-migrate.ts";
import { existing, ran, rejection } from "../support/results.ts";
import { connect, sleepingPid, urlOf } from "../support/sessions.ts";

/** Ends when the gate has a row. */
const sleepBeforeGate =
  "do $$ begin while not exists (select from gate) loop perform pg_sleep(0.05); end loop; end $$;";

describeEachServer("the lock", (db) => {
  test("held by another session refuses at once without a wait, and names the holder", async () => {
    const holder = await connect(urlOf(db()), { application_name: "somebody else" });
    const { rows } = await holder.query("select pg_advisory_lock($1), pg_backend_pid() as pid", [
      PG_MIGRATE_LOCK_ID,
    ]);
    const migrationsDir = directoryOf(tables("1_a"));
    const request = { database: db().database, migrationsDir };
    const error = await rejection(up({ ...request, lockWait: 0 }), LockedError);
    expect(error.holder).toMatchObject({
      pid: rows[0].pid,
      application: "somebody else",
      address: "127.0.0.1",
    });
    expect(error.message).toContain("somebody else");
    expect(await existing(db(), "a", "pgmigrations")).toEqual([]);
    expect((await status(request)).counts.pending).toBe(1);
  });

  test("is waited for, which is told once, and taken when it is free", async () => {
    const holder = await connect(urlOf(db()));
    await holder.query("select pg_advisory_lock($1)", [PG_MIGRATE_LOCK_ID]);
    const events: RunEvent[] = [];
    const run = up({
      database: db().database,
      migrationsDir: directoryOf(tables("1_a")),
      onEvent: (event) => {
        events.push(event);
        if (event.type === "waiting")
          setTimeout(() => void holder.query("select pg_advisory_unlock_all()"), 300);
      },
    });
    expect(ran(await run)).toEqual(["up 1_a"]);
    expect(events.filter(({ type }) => type === "waiting")).toHaveLength(1);
  });

  test("is not waited for longer than asked", async () => {
    const holder = await connect(urlOf(db()));
    await holder.query("select pg_advisory_lock($1)", [PG_MIGRATE_LOCK_ID]);
    const begin = Date.now();
    const request = { database: db().database, migrationsDir: directoryOf(tables("1_a")) };
    const error = await rejection(up({ ...request, lockWait: 0.5 }), LockedError);
    expect(error.waitedSeconds).toBe(0.5);
    expect(Date.now() - begin).toBeGreaterThan(400);
    expect(Date.now() - begin).toBeLessThan(50_000); // 60 seconds are the default
  });

  test("is not needed where nothing is due", async () => {
    const request = { database: db().database, migrationsDir: directoryOf(tables("1_a")) };
    await up(request);
    const holder = await connect(urlOf(db()));
    await holder.query("select pg_advisory_lock($1)", [PG_MIGRATE_LOCK_ID]);
    expect(ran(await up({ ...request, lockWait: 0 }))).toEqual([]);
  });

  test("is left alone when told so, and another number is another lock", async () => {
    const holder = await connect(urlOf(db()));
    await holder.query("select pg_advisory_lock($1)", [PG_MIGRATE_LOCK_ID]);
    const request = {
      database: db().database,
      migrationsDir: directoryOf(tables("1_a", "2_b")),
      lockWait: 0,
    };
    expect(ran(await up({ ...request, count: 1, lock: false }))).toEqual(["up 1_a"]);
    expect(ran(await up({ ...request, lockValue: "-42" }))).toEqual(["up 2_b"]);
    await holder.query("select pg_advisory_lock(-42)");
    const later = { ...request, migrationsDir: directoryOf(tables("1_a", "2_b", "3_c")) };
    const error = await rejection(up({ ...later, lockValue: "-42" }), LockedError);
    expect(error.holder?.pid).toBeTypeOf("number");
  });

  test("keeps node-pg-migrate out while we run", async () => {
    await db().query("create table gate (id int)");
    const migrationsDir = directoryOf({ ...tables("1_a"), "2_sleep.sql": sleepBeforeGate });
    const run = up({ database: db().database, migrationsDir });
    await sleepingPid(urlOf(db()));
    const other = await runNodePgMigrate(["up"], { url: urlOf(db()), migrationsDir });
    await db().query("insert into gate values (1)");
    expect(other.exitCode).toBe(1);
    expect(other.stdout + other.stderr).toContain("Another migration is already running");
    expect(ran(await run)).toEqual(["up 1_a", "up 2_sleep"]);
  });

  test("keeps us out while node-pg-migrate runs", async () => {
    await db().query("create table gate (id int)");
    const migrationsDir = directoryOf({ ...tables("1_a"), "2_sleep.sql": sleepBeforeGate });
    const other = runNodePgMigrate(["up"], { url: urlOf(db()), migrationsDir });
    await sleepingPid(urlOf(db()));
    const request = { database: db().database, migrationsDir };
    await rejection(up({ ...request, lockWait: 0 }), LockedError);
    await db().query("insert into gate values (1)");
    const result = await up(request);
    expect((await other).exitCode).toBe(0);
    expect(ran(result)).toEqual([]);
    expect(result.adopted).toEqual(["1_a", "2_sleep"]);
  });

  test("is waited for without hindering its holder's concurrent index build", async () => {
    await db().query("create table big as select generate_series(1, 1000) as id");
    const migrationsDir = directoryOf({
      "1_sleep.sql": "select pg_sleep(0.4);",
      "2_index.sql": "create index concurrently big_id on big (id);",
    });
    const request = { database: db().database, migrationsDir };
    const results = await Promise.all([up(request), up(request), up(request)]);
    expect(results.flatMap(ran)).toEqual(["up 1_sleep", "up 2_index"]);
  });
});
