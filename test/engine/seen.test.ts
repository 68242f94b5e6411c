import { expect, test } from "vitest";
import { up, type CommandProgress } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { connect, urlOf } from "../support/sessions.ts";

describeEachServer("what is seen of a command", (db) => {
  /** Runs a migration until something that is seen of its command fits, and gives that. */
  async function seenIn(
    sql: string,
    fits: (progress: CommandProgress) => boolean,
    then: () => Promise<unknown> = async () => {},
  ): Promise<CommandProgress> {
    const stop = new AbortController();
    let found!: (progress: CommandProgress) => void;
    const seen = new Promise<CommandProgress>((resolve) => (found = resolve));
    const run = up({
      database: db().database,
      migrationsDir: directoryOf({ "1_x.sql": sql }),
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === "seen" && event.progress && fits(event.progress)) found(event.progress);
      },
    });
    run.catch(() => {});
    const progress = await Promise.race([seen, run.then(() => undefined)]);
    await then();
    stop.abort();
    await run.catch(() => {});
    if (progress === undefined) throw new Error("It ended without being seen");
    return progress;
  }

  /** A table whose every row takes a while to be computed on, so that a command on it lasts. */
  async function slowTable() {
    await db().query(`CREATE TABLE slow (id int) WITH (fillfactor = 10);
      INSERT INTO slow SELECT generate_series(1, 20000);
      CREATE FUNCTION after_a_while(id int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
        $$BEGIN PERFORM pg_catalog.pg_sleep(0.002); RETURN id; END$$`);
  }

  test("is phase, percent and time left of an index that is built", async () => {
    await slowTable();
    const progress = await seenIn(
      "CREATE INDEX i ON slow (after_a_while(id));",
      ({ secondsLeft }) => secondsLeft !== undefined,
    );
    expect(progress).toMatchObject({
      command: "CREATE INDEX",
      phase: "building index: scanning table",
      relation: "slow",
    });
    expect(progress.percent).toBeGreaterThanOrEqual(0);
    expect(progress.percent).toBeLessThan(100);
    expect(progress.secondsLeft).toBeGreaterThan(1);
  });

  test("is for whom a concurrent build waits", async () => {
    await db().query("CREATE TABLE busy (id int)");
    const writer = await connect(urlOf(db()));
    await writer.query("BEGIN; INSERT INTO busy VALUES (1)");
    const progress = await seenIn(
      "CREATE INDEX CONCURRENTLY i ON busy (id);",
      () => true,
      () => writer.query("COMMIT"),
    );
    expect(progress).toEqual({
      command: "CREATE INDEX CONCURRENTLY",
      phase: "waiting for writers before build",
      relation: "busy",
      percent: 0,
    });
  });

  /** An index that takes a while to be computed. */
  async function slowIndex() {
    await slowTable();
    await db().query(`CREATE FUNCTION quick(id int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
        $$BEGIN RETURN id; END$$; CREATE INDEX i ON slow (quick(id));
      CREATE OR REPLACE FUNCTION quick(id int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
        $$BEGIN PERFORM pg_catalog.pg_sleep(0.002); RETURN id; END$$`);
  }

  test("is that of REINDEX too", async () => {
    await slowIndex();
    const progress = await seenIn("REINDEX INDEX i;", () => true);
    expect(progress).toMatchObject({ command: "REINDEX", relation: "slow" });
  });

  test("is that of ANALYZE", async () => {
    await slowIndex();
    const progress = await seenIn("ANALYZE slow;", () => true);
    expect(progress).toMatchObject({ command: "ANALYZE", relation: "slow" });
  });

  test("is that of VACUUM", async () => {
    await db().query("CREATE TABLE t (id int); INSERT INTO t SELECT generate_series(1, 300000)");
    const slowly = "SET vacuum_cost_delay = '100ms'; SET vacuum_cost_limit = 1;";
    const text = `-- pgmaestro: no-transaction\n${slowly} VACUUM (FREEZE) t;`;
    const progress = await seenIn(text, ({ percent }) => percent !== undefined);
    expect(progress).toMatchObject({ command: "VACUUM", phase: "scanning heap", relation: "t" });
  });

  test("is that of VACUUM FULL, which PostgreSQL reports with CLUSTER", async () => {
    await db().query(`CREATE TABLE t (id int);
      INSERT INTO t SELECT generate_series(1, 20000);
      CREATE FUNCTION after_a_while(id int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
        $$BEGIN RETURN id; END$$;
      CREATE INDEX i ON t (after_a_while(id));
      CREATE OR REPLACE FUNCTION after_a_while(id int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
        $$BEGIN PERFORM pg_catalog.pg_sleep(0.002); RETURN id; END$$`);
    const progress = await seenIn("VACUUM FULL t;", () => true);
    expect(progress).toMatchObject({ command: "VACUUM FULL", relation: "t" });
  });

  test("is what COPY has read", async () => {
    await db().query("CREATE TABLE t (id int)");
    const sql = "COPY t FROM PROGRAM 'echo 1; sleep 60';";
    expect(await seenIn(sql, () => true)).toEqual({ command: "COPY FROM", relation: "t" });
  });
});
