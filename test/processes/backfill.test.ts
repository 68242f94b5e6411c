import { expect, test, vi } from "vitest";
import { pgmaestroProcess, startPgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { lockIsFree } from "../support/lock.ts";
import { directoryOf } from "../support/migrations.ts";
import { connect, until, urlOf } from "../support/sessions.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

const rows = 100_000;

describeEachServer("a backfill that is killed", (db) => {
  test.each([
    ["with a key", "id int PRIMARY KEY", "UPDATE orders SET total = total + 1"],
    ["without a key", "id int", "UPDATE orders SET total = total + 1 WHERE total <> 1"],
  ])("again and again, under load, changes each row of a table %s once", async (_, id, sql) => {
    await ordersWithRoomBetween(id);
    const cwd = directoryOf({
      "migrations/1_begin.sql": "SELECT 1;",
      "migrations/2_fill.sql": `-- pgmaestro: backfill orders batch 2000 pause 1ms target 20ms\n${sql};`,
    });
    const settings = { cwd, env: { DATABASE_URL: urlOf(db()) } };
    expect(await pgmaestroProcess(["up", "1"], settings)).toMatchObject({ exitCode: 0 });
    const load = await loadOn(urlOf(db()));
    for (const part of [0.2, 0.4, 0.6, 0.8]) {
      const { child, finished } = startPgmaestro(["up"], settings);
      await until(
        urlOf(db()),
        `SELECT FROM pgmigrations_journal WHERE event = 'batch' AND (detail::json ->> 'met')::int > ${part * rows}`,
      );
      child.kill("SIGKILL");
      expect((await finished).signal).toBe("SIGKILL");
      await lockIsFree(urlOf(db()));
    }
    expect(await done()).toMatchObject({ min: 0, max: 1 });
    expect(await pgmaestroProcess(["up"], settings)).toMatchObject({ exitCode: 0 });
    await load.stop();
    expect(await done()).toEqual({ min: 1, max: 1, count: rows, loaded: true });
  });

  /** Rows, and as much room before them, into which those move that are written. */
  async function ordersWithRoomBetween(id: string) {
    await db()
      .query(`CREATE TABLE orders (${id}, total int NOT NULL DEFAULT 0, hits int NOT NULL DEFAULT 0);
      INSERT INTO orders (id) SELECT generate_series(${1 - rows}, ${rows});
      CREATE INDEX ON orders (id); CREATE INDEX ON orders (hits); DELETE FROM orders WHERE id <= 0`);
    await db().query("VACUUM ANALYZE orders");
  }

  async function done() {
    const [row] = await db().query(
      "SELECT min(total), max(total), count(*)::int, sum(hits) > 0 AS loaded FROM orders",
    );
    return row;
  }
});

/** An application that changes rows here and there. */
async function loadOn(url: string) {
  const client = await connect(url);
  const end = new AbortController();
  const work = (async () => {
    while (!end.signal.aborted)
      await client.query(
        `UPDATE orders SET hits = hits + 1 WHERE id = 1 + (random() * ${rows - 1})::int`,
      );
  })();
  work.catch(() => {});
  return {
    stop: () => {
      end.abort();
      return work;
    },
  };
}
