import { expect, test } from "vitest";
import { pgmaestroProcess, startPgmaestro } from "../support/cli.ts";
import { describeEachServer, queryOnce } from "../support/databases.ts";
import { isSleeping } from "../support/lock.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { answerOf, jsonLines, written } from "../support/project.ts";
import { ups } from "../support/results.ts";
import { connect, createRole, until } from "../support/sessions.ts";
import { unheard } from "../support/silence.ts";

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

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
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
      const next = await pgmaestroProcess(["up", "1", "--lock-wait", "0"], stopped);
      expect(next).toMatchObject({ exitCode: 0, stderr: "" });
    },
  );

  test("cancels by a connection that needs no free slot on the server", async () => {
    const url = db().database as string;
    const cwd = directoryOf(migrations);
    const { role, roleUrl } = await createRole(url);
    await queryOnce(
      url,
      `alter role ${role} connection limit 1; grant create on schema public to ${role}`,
    );
    const { child, finished } = startPgmaestro(["up"], { cwd, env: { DATABASE_URL: roleUrl } });
    await isSleeping(url);
    child.kill("SIGINT");
    expect((await finished).stderr).toContain("Not done: 1_a, 2_slow");
    expect(await tables()).toEqual([]);
  });

  test("a second one ends at once, and the report says what is in doubt", async () => {
    const cwd = directoryOf(migrations);
    await using way = await unheard(db().database as string);
    const { child, finished } = startPgmaestro(["up"], { cwd, env: { DATABASE_URL: way.url } });
    await until(
      db().database as string,
      "select 1 as it from pg_stat_activity where datname = current_database() and query like '%blockers%' and state = 'idle'",
    );
    way.goSilent();
    await way.isAskedInVain; // by who looks at what is in the way
    const pressing = setInterval(() => child.kill("SIGINT"), 700);
    const { exitCode, stderr } = await finished.finally(() => clearInterval(pressing));
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Error: Stopped at once, without waiting for the server");
    expect(stderr).toContain("In doubt: 1_a, 2_slow");
    await queryOnce(
      db().database as string,
      "select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()",
    );
  });

  test("is obeyed while the server does not answer", async () => {
    await using way = await unheard(db().database as string);
    way.goSilent();
    const env = { DATABASE_URL: way.url };
    const { child, finished } = startPgmaestro(["up"], { cwd: directoryOf(migrations), env });
    await way.isAskedInVain;
    child.kill("SIGTERM");
    expect(await finished).toMatchObject({ exitCode: 1, signal: null });
    expect((await finished).stderr).toContain("Error: Stopped on request");
  });

  test.each(["up", "status", "mark 1_a", "plan"])(
    "is obeyed by `%s` while another session keeps the history locked, and nothing waits on",
    async (command) => {
      const url = db().database as string;
      const cwd = directoryOf({ "migrations/1_a.sql": migrations["migrations/1_a.sql"] });
      await pgmaestroProcess(["mark", "--all"], { cwd, env: { DATABASE_URL: url } });
      await pgmaestroProcess(["mark", "--all", "--unmark"], { cwd, env: { DATABASE_URL: url } });
      const holder = await connect(url);
      await holder.query("begin; lock table pgmigrations");
      const { child, finished } = startPgmaestro(command.split(" "), {
        cwd,
        env: { DATABASE_URL: url },
      });
      const waiting =
        "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
      await until(url, `${waiting.replace("from", "1 as it from")}`);
      child.kill("SIGINT");
      expect(await finished).toMatchObject({ exitCode: 1, signal: null });
      expect((await finished).stderr).toContain("Error: Stopped on request");
      expect(await queryOnce(url, waiting)).toEqual([]);
      await holder.query("commit");
      expect(await tables()).toEqual([]);
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

test.each(["1", "2"])(
  "stops `verify --jobs %s` on embedded databases, which work in the same process",
  async (jobs) => {
    const one = (at: number) => [`migrations/${at + 10}_t.sql`, upDown("SELECT 1;", "SELECT 1;")];
    const cwd = directoryOf(Object.fromEntries(Array.from({ length: 60 }, (_, at) => one(at))));
    const words = ["verify", "--all", "--jobs", jobs, "--json"];
    const { child, finished } = startPgmaestro(words, { cwd });
    child.stdout!.once("data", () => child.kill("SIGINT"));
    expect(await finished).toMatchObject({ exitCode: 1, signal: null });
    expect(answerOf(await finished)).toMatchObject({
      error: {
        message: "Stopped on request",
        hint: "Nothing was changed but scratch databases, which are gone.",
        report: { done: [], notDone: [], inDoubt: [] },
      },
    });
  },
);
