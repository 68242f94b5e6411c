import { expect, test } from "vitest";
import { pgmaestro, startPgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { isSleeping } from "../support/lock.ts";
import { directoryOf } from "../support/migrations.ts";
import { jsonLines, written } from "../support/project.ts";
import { ups } from "../support/results.ts";

const migrations = {
  "migrations/1_a.sql": "create table a ();",
  "migrations/2_slow.sql": "create table slow (); select pg_sleep(30);",
};

describeEachServer("a request to stop", (db) => {
  /** Runs `up` into its sleep, sends signals, and tells how long the process then took to end. */
  async function interrupt(signals: NodeJS.Signals[], ...more: string[]) {
    const cwd = directoryOf(migrations);
    const env = { DATABASE_URL: db().database as string };
    const { child, finished } = startPgmaestro(["up", ...more], { cwd, env });
    await isSleeping(env.DATABASE_URL);
    const begin = performance.now();
    for (const signal of signals) child.kill(signal);
    const result = await finished;
    return { ...result, seconds: (performance.now() - begin) / 1000, cwd, env };
  }

  const tables = () =>
    db().query("select relname as name from pg_class where relname in ('a', 'slow') order by 1");

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s during a statement cancels it within seconds; nothing stays, and the lock is free",
    async (signal) => {
      const stopped = await interrupt([signal]);
      expect(stopped).toMatchObject({ exitCode: 1, signal: null });
      expect(stopped.seconds).toBeLessThan(25); // the statement takes 30
      expect(stopped.stderr).toContain("Stopping: cancelling the statement that runs …");
      expect(stopped.stderr).toContain("Error: Stopped on request");
      expect(stopped.stderr).toContain("Not done: 1_a, 2_slow");
      expect(written(stopped)).not.toMatch(/^ +at /m);
      expect(await tables()).toEqual([]);
      const next = await pgmaestro(["up", "1", "--lock-wait", "0"], stopped);
      expect(next).toMatchObject({ exitCode: 0, stderr: "" });
    },
  );

  test("what was committed before stays, and the report says so in JSON too", async () => {
    const stopped = await interrupt(["SIGTERM"], "--transaction", "each", "--json");
    expect([stopped.exitCode, stopped.stderr]).toEqual([1, ""]);
    expect(jsonLines(stopped).at(-1)).toMatchObject({
      type: "error",
      error: {
        code: "run-interrupted",
        report: { done: ups("1_a"), notDone: ups("2_slow"), inDoubt: [] },
      },
    });
    expect(await tables()).toEqual([{ name: "a" }]);
  });
});
