import { expect, test } from "vitest";
import { MigrationFailedError, up } from "../../src/index.ts";
import type { RunEvent } from "../../src/events.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { applied, rejection } from "../support/results.ts";

describeEachDatabase("a backfill of a table without a key", (db) => {
  /** Runs a statement in batches, and gives the events. */
  async function run(statement: string, options = "") {
    const events: RunEvent[] = [];
    const text = `-- pgmaestro: backfill orders ${options}\n${statement};`;
    await up({
      database: db().database,
      migrationsDir: directoryOf({ "1_fill.sql": text }),
      onEvent: (event) => void events.push(event),
    });
    return events.filter((event) => event.type === "batch-done");
  }

  const orders = (rows: number) =>
    db()
      .query(`CREATE TABLE orders (id int, total int); CREATE TABLE old (id int); INSERT INTO old VALUES (1), (3);
      INSERT INTO orders SELECT n, n FROM generate_series(1, ${rows}) n`);

  const sum = async () =>
    (await db().query<{ sum: number }>("SELECT sum(total)::int FROM orders"))[0]!.sum;

  test.each([
    ["a DELETE", "DELETE FROM orders WHERE total % 2 = 0", 2500],
    ["a DELETE with USING", "DELETE FROM orders o USING old WHERE o.total < old.id -- few", 5047],
    [
      "an UPDATE whose WHERE fits no more",
      "UPDATE orders o SET total = -1 WHERE o.total > 50 -- all",
      1225,
    ],
  ])("may be %s", async (_, sql, expected) => {
    await orders(100);
    const done = await run(sql);
    expect(await sum()).toBe(expected);
    expect(done.at(-1)).toMatchObject({ table: "orders", met: 100 });
  });

  test("goes through all its partitions, block by block", async () => {
    await db().query(`CREATE TABLE orders (id int, total int, note text) PARTITION BY LIST (id);
      CREATE TABLE orders_1 PARTITION OF orders FOR VALUES IN (1);
      CREATE TABLE orders_2 PARTITION OF orders DEFAULT PARTITION BY LIST (id);
      CREATE TABLE orders_3 PARTITION OF orders_2 DEFAULT;
      INSERT INTO orders SELECT n % 2, n, repeat('x', 1000) FROM generate_series(1, 100) n`);
    const done = await run(
      "UPDATE orders SET total = -total WHERE total > 0",
      "batch 20 pause 0ms target 1ms",
    );
    expect(done.length).toBeGreaterThan(5);
    expect(done.at(-1)).toMatchObject({ met: 100, changed: 100 });
    expect(await sum()).toBe(-5050);
  });

  test.each([
    ["without WHERE", "UPDATE orders SET total = 0"],
    [
      "with FROM",
      "UPDATE orders SET total = 0 FROM old WHERE old.id = orders.id AND orders.total > 0",
    ],
    ["inserted twice, or never", "INSERT INTO old SELECT total FROM orders"],
    [
      "still fits 2 rows that it has changed",
      "UPDATE orders SET total = total + 1 WHERE total <> 4 -- four",
    ],
  ])("is refused, with a reason, where it is %s", async (reason, sql) => {
    await orders(3);
    const error = await rejection(run(sql), MigrationFailedError);
    expect(error.message).toContain(reason);
    expect(error.hint).toContain("never null");
    expect([await applied(db()), await sum()]).toEqual([[], 6]);
  });
});
