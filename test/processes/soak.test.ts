import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { down, type RunReport, status, up, type UpOptions } from "../../src/index.ts";
import { pgmaestro, startPgmaestro, type Finished } from "../support/cli.ts";
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

/** What finishes it: all pending, all applied, or a rollback that has begun before all pending. */
type Finish = (options: UpOptions) => Promise<unknown>;

const downAll: Finish = (options) => down({ ...options, all: true });
const redone: Finish = async (options) => {
  const { partial, begun } = await status(options);
  const isHalfDown = [...partial, ...begun].some(({ direction }) => direction === "down");
  if (isHalfDown) await down(options);
  await up(options);
};

/** The commands that are broken off, whether all is applied before, and how the next run finishes. */
const commands = [
  { line: ["up"], isApplied: false, finish: up as Finish, leaves: names },
  { line: ["down", "--all"], isApplied: true, finish: downAll, leaves: [] },
  { line: ["redo", "4"], isApplied: true, finish: redone, leaves: names },
] as const;

const modes = ["auto", "each", "none", "all"] as const;

type Command = (typeof commands)[number];

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
        const cutBy = (url: string, rule: CutRule) =>
          Proxy.with(url, rule, async (proxy, database) => {
            const finished = await pgmaestro(line, { cwd, env: { DATABASE_URL: database } });
            return { finished, answered: proxy.answered };
          });
        const { answered } = await cutBy(await copyOf(whole), {});
        for (let cut = 0; cut < soakTimes; cut++) {
          const url = await copyOf(whole);
          const before = await appliedIn(url);
          const bytes = Math.ceil(((cut + Math.random()) / soakTimes) * answered);
          const { finished } = await cutBy(url, { answerBytes: bytes });
          await lockIsFree(url);
          const how = `cut after ${bytes} of ${answered} bytes`;
          await expectTruth(url, mode, before, finished, how);
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

/** The report, applied to the history as it was, gives the history as it is; what is in doubt may be there or not. */
async function expectTruth(
  url: string,
  mode: string,
  before: readonly string[],
  { exitCode, stdout, stderr }: Finished,
  how: string,
): Promise<void> {
  const rows = await appliedIn(url);
  const last = jsonLines({ stdout } as Finished).at(-1)!;
  expect([exitCode, last["type"]], `${how}: ${stdout}${stderr}`).toEqual(
    exitCode === 0 ? [0, "result"] : [1, "error"],
  );
  const nothing: RunReport = { done: [], notDone: [], inDoubt: [] };
  const report =
    exitCode === 0
      ? { ...nothing, done: last["migrations"] }
      : ((last["error"].report ?? nothing) as RunReport);
  const settled = after(before, report.done);
  const possible = [settled, after(settled, report.inDoubt)].map((one) => one.toSorted());
  expect(possible, `${how}: ${stdout}`).toContainEqual(rows.toSorted());
  const { partial, inDoubt, notDone, done } = report;
  const listed = [...done, ...inDoubt, ...notDone, ...(partial ? [partial] : [])].map(
    ({ name, direction }) => `${direction} ${name}`,
  );
  expect(new Set(listed).size, `${how}: ${listed.join(", ")}`).toBe(listed.length);
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
