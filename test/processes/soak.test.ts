import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { type RunReport, status } from "../../src/index.ts";
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
import { Proxy } from "../support/proxy.ts";
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

/** The commands that are broken off, whether all is applied before, and how the next run finishes. */
const commands = [
  { line: ["up"], isApplied: false, finish: ["up"], leaves: names },
  { line: ["down", "--all"], isApplied: true, finish: ["down", "--all"], leaves: [] },
  { line: ["redo", "4"], isApplied: true, finish: ["up"], leaves: names },
] as const;

const modes = ["auto", "each", "none", "all"] as const;

type Command = (typeof commands)[number];

describeEachServer("a run that is broken off", (db) => {
  const server = () => new URL("/postgres", db().database as string).href;

  const prepared = async ({ isApplied }: Command, mode: string) => {
    const url = await createDatabase(server());
    onTestFinished(() => dropDatabase(server(), url));
    const settings = { cwd: directoryOf(migrations(mode !== "all")), env: { DATABASE_URL: url } };
    if (isApplied) expect((await pgmaestro(["up"], settings)).exitCode).toBe(0);
    return { url, settings };
  };

  const finishes = async (
    url: string,
    command: Command,
    mode: string,
    settings: { cwd: string; env: { DATABASE_URL: string } },
  ) => {
    for (const line of await leftOf(url, command, settings.cwd)) {
      const next = await pgmaestro(line, settings);
      expect([next.exitCode, next.stderr], line.join(" ")).toEqual([0, ""]);
    }
    expect((await appliedIn(url)).toSorted()).toEqual(command.leaves.toSorted());
    await expectConsistent(url, mode, []);
    await dropDatabase(server(), url);
  };

  for (const command of commands)
    for (const mode of modes) {
      const line = [...command.line, "--transaction", mode, "--json"];

      test(`${line.join(" ")}: cut off at any byte, it reports what is, and the next run finishes`, async () => {
        const whole = await prepared(command, mode);
        const bytes = await Proxy.with(whole.url, {}, async (proxy, database) => {
          const env = { DATABASE_URL: database };
          expect((await pgmaestro(line, { ...whole.settings, env })).exitCode).toBe(0);
          return proxy.answered;
        });
        for (let cut = 0; cut < soakTimes; cut++) {
          const { url, settings } = await prepared(command, mode);
          const before = await appliedIn(url);
          const answerBytes = Math.ceil(((cut + Math.random()) / soakTimes) * bytes);
          const finished = await Proxy.with(url, { answerBytes }, (_, database) =>
            pgmaestro(line, { ...settings, env: { DATABASE_URL: database } }),
          );
          await lockIsFree(url);
          await expectTruth(
            url,
            mode,
            before,
            finished,
            `cut after ${answerBytes} of ${bytes} bytes`,
          );
          await finishes(url, command, mode, settings);
        }
      });

      test(`${line.join(" ")}: killed at any moment, it leaves nothing half, and the next run finishes`, async () => {
        const whole = await prepared(command, mode);
        const begin = performance.now();
        await pgmaestro(line, whole.settings);
        const took = performance.now() - begin;
        for (let kill = 0; kill < soakTimes; kill++) {
          const { url, settings } = await prepared(command, mode);
          const { child, finished } = startPgmaestro(line, settings);
          await sleep(((kill + Math.random()) / soakTimes) * took);
          child.kill("SIGKILL");
          await finished;
          await lockIsFree(url);
          await expectConsistent(url, mode, names);
          await finishes(url, command, mode, settings);
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

/** What finishes a command that was broken off: a rollback that it had begun comes before what goes up. */
async function leftOf(
  database: string,
  { line, finish }: Command,
  cwd: string,
): Promise<string[][]> {
  const { partial, begun } = await status({ database, migrationsDir: join(cwd, "migrations") });
  const isHalfDown = [...partial, ...begun].some(({ direction }) => direction === "down");
  return line[0] === "redo" && isHalfDown ? [["down"], [...finish]] : [[...finish]];
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
  for (const [index, name] of names.entries()) {
    const n = index + 1;
    const [found] = await queryOnce<{ table: boolean; valid: boolean | null }>(
      url,
      `select to_regclass('t${n}') is not null as table,
        (select indisvalid from pg_index where indexrelid = to_regclass('i${n}')) as valid`,
    );
    const isWhole = n % 3 === 1 && mode !== "none";
    if (rows.includes(name) && !brokenOff.includes(name)) {
      expect([name, found!.table]).toEqual([name, true]);
      expect([name, found!.valid]).not.toEqual([name, false]);
      const [{ count }] = (await queryOnce<{ count: number }>(
        url,
        `select count(*)::int as count from t${n}`,
      )) as [{ count: number }];
      expect([name, count]).toEqual([name, 1]);
    } else if (isWhole || !brokenOff.includes(name))
      expect([name, found!.table]).toEqual([name, rows.includes(name)]);
  }
}
