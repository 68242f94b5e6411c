import { describe, expect, test } from "vitest";
import { stats, up, type StatsResult } from "../../src/index.ts";
import { withConnection } from "../../src/database/index.ts";
import { historyTable } from "../../src/history/index.ts";
import { readStatistics } from "../../src/impact/read-statistics.ts";
import { describeEachServer, type TestDatabase } from "../support/databases.ts";
import { describeEachDatabaseInTurn, describeEachServerInFull } from "../support/share.ts";
import { soaking } from "../support/soak.ts";
import { fingerprint } from "../support/fingerprint.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { connect, createRole, until, urlOf } from "../support/sessions.ts";

const tableNames = ({ statistics }: StatsResult) =>
  statistics.tables.map(({ schema, name }) => `${schema}.${name}`);

const tableNamed = ({ statistics }: StatsResult, name: string) => {
  const found = statistics.tables.find((table) => table.name === name);
  expect(found).toBeDefined();
  return found!;
};

const read = ({ database }: TestDatabase) => stats({ database });

describeEachDatabaseInTurn(2, "stats", (db) => {
  test("tell rows, bytes and indexes of each table, and no system table", async () => {
    await db().query(`
      create schema app;
      create table app.orders (tenant int, id int, label text, primary key (tenant, id));
      insert into app.orders select 1, i, repeat('x', 100) from generate_series(1, 5000) i;
      create index orders_label on app.orders (label);
      create unique index orders_part on app.orders (label) where id = 1;
      create table app.empty (id int);
      create materialized view app.summary as select count(*) from app.orders;
      create view app.seen as select 1;
      analyze`);
    const result = await read(db());
    expect(tableNames(result)).toEqual(["app.empty", "app.orders", "app.summary"]);
    const orders = tableNamed(result, "orders");
    expect(orders).toMatchObject({ kind: "table", rows: 5000 });
    const [sizes] = await db().query<{ heap: number; total: number }>(
      "select pg_relation_size('app.orders')::int as heap, pg_total_relation_size('app.orders')::int as total",
    );
    expect([orders.heapBytes, orders.totalBytes]).toEqual([sizes!.heap, sizes!.total]);
    expect(
      orders.indexes.map(({ name, unique, primary, key }) => [name, unique, primary, key]),
    ).toEqual([
      ["orders_label", false, false, undefined],
      ["orders_part", true, false, undefined],
      ["orders_pkey", true, true, ["tenant", "id"]],
    ]);
    expect(tableNamed(result, "empty")).toMatchObject({ rows: 0, heapBytes: 0, indexes: [] });
    expect(tableNamed(result, "summary").kind).toBe("materialized view");
    expect(result.statistics.postgres.major).toBeGreaterThanOrEqual(12);
    expect(result.statistics.databaseBytes).toBeGreaterThan(1e6);
  });

  test("sum partitions up, of the table and of its indexes", async () => {
    await db().query(`
      create table events (id int, at int) partition by range (at);
      create table events_1 partition of events for values from (1) to (2);
      create table events_2 partition of events for values from (2) to (4) partition by range (at);
      create table events_2a partition of events_2 for values from (2) to (4);
      create index events_id on events (id);
      insert into events select i, 1 + i % 3 from generate_series(1, 3000) i;
      analyze`);
    const result = await read(db());
    const [whole, first, middle, leaf] = ["events", "events_1", "events_2", "events_2a"].map(
      (name) => tableNamed(result, name),
    );
    expect(whole).toMatchObject({ kind: "partitioned table", rows: 3000 });
    expect([first!.rows, middle!.rows, leaf!.rows]).toEqual([1000, 2000, 2000]);
    expect(whole!.totalBytes).toBe(first!.totalBytes + leaf!.totalBytes);
    expect(whole!.heapBytes).toBeGreaterThan(0);
    expect(leaf!.partitionOf).toEqual({ schema: "public", name: "events_2" });
    expect(whole!.partitionOf).toBeUndefined();
    const bytes = (table: typeof whole) => table!.indexes[0]!.bytes;
    expect(bytes(whole)).toBe(bytes(first) + bytes(leaf));
  });

  test("leave history and journal out", async () => {
    const migrationsDir = directoryOf(tables("1_a"));
    await up({ database: db().database, migrationsDir });
    expect(tableNames(await read(db()))).toEqual(["public.a"]);
    await db().query("create schema other; create table other.pgmigrations ()");
    expect(tableNames(await read(db()))).toEqual(["other.pgmigrations", "public.a"]);
  });

  test("change nothing, and read in a transaction that could not", async () => {
    await db().query("create table a (id int); insert into a values (1)");
    const before = await fingerprint(db(), /^$/);
    await read(db());
    expect(await fingerprint(db(), /^$/)).toEqual(before);
  });
});

describeEachDatabaseInTurn(2, "the transaction of a reading", (db) => {
  test("is read-only, has timeouts, and is over afterwards, as are its settings", async () => {
    const own = historyTable("pgmigrations");
    const seen: unknown[] = [];
    const options = { extensions: () => [], lockWait: 1 };
    await withConnection(db().database, options, async (connection) => {
      const query = async (text: string, values?: readonly unknown[]) => {
        const [state] = await connection.query(
          "select current_setting('transaction_read_only') as only, current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock",
        );
        seen.push(state);
        return connection.query<any>(text, values);
      };
      await readStatistics({ ...connection, query }, own);
      expect(await connection.inTransaction()).toBe(false);
      const [after] = await connection.query("select current_setting('lock_timeout') as lock");
      expect(after).toEqual({ lock: "0" });
    });
    expect(seen.length).toBeGreaterThan(2);
    for (const state of seen) expect(state).toMatchObject({ only: "on" });
    for (const state of seen.slice(1))
      expect(state).toMatchObject({ statement: "10s", lock: "2s" });
  });
});

describeEachServerInFull("stats of a server", (db) => {
  test("need no right on the tables, nor on their schema", async () => {
    await db().query(
      "create schema app; create table app.a (id int primary key); insert into app.a select generate_series(1, 100); analyze",
    );
    const { roleUrl } = await createRole(urlOf(db()));
    const result = await stats({ database: roleUrl });
    expect(tableNamed(result, "a")).toMatchObject({ schema: "app", rows: 100 });
    expect(result.target).not.toContain("secret");
  });

  test("write nothing even as a role that may not", async () => {
    await db().query("create table a (id int)");
    const { role, roleUrl } = await createRole(urlOf(db()));
    await db().query(`alter role ${role} set default_transaction_read_only = on`);
    expect(tableNames(await stats({ database: roleUrl }))).toEqual(["public.a"]);
  });

  test("do not wait for a table that is locked: the catalog's page counts stand in", async () => {
    await db().query("create table a (id int); insert into a select generate_series(1, 10000)");
    await db().query("vacuum analyze a");
    const holder = await connect(urlOf(db()));
    await holder.query("begin; lock table a in access exclusive mode");
    const begin = performance.now();
    const result = await stats({ database: db().database });
    expect(performance.now() - begin).toBeLessThan(30_000);
    await holder.query("rollback");
    const exact = await stats({ database: db().database });
    expect(tableNamed(result, "a")).toMatchObject({ rows: 10_000 });
    expect(tableNamed(result, "a").heapBytes).toBe(tableNamed(exact, "a").heapBytes);
  });

  test("scale counted rows with the file, and say null where nobody has counted", async () => {
    await db().query(
      "create table a (id int) with (autovacuum_enabled = off); insert into a select generate_series(1, 10000)",
    );
    await db().query("analyze a");
    await db().query("insert into a select generate_series(1, 10000)");
    const { rows } = tableNamed(await stats({ database: db().database }), "a");
    expect(Math.abs(rows! - 20_000)).toBeLessThan(500);
    await db().query("create table b (id int) with (autovacuum_enabled = off)");
    await db().query("insert into b select generate_series(1, 5000)");
    await db().query("select pg_stat_reset_single_table_counters('b'::regclass)");
    expect(tableNamed(await stats({ database: db().database }), "b").rows).toBeNull();
  });

  test("tell how much is written and read, per second", async () => {
    await db().query("create table a (id int primary key)");
    const client = await connect(urlOf(db()));
    await client.query("insert into a select generate_series(1, 600000)");
    await client.query("delete from a where id <= 60000");
    await client.end();
    await until(
      urlOf(db()),
      "select 1 from pg_stat_user_tables where relname = 'a' and n_tup_del = 60000",
    );
    const { statistics } = await stats({ database: db().database });
    const { rates } = statistics.tables[0]!;
    const seconds = Math.max(60, statistics.countedSeconds!);
    expect(rates.inserts).toBeCloseTo(600_000 / seconds, 0);
    expect(rates.deletes).toBeCloseTo(60_000 / seconds, 0);
    expect(rates.updates).toBe(0);
  });
});

describe.skipIf(soaking)("activity", () => {
  describeEachServer("of a server", (db) => {
    const own = historyTable("pgmigrations");
    const activityOf = (url: string) =>
      withConnection(url, { extensions: () => [], lockWait: 1 }, async (connection) => {
        const { activity } = await readStatistics(connection, own);
        return activity;
      });

    test("is nothing where nobody has a transaction open for long", async () => {
      const idle = await connect(urlOf(db()));
      await idle.query("select 1");
      expect(await activityOf(urlOf(db()))).toEqual({
        longTransactions: [],
        hiddenTransactions: 0,
      });
    });

    test("has transactions by age, with the application, and never the query", async () => {
      const holder = await connect(urlOf(db()), { application_name: "reports" });
      await holder.query("begin; select 'private'");
      await new Promise((resolve) => setTimeout(resolve, 10_600));
      const { longTransactions } = await activityOf(urlOf(db()));
      expect(longTransactions).toEqual([
        { ageSeconds: expect.any(Number), state: "idle in transaction", application: "reports" },
      ]);
      expect(longTransactions[0]!.ageSeconds).toBeGreaterThanOrEqual(10);
      expect(JSON.stringify(longTransactions)).not.toContain("private");
    });

    test("says how many transactions a role may not see the age of", async () => {
      const holder = await connect(urlOf(db()));
      await holder.query("begin; select 1");
      const { roleUrl } = await createRole(urlOf(db()));
      expect(await activityOf(roleUrl)).toEqual({ longTransactions: [], hiddenTransactions: 1 });
      await holder.query("rollback");
      expect(await activityOf(roleUrl)).toEqual({ longTransactions: [], hiddenTransactions: 0 });
    });
  });
});
