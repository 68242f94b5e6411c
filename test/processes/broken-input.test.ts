import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { RunReport } from "../../src/index.ts";
import { allSettings } from "../../src/settings/all.ts";
import { pgmaestroProcess, type Finished } from "../support/cli.ts";
import {
  createDatabase,
  describeEachServer,
  dropDatabase,
  queryOnce,
} from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";
import { Random } from "../support/random.ts";
import { soakTimes } from "../support/soak.ts";

vi.setConfig({ testTimeout: 7_200_000 }); // many processes, on a slow machine

/** How many inputs of each kind. */
const times = soakTimes * 7;

const names = ["1_t", "2_t", "3_t"];

/** As it is before it is broken: markers, directives, strings of both kinds, a function's body, a comment, two statements. */
const written = `-- Up Migration
-- pgmaestro: variables
/* t2 -- as it is */
create table t2 (id int, note text default 'it''s ; "quoted"');
create function f2() returns int language plpgsql as $body$ begin return 2; end $body$;
insert into t2 values (:N, E'a\\'b');
-- Down Migration
drop function f2(); drop table t2;
`;

const scraps = ["'", '"', "$$", "/*", "*/", ";", "--", "-- Up Migration\n", "-- Down Migration\n"];
const noise = ["\0", "\uFEFF", "\r", "\x1b[31m", "ä", "𝒳", "\\", "begin;", "commit;", "rollback;"];
const bytes = [0x80, 0xff, 0xfe, 0xc3, 0xed, 0xa0, 0x00, 0x1a];
const values = ["", " ", "-1", "0", "1e999", "NaN", "0x10", "ä'\"", "../..", "/dev/null", "true"];
const wrongTypes = [null, -1, 1e300, true, "", "x y", [], [1], {}, { a: 1 }, ["", null]];

/** One way to break a directory; says how. */
type Breakage = (directory: string, random: Random) => string;

const breakages: readonly Breakage[] = [
  (directory, random) => {
    const end = random.below(written.length);
    writeFileSync(second(directory), written.slice(0, end));
    return `cut off after ${end} characters`;
  },
  (directory, random) => {
    const [at, scrap] = [random.below(written.length), random.pick([...scraps, ...noise])];
    writeFileSync(second(directory), written.slice(0, at) + scrap + written.slice(at));
    return `with ${JSON.stringify(scrap)} at ${at}`;
  },
  (directory, random) => {
    const [at, length] = [random.below(written.length), 1 + random.below(20)];
    writeFileSync(second(directory), written.slice(0, at) + written.slice(at + length));
    return `without ${length} characters at ${at}`;
  },
  (directory, random) => {
    const content = Buffer.from(written);
    const [at, byte] = [random.below(content.length), random.pick(bytes)];
    content[at] = byte;
    writeFileSync(second(directory), content);
    return `with the byte ${byte} at ${at}`;
  },
  (directory, random) => {
    const name = random.pick([
      "2_t",
      "2",
      "_",
      "3_t.down",
      "2_t.up",
      "0",
      "99999999999999999999_x",
    ]);
    const extension = random.pick([".sql", ".ts", ".js", ".json", ""]);
    const path = join(directory, "migrations", `${name}${extension}`);
    return random.chance(0.3) ? madeDirectory(path) : madeLink(path);
  },
];

function second(directory: string): string {
  return join(directory, "migrations", "2_t.sql");
}

function madeDirectory(path: string): string {
  mkdirSync(path, { recursive: true });
  return `${path} is a directory`;
}

function madeLink(path: string): string {
  symlinkSync(path, `${path}.link`);
  writeFileSync(path, "not SQL");
  return `${path} says no SQL, and a link beside it goes nowhere`;
}

describeEachServer("broken input", (db) => {
  const server = () => new URL("/postgres", db().database as string).href;

  /** A new database, and a directory with three migrations, of which the second may be broken. */
  const prepared = async () => {
    const url = await createDatabase(server());
    onTestFinished(() => dropDatabase(server(), url));
    const directory = directoryOf({
      "migrations/1_t.sql": "create table t1 ();",
      "migrations/2_t.sql": written,
      "migrations/3_t.sql": "create table t3 ();",
    });
    return { url, directory };
  };

  const tried = async (
    how: string,
    { url, directory }: Awaited<ReturnType<typeof prepared>>,
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ) => {
    const line = ["up", "--json", "--define", "N=2", "--lock-wait", "5", ...args];
    const settings = { cwd: directory, env: { DATABASE_URL: url, ...env } };
    await expectHonest(url, how, await pgmaestroProcess(line, settings));
    await dropDatabase(server(), url);
  };

  test("in files ends in a report that is true", async () => {
    const random = new Random(Date.now());
    for (let turn = 0; turn < times; turn++) {
      const at = await prepared();
      await tried(random.pick(breakages)(at.directory, random), at);
    }
  });

  test("in what is typed ends in a report that is true", async () => {
    const random = new Random(Date.now());
    const flags = allSettings.flatMap(({ option }) => option?.flags.match(/--[\w-]+(?= )/) ?? []);
    const isHarmless = (flag: string) => flag !== "--database-url" && flag !== "--migrations-table";
    for (let turn = 0; turn < times; turn++) {
      const flag = random.pick(flags.filter(isHarmless));
      const args = random.chance(0.1) ? [flag] : [flag, random.pick(values)];
      await tried(JSON.stringify(args), await prepared(), args);
    }
  });

  test("in the environment ends in a report that is true", async () => {
    const random = new Random(Date.now());
    const variables = allSettings.flatMap(({ variable }) => variable ?? []);
    for (let turn = 0; turn < times; turn++) {
      const env = { [random.pick(variables)]: random.pick(values) };
      await tried(JSON.stringify(env), await prepared(), [], env);
    }
  });

  test("in the config ends in a report that is true", async () => {
    const random = new Random(Date.now());
    const isRun = (name: string) => name === "onSuccess" || name === "onFailure"; // and may say what it likes
    const keys = allSettings.map(({ name }) => name).filter((name) => !isRun(name));
    for (let turn = 0; turn < times; turn++) {
      const config = { [random.pick(keys)]: random.pick(wrongTypes) };
      const text = JSON.stringify(config);
      const at = await prepared();
      const end = random.chance(0.1) ? random.below(text.length) : text.length;
      writeFileSync(join(at.directory, "pgmaestro.config.json"), text.slice(0, end));
      await tried(text.slice(0, end), at);
    }
  });
});

/** It ends by itself, with an answer for people and programs, and the tables are those of what it says it has done. */
async function expectHonest(url: string, how: string, finished: Finished): Promise<void> {
  const { exitCode, signal, stdout, stderr } = finished;
  const said = `${how}: ${stdout}${stderr}`;
  expect([signal, [0, 1, 2, 3, 5].includes(exitCode!)], said).toEqual([null, true]);
  expect(stderr.replaceAll(/^Warning: what is to be done after a run .*\n/gm, ""), said).toBe("");
  expect(said).not.toMatch(/^ +at .*:\d+:\d+\)?$|\[object Object\]|TypeError|RangeError/m);
  const last = jsonLines(finished).at(-1)!;
  expect(last["type"], said).toBe(exitCode === 0 ? "result" : "error");
  if (exitCode !== 0) expect(last["error"].message, said).toMatch(/\w/);
  const report = last["error"]?.report as RunReport | undefined;
  const done = exitCode === 0 ? last["migrations"] : (report?.done ?? []);
  const isDone = new Set(done.map(({ name }: { name: string }) => name));
  const found = await queryOnce<{ name: string }>(
    url,
    `SELECT DISTINCT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^t[13]$'`,
  );
  const there = new Set(found.map(({ name }) => `${name.slice(1)}_t`));
  for (const name of names.filter((one) => one !== "2_t"))
    expect([name, there.has(name)], said).toEqual([name, isDone.has(name)]);
}
