import { expect, test } from "vitest";
import { status, up } from "../../src/index.ts";
import { describeEachDatabase, describeEachServer } from "../support/databases.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { connect, createRole, sleepingPid, until, urlOf } from "../support/sessions.ts";
import { statusText } from "../../src/report/status-text.ts";
import { createStyle } from "../../src/report/style.ts";

const none = () => directoryOf({});

describeEachDatabase("what is left unfinished", (db) => {
  const found = async () =>
    (await status({ database: db().database, migrationsDir: none() })).looseEnds;

  test("is told: invalid indexes, and constraints that were never validated", async () => {
    await db().query(`CREATE SCHEMA app;
      CREATE TABLE app.orders (id int, total int); INSERT INTO app.orders VALUES (1, 2);
      CREATE TABLE p (id int) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);
      CREATE INDEX p_id ON ONLY p (id);
      CREATE DOMAIN app.money AS int;
      ALTER DOMAIN app.money ADD CONSTRAINT positive CHECK (value > 0) NOT VALID;
      ALTER TABLE app.orders ADD CONSTRAINT large CHECK (total > 9) NOT VALID`);
    expect(await found()).toEqual([
      { kind: "invalid-index", schema: "public", name: "p_id", table: "p", partitioned: true },
      { kind: "unvalidated-constraint", schema: "app", name: "large", on: "orders", domain: false },
      {
        kind: "unvalidated-constraint",
        schema: "app",
        name: "positive",
        on: "money",
        domain: true,
      },
    ]);
  });

  test("is told once of a partitioned table, and gone once it is finished", async () => {
    await db().query(`CREATE TABLE p (id int) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);
      ALTER TABLE p ADD CONSTRAINT positive CHECK (id >= 0) NOT VALID`);
    expect(await found()).toMatchObject([{ name: "positive", on: "p" }]);
    await db().query("ALTER TABLE p VALIDATE CONSTRAINT positive");
    expect(await found()).toEqual([]);
  });

  test("is not told of temporary tables and of what is not enforced", async () => {
    const [row] = await db().query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    await db().query(`CREATE TEMPORARY TABLE t (id int);
      ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0) NOT VALID`);
    if (row!.version >= 180000)
      await db().query("CREATE TABLE u (id int, CONSTRAINT d CHECK (id > 0) NOT ENFORCED)");
    expect(await found()).toEqual([]);
    await db().query("DROP TABLE IF EXISTS t");
  });
});

describeEachServer("an index", (db) => {
  test("that a failed build leaves is unfinished, and its remedy works", async () => {
    await db().query("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (1)");
    const building = db().query('CREATE UNIQUE INDEX CONCURRENTLY "My i" ON t (id)');
    await expect(building).rejects.toThrow("unique");
    const result = await status({ database: db().database, migrationsDir: none() });
    expect(result.looseEnds).toEqual([
      { kind: "invalid-index", schema: "public", name: "My i", table: "t", partitioned: false },
    ]);
    const remedies = [...statusText(result, createStyle(false)).matchAll(/`([^`]*;)`/g)];
    await db().query("DELETE FROM t");
    for (const [, statement] of remedies) await db().query(statement!);
    expect(remedies).toHaveLength(2);
    expect(await db().query("SELECT FROM pg_index WHERE indrelid = 't'::regclass")).toEqual([]);
  });

  test("that is being built is not", async () => {
    await db().query("CREATE TABLE t (id int)");
    const writer = await connect(urlOf(db()));
    await writer.query("BEGIN; INSERT INTO t VALUES (1)");
    const building = db().query("CREATE INDEX CONCURRENTLY i ON t (id)");
    await until(urlOf(db()), "SELECT FROM pg_index WHERE indrelid = 't'::regclass");
    const { looseEnds } = await status({ database: db().database, migrationsDir: none() });
    await writer.query("COMMIT");
    await building;
    expect(looseEnds).toEqual([]);
  });
});

describeEachServer("a run that goes on", (db) => {
  const slow = "SELECT pg_sleep(60)";
  const look = (database = db().database, more = {}) =>
    status({ database, migrationsDir: none(), ...more });

  /** Acts while a run sleeps in a migration. */
  async function during<Result>(
    files: Record<string, string>,
    action: () => Promise<Result>,
    more: Partial<Parameters<typeof up>[0]> = {},
  ) {
    const options = { database: db().database, migrationsDir: directoryOf(files), who: "ada@ci" };
    const run = up({ ...options, ...more });
    run.catch(() => {});
    const pid = await sleepingPid(urlOf(db()));
    const result = await action();
    await db().query(`SELECT pg_cancel_backend(${pid})`);
    await run.catch(() => {});
    return { pid, result };
  }

  test("shows whose it is, since when, and at what", async () => {
    const files = { ...tables("1_a"), "2_*slow*.sql": `${slow};` };
    const { pid, result } = await during(files, look);
    expect(result.running).toMatchObject({
      pid,
      user: "postgres",
      application: "pgmaestro",
      state: "active",
      stateSeconds: expect.any(Number),
      run: { who: "ada@ci", direction: "up", first: "1_a", last: "2_*slow*", migrations: 2 },
    });
    expect(Date.parse(result.running!.since!)).toBeLessThanOrEqual(Date.now());
    expect(statusText(result, createStyle(false))).toMatch(
      /^A run goes on: process \d+ \(postgres, pgmaestro, .*, at up 1_a … 2_\*slow\* \(2\) of ada@ci for \d+ s$/m,
    );
  });

  test("in a statement outside a transaction shows it, and who began it", async () => {
    const call = `CREATE PROCEDURE work() LANGUAGE sql AS '${slow}'`;
    await db().query(call);
    const files = { "1_call.sql": "-- pgmaestro: no-transaction\nCALL work();" };
    const { result } = await during(files, look);
    expect(result.running).toMatchObject({ state: "active", query: "CALL work()" });
    expect(result.begun).toMatchObject([{ name: "1_call", direction: "up", who: "ada@ci" }]);
    expect(statusText(result, createStyle(false))).toContain("was begun by ada@ci at ");
  });

  test("is known by the lock's number", async () => {
    const files = { "1_slow.sql": `${slow};` };
    const both = async () => [await look(), await look(db().database, { lockValue: "42" })];
    const { pid, result } = await during(files, both, { lockValue: "42" });
    expect(result.map(({ running }) => running?.pid)).toEqual([undefined, pid]);
  });

  test("shows only that it is there to a role that may not see more", async () => {
    const { roleUrl } = await createRole(urlOf(db()));
    const { pid, result } = await during({ "1_slow.sql": `${slow};` }, async () => {
      await db().query("GRANT SELECT ON pgmigrations, pgmigrations_journal TO PUBLIC");
      return look(roleUrl);
    });
    expect(result.running).toEqual({ pid, user: "postgres", application: "pgmaestro" });
  });
});
