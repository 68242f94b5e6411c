import { expect, test } from "vitest";
import { history, up } from "../../src/index.ts";
import type { RunEvent } from "../../src/events.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { connect, createRole, urlOf } from "../support/sessions.ts";

const alter = { "1_x.sql": "ALTER TABLE busy ADD COLUMN x int;" };

describeEachServer("a session in the way that is idle in its transaction", (db) => {
  /** A session of a role that has read the table and stays in its transaction. */
  async function idle(url = urlOf(db())) {
    await db().query("CREATE TABLE IF NOT EXISTS busy (id int); GRANT SELECT ON busy TO PUBLIC");
    const session = await connect(url, { application_name: "forgotten" });
    session.on("error", () => {});
    await session.query("BEGIN; SELECT FROM busy");
    return session;
  }

  /** A run, with its events; `then` is called at the first event of a type. */
  async function run(
    options: Partial<Parameters<typeof up>[0]>,
    first: RunEvent["type"] = "started",
    then: () => unknown = () => {},
  ) {
    const events: RunEvent[] = [];
    await up({
      database: db().database,
      migrationsDir: directoryOf(alter),
      who: "ada@ci",
      lockTimeout: 1,
      lockRetries: 1000,
      ...options,
      onEvent: (event) => {
        if (event.type === first && events.every(({ type }) => type !== first)) then();
        events.push(event);
      },
    });
    return events;
  }

  const endedIn = (events: RunEvent[]) => events.filter(({ type }) => type === "ended-blocker");

  test("is ended where that is asked for, told and journaled", async () => {
    const blocker = await idle();
    const { pid } = (await blocker.query("SELECT pg_backend_pid() AS pid")).rows[0];
    const events = await run({ cancelBlockers: { idleInTransaction: 0.5 } });
    expect(endedIn(events)).toMatchObject([
      {
        migration: "1_x",
        session: { pid, state: "idle in transaction", application: "forgotten" },
      },
    ]);
    const { entries } = await history({ database: db().database, migrationsDir: directoryOf({}) });
    const ended = entries.find(({ event }) => event === "ended-blocker")!;
    expect(ended).toMatchObject({ name: "1_x", who: "ada@ci" });
    expect(ended.detail).toContain(`process ${pid} (postgres, forgotten, `);
    expect(entries).toHaveLength(2);
  });

  test("is not ended before its time", async () => {
    const blocker = await idle();
    const options = { cancelBlockers: { idleInTransaction: 3600 }, lockTimeout: 0.6 };
    const events = await run(options, "gave-way", () => blocker.query("COMMIT"));
    expect(endedIn(events)).toEqual([]);
    expect(events.some(({ type }) => type === "blocked")).toBe(true);
  });

  test("is not ended while it works, nor where it is not in the way", async () => {
    const elsewhere = await connect(urlOf(db()));
    await elsewhere.query("CREATE TABLE other (); BEGIN; SELECT FROM other");
    const working = await idle();
    const asleep = working.query("SELECT pg_sleep(2), 1 AS done");
    const going = run({ cancelBlockers: { idleInTransaction: 0.1 } });
    expect((await asleep).rows).toMatchObject([{ done: 1 }]);
    expect(endedIn(await going)).toMatchObject([{ session: { application: "forgotten" } }]);
    expect((await elsewhere.query("SELECT 1 AS alive")).rows).toEqual([{ alive: 1 }]);
  });

  test("that only a superuser may end is left, with what to grant", async () => {
    const { role, roleUrl } = await createRole(urlOf(db()));
    await db().query(`CREATE TABLE busy (id int); ALTER TABLE busy OWNER TO ${role};
      GRANT ALL ON SCHEMA public TO ${role}; GRANT pg_read_all_stats TO ${role}`);
    const blocker = await idle();
    const options = { database: roleUrl, cancelBlockers: { idleInTransaction: 0.1 } };
    const events = await run(options, "warning", () => blocker.query("COMMIT"));
    expect(endedIn(events)).toEqual([]);
    const warnings = events.filter(({ type }) => type === "warning");
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({
      message: expect.stringContaining(
        `${role} may not end it. Let a superuser run: GRANT pg_signal_backend TO "${role}";`,
      ),
    });
  });

  test("of which the role may not see that it is idle is left, with what to grant", async () => {
    const { role, roleUrl } = await createRole(urlOf(db()));
    await db().query(`CREATE TABLE busy (id int); ALTER TABLE busy OWNER TO ${role};
      GRANT ALL ON SCHEMA public TO ${role}`);
    const blocker = await idle();
    const options = { database: roleUrl, cancelBlockers: { idleInTransaction: 0.1 } };
    const events = await run(options, "warning", () => blocker.query("COMMIT"));
    expect(events.filter(({ type }) => type === "warning")).toMatchObject([
      { message: expect.stringContaining("GRANT pg_read_all_stats, pg_signal_backend TO") },
    ]);
  });
});
