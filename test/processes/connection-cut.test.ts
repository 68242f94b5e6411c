import { expect, onTestFinished, test, vi } from "vitest";
import type { RunReport } from "../../src/index.ts";
import { pgmaestroProcess, type Finished } from "../support/cli.ts";
import {
  createDatabase,
  describeEachServer,
  dropDatabase,
  queryOnce,
} from "../support/databases.ts";
import { isSleeping, lockIsFree } from "../support/lock.ts";
import { directoryOf } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";
import { Proxy, type CutRule } from "../support/proxy.ts";
import { downs, ups } from "../support/results.ts";
import { appliedIn } from "../support/sessions.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

const cuts = 10;

/** Unguarded, so that running one twice fails; with and without a transaction. */
const migrations: Record<string, string> = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [
    `migrations/${index + 1}_t.sql`,
    index % 4 === 3
      ? `create index concurrently i${index + 1} on t${index} (id);`
      : `create table t${index + 1} (id int);`,
  ]),
);
const names = Array.from({ length: 12 }, (_, index) => `${index + 1}_t`);

describeEachServer("a connection that is cut", (db) => {
  const freshDatabase = async () => {
    const server = new URL(db().database as string);
    server.pathname = "/postgres";
    const url = await createDatabase(server.href);
    onTestFinished(() => dropDatabase(server.href, url));
    return url;
  };

  /** Runs `up` through a proxy, compares what it says with the database, and lets the next `up` finish. */
  async function cutAndFinish(cwd: string, url: string, rule: CutRule) {
    const finished = await Proxy.with(url, rule, (_proxy, database) =>
      pgmaestroProcess(["up", "--json"], { cwd, env: { DATABASE_URL: database } }),
    );
    await lockIsFree(url);
    const report = await expectTruth(url, finished);
    expect(await pgmaestroProcess(["up"], { cwd, env: { DATABASE_URL: url } })).toMatchObject({
      exitCode: 0,
      stderr: "",
    });
    return { finished, report };
  }

  test(`at any byte of the answers: the report is true, and the next run finishes`, async () => {
    const cwd = directoryOf(migrations);
    const whole = await freshDatabase();
    const bytes = await Proxy.with(whole, {}, async (proxy, database) => {
      const { exitCode } = await pgmaestroProcess(["up"], { cwd, env: { DATABASE_URL: database } });
      expect(exitCode).toBe(0);
      return proxy.answered;
    });
    for (let cut = 0; cut < cuts; cut++) {
      const url = await freshDatabase();
      const answerBytes = Math.ceil(((cut + Math.random()) / cuts) * bytes);
      await cutAndFinish(cwd, url, { answerBytes });
      expect(await appliedIn(url), `cut after ${answerBytes} bytes`).toEqual(names);
    }
  });

  test("before a request has left: nothing of it is done, and the report knows", async () => {
    const url = await freshDatabase();
    const cwd = directoryOf(migrations);
    const { report } = await cutAndFinish(cwd, url, { withholdRequestWith: "create table t5" });
    expect(report).toMatchObject({ done: ups(...names.slice(0, 4)), inDoubt: [] });
    expect(report!.notDone).toEqual(ups(...names.slice(4)));
  });

  test("after a request has left: the tool waits for the server's last word and tells it", async () => {
    const url = await freshDatabase();
    const cwd = directoryOf({ "migrations/1_t.sql": "create table t1 (); select pg_sleep(1);" });
    const { finished, report } = await cutAndFinish(cwd, url, { requestWith: "create table t1" });
    expect(finished.exitCode).toBe(1);
    expect(report!.inDoubt).toEqual([]);
  });

  test("during a concurrent build: the index is there, valid, once", async () => {
    const url = await freshDatabase();
    const cwd = directoryOf(migrations);
    await cutAndFinish(cwd, url, { requestWith: "create index concurrently i4" });
    expect(await appliedIn(url)).toEqual(names);
    expect(await exists(url, "4_t")).toBe(true);
  });

  test("with no way back to the server: in doubt is what was sent, no more and no less", async () => {
    const url = await freshDatabase();
    const cwd = directoryOf(migrations);
    const { finished, report } = await cutAndFinish(cwd, url, {
      requestWith: "create table t5",
      forGood: true,
    });
    expect(finished.exitCode).toBe(1);
    expect(report).toEqual({
      done: ups(...names.slice(0, 4)),
      inDoubt: ups(...names.slice(4, 7)),
      notDone: ups(...names.slice(7)),
    });
    expect(jsonLines(finished).at(-1)!["error"].hint).toContain("pgmaestro status");
  });

  test("during COMMIT: the report says done, since the server finished it", async () => {
    const { finished, report } = await cutDuringCommit(async (proxy) => proxy.cut());
    expect(finished.exitCode).toBe(1);
    expect(report).toEqual({ done: ups("1_slow"), notDone: [], inDoubt: [] });
  });

  test("during COMMIT, the server ending the session: the report says not done", async () => {
    const { finished, report } = await cutDuringCommit((_proxy, url) =>
      queryOnce(
        url,
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'",
      ),
    );
    expect(finished.exitCode).toBe(1);
    expect(report).toEqual({ done: [], notDone: ups("1_slow"), inDoubt: [] });
  });

  test.each(["auto", "each"] as const)(
    "a redo whose down or up ends the session is rolled back (--transaction %s), and the report knows",
    async (transaction) => {
      const url = await freshDatabase();
      const cwd = directoryOf({
        "migrations/1_a.sql": `-- Up Migration
create table a (id int);
select case when to_regclass('flag') is not null then pg_terminate_backend(pg_backend_pid()) end;
-- Down Migration
drop table a;`,
      });
      const env = { DATABASE_URL: url };
      await pgmaestroProcess(["up"], { cwd, env });
      await queryOnce(url, "create table flag ()");
      const redo = await pgmaestroProcess(["redo", "--json", "--transaction", transaction], {
        cwd,
        env,
      });
      expect(redo.exitCode).toBe(1);
      expect(jsonLines(redo).at(-1)!["error"].report).toEqual(
        transaction === "auto"
          ? { done: [], notDone: [...downs("1_a"), ...ups("1_a")], inDoubt: [] }
          : { done: downs("1_a"), notDone: ups("1_a"), inDoubt: [] },
      );
      expect(await appliedIn(url)).toEqual(transaction === "auto" ? ["1_a"] : []);
    },
  );

  /** A deferred constraint makes COMMIT last long enough to cut into it. */
  async function cutDuringCommit(cut: (proxy: Proxy, url: string) => Promise<unknown>) {
    const url = await freshDatabase();
    const cwd = directoryOf({
      "migrations/1_slow.sql": `create table slow (id int);
        create function wait() returns trigger language plpgsql as 'begin perform pg_sleep(3); return null; end';
        create constraint trigger wait after insert on slow deferrable initially deferred
          for each row execute function wait();
        insert into slow values (1);`,
    });
    const finished = await Proxy.with(url, {}, async (proxy, database) => {
      const run = pgmaestroProcess(["up", "--json"], { cwd, env: { DATABASE_URL: database } });
      await isSleeping(url);
      await cut(proxy, url);
      return run;
    });
    await lockIsFree(url);
    return { finished, report: await expectTruth(url, finished) };
  }
});

/** What is said to be done is done, what is said not to be done is not; and the history is true. */
async function expectTruth(url: string, finished: Finished): Promise<RunReport | undefined> {
  const rows = await appliedIn(url);
  for (const name of rows.filter((row) => row.endsWith("_t")))
    expect(await exists(url, name)).toBe(true);
  const last = jsonLines(finished).at(-1)!;
  if (finished.exitCode === 0) {
    expect([last["type"], rows]).toEqual(["result", names]);
    return undefined;
  }
  expect([finished.exitCode, last["type"]]).toEqual([1, "error"]);
  const report = last["error"].report as RunReport | undefined;
  const settled = (report?.inDoubt ?? []).length === 0;
  for (const { name } of report?.done ?? []) expect(rows).toContain(name);
  for (const { name } of report?.notDone ?? []) expect(rows).not.toContain(name);
  if (report !== undefined && settled) expect(report.done).toEqual(ups(...rows));
  return report;
}

async function exists(url: string, name: string): Promise<boolean> {
  const number = Number.parseInt(name, 10);
  const [row] = await queryOnce<{ there: boolean }>(
    url,
    `select to_regclass('t${number}') is not null
      or exists (select from pg_index where indexrelid = to_regclass('i${number}') and indisvalid) as there`,
  );
  return row!.there;
}
