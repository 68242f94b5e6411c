import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import {
  down,
  redo,
  type RunReport,
  type RunResult,
  status,
  up,
  type UpOptions,
} from "../../src/index.ts";
import { pgmaestroProcess, startPgmaestro, type Finished } from "../support/cli.ts";
import {
  createDatabase,
  describeEachServer,
  dropDatabase,
  queryOnce,
} from "../support/databases.ts";
import { lockIsFree } from "../support/lock.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";
import { Proxy, type CutRule } from "../support/proxy.ts";
import { appliedIn } from "../support/sessions.ts";
import { soakTimes } from "../support/soak.ts";

vi.setConfig({ testTimeout: 7_200_000 }); // many processes, on a slow machine

const names = Array.from({ length: 9 }, (_, index) => `${index + 1}_t`);

/** Unguarded, so that running one twice fails. Every third is in parts, which mode `all` refuses. */
function migrations(inParts: boolean): Record<string, string> {
  return Object.fromEntries(
    names.map((name, index) => {
      const n = index + 1;
      const whole = upDown(
        `create table t${n} (id int); insert into t${n} values (${n});`,
        `drop table t${n};`,
      );
      const parts = upDown(
        `create table t${n} (id int); insert into t${n} values (${n}); create index concurrently i${n} on t${n} (id);`,
        `drop index concurrently i${n}; drop table t${n};`,
      );
      const alone = `-- Up Migration\n-- pgmaestro: no-transaction\ncreate table t${n} (id int);\ninsert into t${n} values (${n});
-- Down Migration\n-- pgmaestro: no-transaction\ndelete from t${n};\ndrop table t${n};\n`;
      const text = !inParts || n % 3 === 1 ? whole : n % 3 === 2 ? parts : alone;
      return [`migrations/${name}.sql`, text];
    }),
  );
}

type Run = (options: UpOptions) => Promise<Pick<RunResult, "migrations">>;

const downAll: Run = (options) => down({ ...options, all: true });

/** A rollback that has begun, and then all that is pending. */
const redone: Run = async (options) => {
  const { partial, begun } = await status(options);
  const isHalfDown = [...partial, ...begun].some(({ direction }) => direction === "down");
  if (isHalfDown) await down(options);
  return up(options);
};

interface Command {
  /** As it is typed. */
  readonly line: readonly string[];
  /** The same in the library. */
  readonly run: Run;
  /** Whether all is applied before. */
  readonly isApplied: boolean;
  /** The run that finishes it, and what is applied then. */
  readonly finish: Run;
  readonly leaves: readonly string[];
}

/** What is broken off. */
const commands: readonly Command[] = [
  { line: ["up"], run: up, isApplied: false, finish: up, leaves: names },
  { line: ["down", "--all"], run: downAll, isApplied: true, finish: downAll, leaves: [] },
  {
    line: ["redo", "4"],
    run: (options) => redo({ ...options, count: 4 }),
    isApplied: true,
    finish: redone,
    leaves: names,
  },
];

const modes = ["auto", "each", "none", "all"] as const;

describeEachServer("a run that is broken off", (db) => {
  const server = () => new URL("/postgres", db().database as string).href;

  /** A directory, and a database in which all of it is applied or nothing, of which copies are made. */
  const prepared = async ({ isApplied }: Command, mode: string) => {
    const cwd = directoryOf(migrations(mode !== "all"));
    const template = await createDatabase(server());
    onTestFinished(() => dropDatabase(server(), template));
    if (isApplied) await up({ database: template, migrationsDir: join(cwd, "migrations") });
    return { cwd, template: `TEMPLATE ${new URL(template).pathname.slice(1)}` };
  };

  const copyOf = async ({ template }: { readonly template: string }) => {
    const url = await createDatabase(server(), template);
    onTestFinished(() => dropDatabase(server(), url));
    return url;
  };

  const finishes = async (
    database: string,
    { finish, leaves }: Command,
    mode: string,
    cwd: string,
  ) => {
    await finish({ database, migrationsDir: join(cwd, "migrations") });
    expect((await appliedIn(database)).toSorted()).toEqual(leaves.toSorted());
    await expectConsistent(database, mode, []);
    await dropDatabase(server(), database);
  };

  for (const command of commands)
    for (const mode of modes) {
      const line = [...command.line, "--transaction", mode, "--json"];

      test(`${line.join(" ")}: cut off at any byte, it reports what is, and the next run finishes`, async () => {
        const whole = await prepared(command, mode);
        const { cwd } = whole;
        const typed = async (database: string) =>
          reported(await pgmaestroProcess(line, { cwd, env: { DATABASE_URL: database } }));
        const called = (database: string) =>
          reportedBy(
            command.run({ database, migrationsDir: join(cwd, "migrations"), transaction: mode }),
          );
        const { answered } = await through(await copyOf(whole), {}, typed);
        for (let cut = 0; cut < soakTimes; cut++) {
          const url = await copyOf(whole);
          const before = await appliedIn(url);
          const bytes = Math.ceil(((cut + Math.random()) / soakTimes) * answered);
          const run = cut % 10 === 0 ? typed : called;
          const { report } = await through(url, { answerBytes: bytes }, run);
          await lockIsFree(url);
          const how = `cut after ${bytes} of ${answered} bytes: ${JSON.stringify(report)}`;
          await expectTruth(url, mode, before, report, how);
          await finishes(url, command, mode, cwd);
        }
      });

      test(`${line.join(" ")}: killed at any moment, it leaves nothing half, and the next run finishes`, async () => {
        const whole = await prepared(command, mode);
        const { cwd } = whole;
        const started = (url: string) => startPgmaestro(line, { cwd, env: { DATABASE_URL: url } });
        const begin = performance.now();
        await started(await copyOf(whole)).finished;
        const took = performance.now() - begin;
        for (let kill = 0; kill < soakTimes; kill++) {
          const url = await copyOf(whole);
          const { child, finished } = started(url);
          await sleep(((kill + Math.random()) / soakTimes) * took);
          child.kill("SIGKILL");
          await finished;
          await lockIsFree(url);
          await expectConsistent(url, mode, names);
          await finishes(url, command, mode, cwd);
        }
      });
    }
});

const nothing: RunReport = { done: [], notDone: [], inDoubt: [] };

/** Runs over a way to the server that is cut, and says how many bytes of answers went over it. */
function through(url: string, rule: CutRule, run: (database: string) => Promise<RunReport>) {
  return Proxy.with(url, rule, async (proxy, database) => {
    const report = await run(database);
    return { report, answered: proxy.answered };
  });
}

/** What a process said that it has done, with the exit code that goes with it. */
function reported(finished: Finished): RunReport {
  const { exitCode, stdout, stderr } = finished;
  const last = jsonLines(finished).at(-1)!;
  expect([exitCode, last["type"]], stdout + stderr).toEqual(
    exitCode === 0 ? [0, "result"] : [1, "error"],
  );
  return exitCode === 0
    ? { ...nothing, done: last["migrations"] }
    : (last["error"].report ?? nothing);
}

/** What a run of the library said that it has done. */
async function reportedBy(run: ReturnType<Run>): Promise<RunReport> {
  try {
    return { ...nothing, done: (await run).migrations };
  } catch (error) {
    expect(error).toMatchObject({ kind: "failed" });
    return (error as { readonly report?: RunReport }).report ?? nothing;
  }
}

/** The report, applied to the history as it was, gives the history as it is; what is in doubt may be there or not. */
async function expectTruth(
  url: string,
  mode: string,
  before: readonly string[],
  report: RunReport,
  how: string,
): Promise<void> {
  const rows = await appliedIn(url);
  const settled = after(before, report.done);
  const possible = [settled, after(settled, report.inDoubt)].map((one) => one.toSorted());
  expect(possible, how).toContainEqual(rows.toSorted());
  const { partial, inDoubt, notDone, done } = report;
  const listed = [...done, ...inDoubt, ...notDone, ...(partial ? [partial] : [])].map(
    ({ name, direction }) => `${direction} ${name}`,
  );
  expect(new Set(listed).size, how).toBe(listed.length);
  const unclear = [...inDoubt, ...(partial ? [partial] : []), ...notDone.slice(0, 1)];
  await expectConsistent(
    url,
    mode,
    unclear.map(({ name }) => name),
  );
}

function after(before: readonly string[], done: RunReport["done"]): string[] {
  const there = new Set(before);
  for (const { name, direction } of done) {
    if (direction === "up") there.add(name);
    else there.delete(name);
  }
  return [...there];
}

/** What is recorded is there, whole; what is not is not, but for what runs in parts and was broken off. */
async function expectConsistent(
  url: string,
  mode: string,
  brokenOff: readonly string[],
): Promise<void> {
  const rows = await appliedIn(url);
  expect(new Set(rows).size).toBe(rows.length);
  const found = await queryOnce<{ name: string; table: boolean; valid: boolean | null }>(
    url,
    `select n || '_t' as name, to_regclass('t' || n) is not null as table,
      (select indisvalid from pg_index where indexrelid = to_regclass('i' || n)) as valid
    from generate_series(1, ${names.length}) n order by n`,
  );
  const whole = rows.filter((name) => !brokenOff.includes(name));
  for (const [index, { name, table, valid }] of found.entries()) {
    const isWhole = index % 3 === 0 && mode !== "none";
    if (whole.includes(name)) expect([name, table, valid ?? true]).toEqual([name, true, true]);
    else if (isWhole || !brokenOff.includes(name))
      expect([name, table]).toEqual([name, rows.includes(name)]);
  }
  const counts = whole.map((name) => `select '${name}' as name, id from t${Number.parseInt(name)}`);
  const ids = counts.length > 0 ? await queryOnce(url, counts.join(" union all ")) : [];
  expect(ids).toEqual(whole.map((name) => ({ name, id: Number.parseInt(name) })));
}
