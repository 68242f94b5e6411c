import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { setTimeout as sleep } from "node:timers/promises";
import { pgmaestroProcess, startPgmaestro } from "../support/cli.ts";
import { copyEmbedded, describeEachServer, queryOnce } from "../support/databases.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { appliedIn, urlOf } from "../support/sessions.ts";
import { soakTimes } from "../support/soak.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

/** None is guarded: run twice, it fails or leaves a second row. */
const migrations = {
  "migrations/1_a.sql": "create table a (id int);",
  "migrations/2_b.sql": "insert into a values (1);",
  "migrations/3_c.sql": "create index concurrently c on a (id);",
  "migrations/4_d.sql": "alter table a add column d int;",
};
const once = [{ name: "1_a" }, { name: "2_b" }, { name: "3_c" }, { name: "4_d" }];

/** How many processes are too many; in a long night, more. */
const crowd = soakTimes > 1 ? 50 : 16;

/** Whoever has the lock in a database, by the name that its process gives itself. */
const holder = `select application_name as name from pg_locks join pg_stat_activity using (pid)
  where locktype = 'advisory' and granted and datname = current_database()`;

/** Starts so many `up` at the same time. */
async function race(count: number, cwd: string, url: string): Promise<void> {
  const env = { DATABASE_URL: url };
  const runs = await Promise.all(
    Array.from({ length: count }, () =>
      pgmaestroProcess(["up", "--lock-wait", "600"], { cwd, env }),
    ),
  );
  expect(runs.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual(runs.map(() => [0, ""]));
  const did = runs.flatMap(({ stdout }) => stdout.match(/^up {3}\S+/gm) ?? []);
  expect(did.toSorted()).toEqual(once.map(({ name }) => `up   ${name}`));
}

describeEachServer("at the same time", (db) => {
  test.each([2, 20])("%i processes run each migration once", async (count) => {
    await race(count, directoryOf(migrations), db().database as string);
    expect(await db().query("select name from pgmigrations order by id")).toEqual(once);
    expect(await db().query("select id from a")).toEqual([{ id: 1 }]);
  });

  test(`${crowd} processes, half of which are killed, run each migration once`, async () => {
    const files = Array.from({ length: 40 }, (_, index) => {
      const n = index + 1;
      const table = `create table t${n} (id int); insert into t${n} values (${n});`;
      const text = n % 8 === 0 ? `create index concurrently i${n} on t${n - 1} (id);` : table;
      return [`migrations/${n}_t.sql`, `${text} select pg_sleep(0.05);`] as const;
    });
    const url = urlOf(db());
    const settings = { cwd: directoryOf(Object.fromEntries(files)), env: { DATABASE_URL: url } };
    const line = ["up", "--lock-wait", "600", "--transaction", "each"];
    const runs = Array.from({ length: crowd }, (_, index) =>
      startPgmaestro(line, { ...settings, env: { ...settings.env, PGAPPNAME: `run ${index}` } }),
    );
    const killed = new Set<(typeof runs)[number]>();
    const ended = new Set<(typeof runs)[number]>();
    for (const run of runs) void run.finished.then(() => ended.add(run));
    while (ended.size < crowd && killed.size < crowd / 2) {
      const [first] = await queryOnce<{ name: string }>(url, holder);
      if (first === undefined) continue;
      const run = runs[Number(first.name.replace("run ", ""))]!;
      await sleep(Math.random() * 50);
      run.child.kill("SIGKILL");
      await run.finished;
      killed.add(run);
    }
    expect(killed.size).toBeGreaterThan(crowd / 4);
    for (const run of runs) {
      const { exitCode, stderr } = await run.finished;
      if (!killed.has(run)) expect([exitCode, stderr]).toEqual([0, ""]);
    }
    expect((await appliedIn(url)).toSorted()).toEqual(
      files.map(([file]) => file.slice("migrations/".length, -".sql".length)).toSorted(),
    );
    for (let n = 1; n <= 40; n++)
      if (n % 8 !== 0) expect(await db().query(`select id from t${n}`)).toEqual([{ id: n }]);
    const invalid = "select indexrelid::regclass from pg_index where not indisvalid";
    expect(await db().query(invalid)).toEqual([]);
  });

  test("two processes that roll back take each migration down once", async () => {
    const cwd = directoryOf({
      "migrations/1_a.sql": upDown("create table a ();", "drop table a;"),
      "migrations/2_b.sql": upDown("create table b ();", "drop table b;"),
    });
    const settings = { cwd, env: { DATABASE_URL: db().database as string } };
    await pgmaestroProcess(["up"], settings);
    const runs = await Promise.all([
      pgmaestroProcess(["down", "--all"], settings),
      pgmaestroProcess(["down", "--all"], settings),
    ]);
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(await db().query("select name from pgmigrations")).toEqual([]);
  });
});

describe("at the same time (embedded)", () => {
  test.each([2, 20])(
    "%i processes run each migration once",
    async (count) => {
      const directory = await copyEmbedded();
      onTestFinished(() => rmSync(dirname(directory), { recursive: true, force: true }));
      await race(count, directoryOf(migrations), `pglite:${directory}`);
      const pglite = await PGlite.create(`file://${directory}`);
      try {
        const { rows } = await pglite.query("select name from pgmigrations order by id");
        expect(rows).toEqual(once);
        expect((await pglite.query("select id from a")).rows).toEqual([{ id: 1 }]);
      } finally {
        await pglite.close();
      }
    },
    600_000,
  );
});
