import { expect, test } from "vitest";
import {
  history,
  InvalidRequestError,
  MigrationFailedError,
  redo,
  RunInterruptedError,
  status,
  up,
  type RunResult,
} from "../../src/index.ts";
import type { RunEvent } from "../../src/events.ts";
import { directoryOf } from "../support/migrations.ts";
import { applied, journal, rejection } from "../support/results.ts";
import { connect, until, urlOf } from "../support/sessions.ts";
import { describeEachDatabaseInTurn, describeEachServerInFull } from "../support/share.ts";

const double = (options = "") =>
  `-- pgmaestro: backfill orders ${options}\nUPDATE orders SET total = total * 2 WHERE total > 0;`;

describeEachDatabaseInTurn(1, "a backfill", (db) => {
  const orders = (rows: number, key = "id int PRIMARY KEY") =>
    db().query(`CREATE TABLE orders (${key}, total int);
      INSERT INTO orders SELECT n, n FROM generate_series(1, ${rows}) n`);

  const sum = async () =>
    (await db().query<{ sum: string }>("SELECT sum(total)::text FROM orders"))[0]!.sum;

  /** Runs migrations, and gives the events. */
  async function run(sql: string, options: Partial<Parameters<typeof up>[0]> = {}) {
    const events: RunEvent[] = [];
    const migrationsDir = directoryOf({ "1_fill.sql": sql });
    const onEvent = (event: RunEvent) => void events.push(event);
    await up({ database: db().database, migrationsDir, onEvent, ...options });
    return events.filter((event) => event.type === "batch-done");
  }

  const batches = async () =>
    (await db().query("SELECT FROM pgmigrations_journal WHERE event = 'batch'")).length;

  test("changes each row once, batch by batch, and is recorded", async () => {
    await orders(100);
    const done = await run(double("batch 30 pause 0ms target 1ms"));
    expect(await sum()).toBe("10100");
    expect(done.length).toBeGreaterThan(3);
    expect(done.at(-1)).toMatchObject({ table: "orders", met: 100, changed: 100 });
    expect(await batches()).toBe(done.length);
    expect(await applied(db())).toEqual(["1_fill"]);
    expect((await journal(db())).at(-1)).toBe("up 1_fill");
  });

  test("has larger batches the faster they are", async () => {
    await orders(300);
    const done = await run(double("batch 1 pause 0ms target 10s"));
    expect(done.length).toBeLessThan(100);
    expect(await sum()).toBe("90300");
  });

  test.each([
    [
      "several columns",
      'a int, b text COLLATE "C", total int, PRIMARY KEY (a, b)',
      "n / 7, 'x' || n, n",
      "",
    ],
    [
      "a date",
      "d timestamptz PRIMARY KEY, total int",
      "timestamptz '2020-01-01' + n * interval '1 day', n",
      "",
    ],
    ["a uuid", "u uuid PRIMARY KEY, total int", "md5(n::text)::uuid, n", ""],
    ["a numeric that is not unique", "k numeric NOT NULL, total int", "n / 10, n", "by k"],
    ["a text with quotes", '"My key" text NOT NULL UNIQUE, total int', "'it''s \\\\ ' || n, n", ""],
  ])("is cut by %s", async (_, columns, values, by) => {
    await db().query(`CREATE TABLE orders (${columns});
      INSERT INTO orders SELECT ${values} FROM generate_series(1, 100) n`);
    const done = await run(double(`${by} batch 7 pause 0ms target 1ms`));
    expect(done.length).toBeGreaterThan(5);
    expect(done.at(-1)).toMatchObject({ changed: 100 });
    expect(await sum()).toBe("10100");
  });

  test.each([
    [
      "a DELETE",
      "DELETE FROM orders o USING old WHERE o.id = old.id OR o.id = 2 AND false",
      "5044",
    ],
    [
      "an UPDATE of all, with a comment at its end",
      "UPDATE public.orders AS o SET total = 1 -- all",
      "100",
    ],
    [
      "an UPDATE with FROM",
      "UPDATE orders SET total = 0 FROM old WHERE orders.id = old.id",
      "5044",
    ],
  ])("may be %s", async (_, sql, expected) => {
    await orders(100);
    await db().query("CREATE TABLE old (id int); INSERT INTO old VALUES (1), (2), (3)");
    await run(`-- pgmaestro: backfill orders batch 9 pause 0ms target 1ms\n${sql};`);
    expect(await sum()).toBe(expected);
  });

  test("may be an INSERT from the table", async () => {
    await orders(50);
    await db().query(
      `CREATE TABLE copies (id int PRIMARY KEY, total int); INSERT INTO copies VALUES (7, 0);
      CREATE TABLE old (id int)`,
    );
    await run(`-- pgmaestro: backfill public.orders by id batch 9 pause 0ms target 1ms
      INSERT INTO copies SELECT o.id, o.total FROM orders o LEFT JOIN old x ON x.id = o.id WHERE o.total > 5 OR false
      ON CONFLICT (id) DO UPDATE SET total = excluded.total WHERE copies.total = 0;`);
    expect(
      await db().query("SELECT sum(total)::int AS sum, count(*)::int AS count FROM copies"),
    ).toEqual([{ sum: 1260, count: 45 }]);
  });

  test("goes on by the key by which it was begun", async () => {
    await orders(100);
    const text = (by: string) => double(`by ${by} batch 10 pause 0ms target 1ms`);
    await db().query(
      "ALTER TABLE orders ADD place int NOT NULL DEFAULT 0; UPDATE orders SET place = 100 - id",
    );
    const stop = new AbortController();
    const signal = stop.signal;
    const onEvent = ({ type }: RunEvent) => type === "batch-done" && stop.abort();
    await rejection(run(text("id"), { signal, onEvent }), RunInterruptedError);
    await run(text("place"));
    expect(await sum()).toBe("10100");
  });

  test("of an empty table is done at once", async () => {
    await orders(0);
    expect(await run(double())).toEqual([]);
    expect(await applied(db())).toEqual(["1_fill"]);
  });

  test("goes on where it stopped, and is journaled in one line", async () => {
    await orders(100);
    const migrationsDir = directoryOf({ "1_fill.sql": double("batch 10 pause 0ms target 1ms") });
    const stop = new AbortController();
    const options = { database: db().database, migrationsDir };
    let met = 0;
    const onEvent = (event: RunEvent) => {
      if (event.type === "batch-done") met = event.met;
      if (met >= 20) stop.abort();
    };
    await rejection(up({ ...options, signal: stop.signal, onEvent }), RunInterruptedError);
    expect(met).toBeLessThan(100);
    const { entries } = await history(options);
    expect(entries.map(({ event }) => event)).toContain("batch");
    const [unfinished] = (await status(options)).backfills;
    expect(unfinished).toMatchObject({ name: "1_fill", direction: "up", met });
    await up({
      ...options,
      onEvent: (event) => void (met = event.type === "batch-done" ? event.met : met),
    });
    expect(met).toBe(100);
    expect(await sum()).toBe("10100");
    expect((await history(options)).entries.map(({ event }) => event)).not.toContain("batch");
    expect((await status(options)).backfills).toEqual([]);
  });

  test("begins at the beginning when it is run anew, or was changed", async () => {
    await orders(20);
    const down = "\n-- Down Migration\nSELECT 1;";
    const migrationsDir = directoryOf({ "1_fill.sql": `-- Up Migration\n${double()}${down}` });
    const options = { database: db().database, migrationsDir };
    await up(options);
    await redo(options);
    expect(await sum()).toBe("840");
  });

  test("does not meet rows that come behind the last one while it runs", async () => {
    await orders(20);
    await db().query(`CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
        INSERT INTO orders SELECT max(id) + 1, 1000 FROM orders; RETURN NEW; END$$;
      CREATE TRIGGER more AFTER UPDATE ON orders FOR EACH STATEMENT EXECUTE FUNCTION more()`);
    const done = await run(double("batch 5 pause 0ms target 1ms"));
    expect(done.at(-1)).toMatchObject({ met: 20 });
    expect(await sum()).toBe(String(420 + done.length * 1000));
  });

  test("that fails says where, and keeps what is done", async () => {
    await orders(20);
    const sql = `-- pgmaestro: backfill orders batch 5 pause 0ms target 1ms
UPDATE orders SET total = 10 / (id - 12)
WHERE id <> 3 AND missing IS NULL;`;
    const error = await rejection(run(sql), MigrationFailedError);
    expect(error.location).toMatchObject({ line: 3, column: 19 });
    const dividing = sql.replace(" AND missing IS NULL", "");
    expect((await rejection(run(dividing), MigrationFailedError)).server.sqlState).toBe("22012");
    expect(await batches()).toBeGreaterThan(0);
  });

  test.each([
    ["there is no table nowhere", "nowhere", "UPDATE nowhere SET total = 0"],
    ["has no column region", "orders by region", "UPDATE orders SET total = 0"],
    ["may be null", "orders by total", "UPDATE orders SET total = 0"],
    ["the statement changes id", "orders", "UPDATE orders SET id = id + 100"],
  ])("is refused where %s", async (reason, asked, sql) => {
    await orders(3);
    const error = await rejection(
      run(`-- pgmaestro: backfill ${asked}\n${sql};`),
      MigrationFailedError,
    );
    expect(error.message).toContain(reason);
    expect(await applied(db())).toEqual([]);
  });
});

describeEachDatabaseInTurn(1, "a migration that runs in batches", (db) => {
  const files = {
    "1_orders.sql": "CREATE TABLE orders (id int PRIMARY KEY, total int);",
    "2_fill.sql": double(),
    "3_more.sql": "CREATE TABLE more ();",
    "4_fill.sql": double("by id"),
  };
  const options = () => ({ database: db().database, migrationsDir: directoryOf(files) });
  const namesOf = ({ migrations }: RunResult) => migrations.map(({ name }) => name);

  test("is left out of a deployment where that is asked for, and run on its own", async () => {
    const all = options();
    expect(namesOf(await up({ ...all, backfills: "skip" }))).toEqual(["1_orders", "3_more"]);
    expect((await status(all)).counts).toMatchObject({ pending: 2, "out-of-order": 0 });
    expect(namesOf(await up({ ...all, backfills: "only", only: "4_fill" }))).toEqual(["4_fill"]);
    expect(namesOf(await up(all))).toEqual(["2_fill"]);
  });

  test("is the only kind that can be asked for as such", async () => {
    const all = options();
    const asked = up({ ...all, backfills: "only", only: "3_more" });
    expect((await rejection(asked, InvalidRequestError)).hint).toContain("--only NAME");
  });
});

describeEachServerInFull("a backfill among others", (db) => {
  test("gives way to who holds its rows, and goes on from there", async () => {
    await db().query(`CREATE TABLE orders (id int PRIMARY KEY, total int);
      INSERT INTO orders SELECT n, n FROM generate_series(1, 100) n`);
    const holder = await connect(urlOf(db()));
    await holder.query("BEGIN; UPDATE orders SET total = total WHERE id = 50");
    const migrationsDir = directoryOf({ "1_fill.sql": double("batch 10 pause 0ms target 1ms") });
    let gaveWay = () => {};
    const given = new Promise<void>((resolve) => (gaveWay = resolve));
    const running = up({
      database: db().database,
      migrationsDir,
      lockTimeout: 0.1,
      lockRetries: 1000,
      onEvent: (event) => event.type === "gave-way" && gaveWay(),
    });
    await given;
    await holder.query("COMMIT");
    await running;
    expect(await db().query("SELECT sum(total)::int AS sum FROM orders")).toEqual([{ sum: 10100 }]);
  });

  test("by a date goes on in a session that writes dates in another way", async () => {
    await db().query(`CREATE TABLE orders (day date PRIMARY KEY, total int);
      INSERT INTO orders SELECT date '2020-01-01' + n, n FROM generate_series(1, 100) n`);
    const migrationsDir = directoryOf({ "1_fill.sql": double("batch 10 pause 0ms target 1ms") });
    const stop = new AbortController();
    const onEvent = ({ type }: RunEvent) => type === "batch-done" && stop.abort();
    const from = (style: string) => `${urlOf(db())}?options=-c%20DateStyle%3D${style}`;
    const first = up({ database: from("SQL,DMY"), migrationsDir, onEvent, signal: stop.signal });
    await rejection(first, RunInterruptedError);
    await up({ database: from("SQL,MDY"), migrationsDir });
    expect(await db().query("SELECT sum(total)::int AS sum FROM orders")).toEqual([{ sum: 10100 }]);
  });

  test("waits while others queue for locks", async () => {
    await db().query(`CREATE TABLE orders (id int PRIMARY KEY, total int);
      INSERT INTO orders VALUES (1, 1); CREATE TABLE busy ()`);
    const [holder, waiter] = [await connect(urlOf(db())), await connect(urlOf(db()))];
    await holder.query("BEGIN; LOCK TABLE busy");
    const waiting = waiter.query("BEGIN; LOCK TABLE busy; COMMIT");
    await until(urlOf(db()), "SELECT FROM pg_locks WHERE NOT granted");
    const migrationsDir = directoryOf({ "1_fill.sql": double() });
    const running = up({ database: db().database, migrationsDir });
    await until(
      urlOf(db()),
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND query ~ '^SELECT .SELECT count'",
    );
    expect(await db().query("SELECT total FROM orders")).toEqual([{ total: 1 }]);
    await holder.query("COMMIT");
    await waiting;
    await running;
    expect(await db().query("SELECT total FROM orders")).toEqual([{ total: 2 }]);
  });
});
