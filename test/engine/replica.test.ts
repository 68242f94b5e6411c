import { expect, test } from "vitest";
import { up } from "../../src/index.ts";
import type { RunEvent } from "../../src/events.ts";
import { queryOnce } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { replicated } from "../support/replica.ts";
import { until } from "../support/sessions.ts";

test("a backfill waits for a replica that lags behind, and goes on when it has caught up", async () => {
  const { url, replica } = await replicated();
  await queryOnce(
    url,
    "CREATE TABLE orders (id int PRIMARY KEY, total int); INSERT INTO orders SELECT n, 0 FROM generate_series(1, 400) n",
  );
  await until(replica, "SELECT FROM orders WHERE id = 400");
  await queryOnce(replica, "SELECT pg_wal_replay_pause()");
  const events: RunEvent[] = [];
  let paused = () => {};
  const waiting = new Promise<void>((resolve) => (paused = resolve));
  const sql =
    "-- pgmaestro: backfill orders batch 1 target 1ms pause 20ms max-lag 300ms\nUPDATE orders SET total = 1;";
  const running = up({
    database: url,
    migrationsDir: directoryOf({ "1_fill.sql": sql }),
    onEvent: (event) => {
      events.push(event);
      if (event.type === "batches-paused") paused();
    },
  });
  await waiting;
  const done = () => events.filter(({ type }) => type === "batch-done").length;
  expect(done()).toBeLessThan(400);
  await queryOnce(replica, "SELECT pg_wal_replay_resume()");
  await running;
  await until(replica, "SELECT FROM orders HAVING min(total) = 1");
  expect(events.find(({ type }) => type === "batches-paused")).toMatchObject({
    lagMs: expect.any(Number),
  });
});
