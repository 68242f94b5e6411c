import { expect, test } from "vitest";
import { GaveWayError, MigrationFailedError, RunInterruptedError, up } from "../../src/index.ts";
import { runner } from "../../src/compat/index.ts";
import type { RunEvent } from "../../src/events.ts";
import { describeEachDatabase, describeEachServer } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { pooler } from "../support/pooler.ts";
import { applied, journal, rejection, ups } from "../support/results.ts";
import { connect, createRole, until, urlOf } from "../support/sessions.ts";

const alter = { "1_x.sql": "ALTER TABLE busy ADD COLUMN x int;" };

describeEachServer("a migration that meets a lock of the application", (db) => {
  /** A transaction that stays open, having run this. */
  async function busyWith(sql: string) {
    await db().query("CREATE TABLE IF NOT EXISTS busy (id int)");
    const session = await connect(urlOf(db()));
    await session.query(`BEGIN; ${sql}`);
    return session;
  }

  /** Waits until the run has its lock. */
  function untilLocked() {
    const held = "relation = 'busy'::regclass AND mode = 'AccessExclusiveLock' AND granted";
    return until(urlOf(db()), `SELECT pid FROM pg_locks WHERE ${held}`);
  }

  /** A run, with its events, and a promise for the first event of a type. */
  function running(files: Record<string, string>, options: Partial<Parameters<typeof up>[0]> = {}) {
    const events: RunEvent[] = [];
    const waiting = new Map<RunEvent["type"], () => void>();
    const run = up({
      database: db().database,
      migrationsDir: directoryOf(files),
      ...options,
      onEvent: (event) => {
        events.push(event);
        waiting.get(event.type)?.();
      },
    });
    run.catch(() => {});
    const first = (type: RunEvent["type"]) =>
      new Promise<void>((resolve) => waiting.set(type, resolve));
    const all = <Type extends RunEvent["type"]>(type: Type) =>
      events.filter((event): event is RunEvent & { type: Type } => event.type === type);
    return { run, first, all };
  }

  test("lets its queries through, tries again, and is applied once the way is free", async () => {
    const blocker = await busyWith("SELECT FROM busy");
    const { run, first, all } = running(alter, { lockTimeout: 0.3, lockRetries: 1000 });
    await first("gave-way");
    expect(await db().query("SELECT FROM busy")).toEqual([]);
    await blocker.query("COMMIT");
    expect((await run).migrations.map(({ name }) => name)).toEqual(["1_x"]);
    expect(all("gave-way")[0]).toMatchObject({
      migration: "1_x",
      direction: "up",
      reason: "lock-timeout",
      tries: 1,
    });
    expect(await journal(db())).toEqual(["up 1_x"]);
  });

  test("says who is in the way, and that nothing is applied", async () => {
    const blocker = await busyWith("SELECT 1 AS nightly FROM busy");
    const { run, all } = running(alter, { lockTimeout: 0.6, lockRetries: 1 });
    const error = await rejection(run, GaveWayError);
    const { pid } = (await blocker.query("SELECT pg_backend_pid() AS pid")).rows[0];
    expect(error.kind).toBe("gave-way");
    expect(error.gaveWay).toMatchObject({ reason: "lock-timeout", tries: 2 });
    expect(error.gaveWay.blockers).toMatchObject([
      { pid, state: "idle in transaction", query: "BEGIN; SELECT 1 AS nightly FROM busy" },
    ]);
    expect(error.hint).toContain(`In the way: process ${pid} (postgres, `);
    expect(error.location).toMatchObject({ line: 1, column: 1 });
    expect(error.report).toEqual({ done: [], notDone: ups("1_x"), inDoubt: [] });
    expect(all("blocked")).toMatchObject([{ by: [{ pid }] }]);
    expect(await applied(db())).toEqual([]);
    expect(await journal(db())).toEqual(["failed 1_x"]);
  });

  test("keeps what was done before, and says so", async () => {
    await busyWith("SELECT FROM busy");
    const files = { "0_a.sql": "CREATE TABLE a ();", ...alter };
    const options = { lockTimeout: 0.05, lockRetries: 2, transaction: "each" } as const;
    const error = await rejection(running(files, options).run, GaveWayError);
    expect(error.gaveWay.tries).toBe(3);
    expect(error.report).toEqual({ done: ups("0_a"), notDone: ups("1_x"), inDoubt: [] });
    expect(await applied(db())).toEqual(["0_a"]);
  });

  test("tries again after a deadlock", async () => {
    await db().query("CREATE TABLE other (id int)");
    const session = await busyWith("LOCK TABLE other");
    const files = {
      "1_dead.sql": `SET LOCAL deadlock_timeout = '10ms'; LOCK TABLE busy;
        DO $$BEGIN
          WHILE EXISTS (SELECT FROM pg_locks WHERE relation = 'other'::regclass)
            AND NOT EXISTS (SELECT FROM pg_locks WHERE relation = 'busy'::regclass AND NOT granted)
          LOOP PERFORM pg_sleep(0.01); END LOOP;
        END$$;
        LOCK TABLE other;`,
    };
    const { run, all } = running(files, { maxBlocked: 0 });
    await untilLocked();
    await session.query("SET LOCAL deadlock_timeout = '1min'; LOCK TABLE busy; COMMIT");
    await run;
    expect(all("gave-way")).toMatchObject([{ reason: "deadlock" }]);
  });

  test("is ended when others wait behind it for too long", async () => {
    const blocker = await busyWith("SELECT FROM busy");
    const options = { lockTimeout: 0, maxBlocked: 0.3, lockRetries: 1000 };
    const { run, first, all } = running(alter, options);
    await first("blocked");
    expect(await db().query("SELECT FROM busy")).toEqual([]);
    await blocker.query("COMMIT");
    await run;
    expect(all("gave-way")[0]).toMatchObject({ reason: "blocked-others" });
    expect(all("blocking")[0]).toMatchObject({ waiting: { sessions: 1 } });
  });

  test("is ended when others wait for what it holds, where that is asked for", async () => {
    await db().query("CREATE TABLE busy (id int)");
    const files = { "1_slow.sql": "LOCK TABLE busy; SELECT pg_sleep(60);" };
    const { run } = running(files, { maxBlockedHolding: 0.3, lockRetries: 0 });
    await untilLocked();
    const reading = db().query("SELECT FROM busy");
    const error = await rejection(run, GaveWayError);
    expect(error.gaveWay).toMatchObject({ reason: "blocked-others", waiting: { sessions: 1 } });
    expect(await reading).toEqual([]);
  });

  test("stops in a pause when it is asked to", async () => {
    await busyWith("SELECT FROM busy");
    const stop = new AbortController();
    const { run, first } = running(alter, { lockTimeout: 0.05, signal: stop.signal });
    await first("gave-way");
    stop.abort();
    expect((await rejection(run, RunInterruptedError)).report.notDone).toEqual(ups("1_x"));
  });

  test("is not tried again where it may have done a part that stays", async () => {
    await busyWith("SELECT FROM busy");
    await db().query(`CREATE TABLE log (n int); CREATE PROCEDURE work() LANGUAGE plpgsql AS
      $$BEGIN INSERT INTO log VALUES (1); COMMIT; LOCK TABLE busy; END$$`);
    const files = { "1_call.sql": "-- pgmaestro: no-transaction\nCALL work();" };
    const error = await rejection(running(files, { lockTimeout: 0.05 }).run, MigrationFailedError);
    expect(error).not.toBeInstanceOf(GaveWayError);
    expect(await db().query("SELECT n FROM log")).toEqual([{ n: 1 }]);
  });

  test("tries a statement outside a transaction again, alone", async () => {
    const blocker = await busyWith("SELECT FROM busy");
    const files = {
      "1_parts.sql":
        "-- pgmaestro: no-transaction\nCREATE TABLE once ();\nALTER TABLE busy ADD COLUMN x int;",
    };
    const { run, first } = running(files, { lockTimeout: 0.05, lockRetries: 1000 });
    await first("gave-way");
    await blocker.query("COMMIT");
    await run;
    expect(await applied(db())).toEqual(["1_parts"]);
  });

  test("lets a concurrent build wait as long as it has to", async () => {
    const blocker = await busyWith("INSERT INTO busy VALUES (1)");
    const files = { "1_i.sql": "CREATE INDEX CONCURRENTLY i ON busy (id);" };
    const { run, first, all } = running(files, { lockTimeout: 0.05 });
    await first("blocked");
    await blocker.query("COMMIT");
    await run;
    expect(all("gave-way")).toEqual([]);
  });

  test.each([
    ["a limit", {}],
    ["none", { lockTimeout: 0 }],
  ])(
    "builds an index anew that its own limit has cut off, where other statements have %s",
    async (_, others) => {
      const blocker = await busyWith("INSERT INTO busy VALUES (1)");
      const files = { "1_i.sql": "CREATE INDEX CONCURRENTLY i ON busy (id);" };
      const { run, first, all } = running(files, {
        ...others,
        concurrentTimeout: 0.05,
        lockRetries: 1000,
      });
      await first("gave-way");
      await blocker.query("COMMIT");
      await run;
      expect(all("dropped-invalid-index")).not.toEqual([]);
      expect(await db().query("SELECT FROM pg_index WHERE NOT indisvalid")).toEqual([]);
    },
  );

  test("sees who is in the way through a pooler that lends sessions, too", async () => {
    const blocker = await busyWith("SELECT FROM busy");
    await using between = await pooler(urlOf(db()), "session");
    const { run, first, all } = running(alter, { database: between.url, lockTimeout: 5 });
    await first("blocked");
    const { pid } = (await blocker.query("SELECT pg_backend_pid() AS pid")).rows[0];
    await blocker.query("COMMIT");
    await run;
    expect(all("blocked")).toMatchObject([{ by: [{ pid }] }]);
  });

  test("goes on without a second connection, and says so", async () => {
    const { role, roleUrl } = await createRole(urlOf(db()));
    await db().query(`ALTER ROLE ${role} CONNECTION LIMIT 1; GRANT ALL ON SCHEMA public TO ${role};
      CREATE TABLE busy (id int); ALTER TABLE busy OWNER TO ${role}`);
    const blocker = await busyWith("SELECT FROM busy");
    const { run, first, all } = running(alter, { database: roleUrl, lockTimeout: 5 });
    await first("warning");
    await blocker.query("COMMIT");
    await run;
    expect(all("warning")[0]!.message).toContain("there is no second connection");
  });
});

const seen = "INSERT INTO seen VALUES (current_setting('lock_timeout'));";

describeEachDatabase("the lock timeout that a migration finds", (db) => {
  async function found(sql: string, options: Partial<Parameters<typeof up>[0]> = {}) {
    await db().query("CREATE TABLE seen (value text)");
    const migrationsDir = directoryOf({ "1_a.sql": sql, "2_b.sql": seen });
    await up({ database: db().database, migrationsDir, ...options });
    return (await db().query<{ value: string }>("SELECT value FROM seen")).map((row) => row.value);
  }

  const usual = () => (db().kind === "server" ? "2s" : "0");

  test("is two seconds on a server", async () => {
    expect(await found(seen)).toEqual([usual(), usual()]);
  });

  test("is the same statement by statement, and after a migration that sets its own", async () => {
    const sql = `-- pgmaestro: no-transaction\n${seen} SET lock_timeout = '7s'; ${seen}`;
    expect(await found(sql)).toEqual([usual(), "7s", usual()]);
  });

  test("is its own where it sets one, and ours again for the next", async () => {
    expect(await found(`SET lock_timeout = '7s'; ${seen}`)).toEqual(["7s", usual()]);
  });

  test("is what is asked for; 0 is none", async () => {
    expect(await found(seen, { lockTimeout: 0.25 })).toEqual(["250ms", "250ms"]);
    await db().query("DROP TABLE seen, pgmigrations, pgmigrations_journal");
    expect(await found(seen, { lockTimeout: 0 })).toEqual(["0", "0"]);
  });
});

describeEachServer("the lock timeout", (db) => {
  const files = { "1_a.sql": `CREATE TABLE seen (value text); ${seen}` };

  test("may be longer than PostgreSQL's longest", async () => {
    const options = { lockTimeout: 9_999_999, statementTimeout: 9_999_999 };
    await up({ database: db().database, migrationsDir: directoryOf(files), ...options });
    const [row] = await db().query<{ value: string }>(
      "SELECT value::interval > '20 days' AS value FROM seen",
    );
    expect(row!.value).toBe(true);
  });

  test("of the connection is kept", async () => {
    const database = `${urlOf(db())}?options=-c%20lock_timeout%3D5s`;
    await up({ database, migrationsDir: directoryOf(files) });
    expect(await db().query("SELECT value FROM seen")).toEqual([{ value: "5s" }]);
  });

  test("is none for those who come from node-pg-migrate", async () => {
    const options = { direction: "up", migrationsTable: "pgmigrations" } as const;
    await runner({ ...options, databaseUrl: urlOf(db()), dir: directoryOf(files) });
    expect(await db().query("SELECT value FROM seen")).toEqual([{ value: "0" }]);
  });

  test("a statement timeout is set where it is asked for", async () => {
    const migrationsDir = directoryOf({ "1_slow.sql": "SELECT pg_sleep(60);" });
    const run = up({ database: db().database, migrationsDir, statementTimeout: 0.05 });
    expect((await rejection(run, MigrationFailedError)).server.sqlState).toBe("57014");
  });
});
