import { expect, test, vi } from "vitest";
import { pgmaestroProcess, startPgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { lockIsFree } from "../support/lock.ts";
import { directoryOf } from "../support/migrations.ts";
import { connect, until, urlOf } from "../support/sessions.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

const rows = 100_000;

describeEachServer("a backfill that is killed", (db) => {
  test("again and again, under load, changes each row once", async () => {
    await db()
      .query(`CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL DEFAULT 0, hits int NOT NULL DEFAULT 0);
      INSERT INTO orders (id) SELECT generate_series(1, ${rows})`);
    const cwd = directoryOf({
      "migrations/1_fill.sql":
        "-- pgmaestro: backfill orders batch 2000 pause 1ms target 20ms\nUPDATE orders SET total = total + 1;",
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
    expect(await pgmaestroProcess(["up"], settings)).toMatchObject({ exitCode: 0 });
    await load.stop();
    expect(await db().query("SELECT min(total), max(total), count(*)::int FROM orders")).toEqual([
      { min: 1, max: 1, count: rows },
    ]);
    expect(await db().query("SELECT sum(hits)::int > 0 AS loaded FROM orders")).toEqual([
      { loaded: true },
    ]);
  });
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
