import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PGlite } from "@electric-sql/pglite";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type Finished, pgmaestroProcess, startPgmaestro } from "../support/cli.ts";
import {
  copyEmbedded,
  describeEachServer,
  dropDatabase,
  createDatabase,
  queryOnce,
} from "../support/databases.ts";
import { isSleeping, lockIsFree } from "../support/lock.ts";
import { directoryOf } from "../support/migrations.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

/** A migration's number and the object that shows whether it ran. All are unguarded: a second run fails. */
interface Sample {
  readonly name: string;
  readonly sql: string;
  readonly object: string;
}

function samples(count: number): Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const n = index + 1;
    if (n % 12 === 0)
      return {
        name: `${n}_i`,
        sql: `create index concurrently i${n} on t1 (id);`,
        object: `i${n}`,
      };
    const pause = n % 6 === 0 ? "select pg_sleep(0.01);" : "";
    return {
      name: `${n}_t`,
      sql: `create table t${n} (id int); ${pause} insert into t${n} values (${n});`,
      object: `t${n}`,
    };
  });
}

type Query = <Row>(text: string) => Promise<Row[]>;

/** Every migration is there whole and recorded once, or not at all; an index may wait for its record. */
async function expectNothingHalf(all: readonly Sample[], query: Query): Promise<number> {
  const [history] = await query<{ it: string | null }>("select to_regclass('pgmigrations') as it");
  const rows = history!.it
    ? await query<{ name: string }>("select name from pgmigrations order by id")
    : [];
  const names = rows.map(({ name }) => name);
  expect(names).toEqual(all.slice(0, names.length).map(({ name }) => name));
  const objects = await query<{ name: string }>(
    "select relname as name from pg_class left join pg_index on indexrelid = pg_class.oid where relname ~ '^[ti]\\d+$' and indisvalid is not false",
  );
  const there = new Set(objects.map(({ name }) => name));
  for (const { name, object } of all)
    if (names.includes(name) || object.startsWith("t"))
      expect([name, there.has(object)]).toEqual([name, names.includes(name)]);
  return names.length;
}

function killAfter(milliseconds: number, cwd: string, url: string, ...more: string[]) {
  return killOnce(() => sleep(milliseconds), cwd, url, ...more);
}

/** Kills once so many events have been told; what is faster has ended by then. */
async function killAtEvent(
  event: number,
  cwd: string,
  url: string,
  ...more: string[]
): Promise<void> {
  const settings = { cwd, env: { DATABASE_URL: url } };
  const { child, finished } = startPgmaestro(["up", "--json", ...more], settings);
  let told = "";
  child.stdout!.on("data", (text: Buffer) => {
    told += text.toString();
    if (linesOf({ stdout: told }) >= event) child.kill("SIGKILL");
  });
  if (event === 0) child.kill("SIGKILL");
  await finished;
}

function linesOf({ stdout }: Pick<Finished, "stdout">): number {
  return stdout.split("\n").length - 1;
}

async function killOnce(
  moment: () => Promise<unknown>,
  cwd: string,
  url: string,
  ...more: string[]
): Promise<void> {
  const { child, finished } = startPgmaestro(["up", ...more], { cwd, env: { DATABASE_URL: url } });
  await moment();
  child.kill("SIGKILL");
  await finished;
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await action();
  return performance.now() - begin;
}

describeEachServer("kill -9", (db) => {
  const all = samples(60);
  const files = Object.fromEntries(all.map(({ name, sql }) => [`migrations/${name}.sql`, sql]));

  test("at twenty moments of a run leaves nothing half, and each next run finishes", async () => {
    const cwd = directoryOf(files);
    const server = new URL("/postgres", db().database as string).href;
    const env = { DATABASE_URL: db().database as string };
    const events = linesOf(
      await pgmaestroProcess(["up", "--json", "--transaction", "each"], { cwd, env }),
    );
    const seen: number[] = [];
    for (let kill = 0; kill < 20; kill++) {
      const url = await createDatabase(server);
      onTestFinished(() => dropDatabase(server, url));
      const mode = kill % 2 === 0 ? "auto" : "each";
      const event = Math.floor(((kill + Math.random()) / 20) * events);
      await killAtEvent(event, cwd, url, "--transaction", mode);
      await lockIsFree(url);
      const query: Query = (text) => queryOnce(url, text);
      seen.push(await expectNothingHalf(all, query));
      const next = await pgmaestroProcess(["up"], { cwd, env: { DATABASE_URL: url } });
      expect([next.exitCode, next.stderr]).toEqual([0, ""]);
      expect(await expectNothingHalf(all, query)).toBe(all.length);
      expect(await query("select from pg_index where not indisvalid")).toEqual([]);
      await dropDatabase(server, url);
    }
    expect(new Set(seen).size, `migrations done when killed: ${seen.join(", ")}`).toBeGreaterThan(
      1,
    );
  });

  test("the next run waits for what the killed one's server process still does", async () => {
    const cwd = directoryOf({
      "migrations/1_slow.sql": "create table slow (); select pg_sleep(2);",
    });
    const url = db().database as string;
    await killOnce(() => isSleeping(url), cwd, url);
    expect(await pgmaestroProcess(["up"], { cwd, env: { DATABASE_URL: url } })).toMatchObject({
      exitCode: 0,
      stderr: "",
    });
    expect(await db().query("select name from pgmigrations")).toEqual([{ name: "1_slow" }]);
  });
});

describe("kill -9 (embedded)", () => {
  const all = samples(24);

  test("at six moments of a run leaves nothing half, and each next run finishes", async () => {
    const cwd = directoryOf(
      Object.fromEntries(all.map(({ name, sql }) => [`migrations/${name}.sql`, sql])),
    );
    const trial = await embeddedDirectory();
    const whole = await timed(() =>
      pgmaestroProcess(["up"], { cwd, env: { DATABASE_URL: `pglite:${trial}` } }),
    );
    for (let kill = 0; kill < 6; kill++) {
      const directory = await embeddedDirectory();
      const url = `pglite:${directory}`;
      await killAfter((0.4 + 0.6 * ((kill + Math.random()) / 6)) * whole, cwd, url);
      const next = await pgmaestroProcess(["up"], { cwd, env: { DATABASE_URL: url } });
      expect([next.exitCode, next.stderr]).toEqual([0, ""]);
      const pglite = await PGlite.create(`file://${directory}`);
      const query: Query = async <Row>(text: string) => (await pglite.query(text)).rows as Row[];
      try {
        expect(await expectNothingHalf(all, query)).toBe(all.length);
      } finally {
        await pglite.close();
      }
    }
  });

  async function embeddedDirectory(): Promise<string> {
    const directory = await copyEmbedded();
    onTestFinished(() => rmSync(dirname(directory), { recursive: true, force: true }));
    return directory;
  }
});
