import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lockDirectory } from "../../src/database/directory-lock.ts";
import { LockedError } from "../../src/errors/index.ts";
import { start } from "../support/cli.ts";
import { directoryOf } from "../support/migrations.ts";

const built = mkdtempSync(join(tmpdir(), "pgmaestro-lock-"));
const program = join(built, "lock-child.mjs");

beforeAll(async () => {
  await build({
    entryPoints: [resolve(import.meta.dirname, "../support/lock-child.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
  });
});

afterAll(() => rmSync(built, { recursive: true }));

function newDirectory(): string {
  return join(directoryOf({}), "database");
}

function startChild(directory: string, ...args: string[]) {
  return start(process.execPath, [program, directory, ...args], { cwd: dirname(directory) });
}

/** A process that was killed while it held the lock. */
async function leaveStaleLock(directory: string): Promise<void> {
  const { child, finished } = startChild(directory, "1", "keep");
  await once(child.stdout!, "data");
  child.kill("SIGKILL");
  await finished;
  rmSync(`${directory}.log`);
  expect(existsSync(`${directory}.lock`)).toBe(true);
}

async function take(directory: string, waitSeconds = 0) {
  const lock = await lockDirectory(directory, waitSeconds);
  if (!("release" in lock)) throw new Error("served by another");
  return lock;
}

describe("a directory's lock", () => {
  test("is free again once released, and leaves no file", async () => {
    const directory = newDirectory();
    (await take(directory)).release();
    (await take(directory)).release();
    expect(readdirSync(dirname(directory))).toEqual([]);
  });

  test("is refused while this process holds it", async () => {
    const directory = newDirectory();
    await take(directory);
    await expect(take(directory)).rejects.toThrow(LockedError);
  });

  test("is refused while another process holds it, with that process's number", async () => {
    const directory = newDirectory();
    const { child, finished } = startChild(directory, "1", "keep");
    await once(child.stdout!, "data");
    await expect(take(directory)).rejects.toMatchObject({ holder: { pid: child.pid } });
    child.kill("SIGKILL");
    await finished;
  });

  test("is waited for", async () => {
    const directory = newDirectory();
    const lock = await take(directory);
    const second = take(directory, 10);
    setTimeout(() => lock.release(), 200);
    (await second).release();
  });

  test("tells where the database is served, while the server lives", async () => {
    const directory = newDirectory();
    const lock = await take(directory);
    lock.announce("postgres://127.0.0.1:1/postgres");
    expect(await lockDirectory(directory, 0)).toEqual({
      servedAt: "postgres://127.0.0.1:1/postgres",
    });
    lock.release();
  });
});

describe("a lock is taken over", () => {
  test("from a process that was killed", async () => {
    const directory = newDirectory();
    await leaveStaleLock(directory);
    (await take(directory)).release();
    expect(readdirSync(dirname(directory))).toEqual([]);
  });

  test("from a process that was killed while it took over", async () => {
    const directory = newDirectory();
    await leaveStaleLock(directory);
    const stale = readFileSync(`${directory}.lock`);
    writeFileSync(`${directory}.lock.takeover`, stale);
    (await take(directory)).release();
    expect(readdirSync(dirname(directory))).toEqual([]);
  });

  test("from a server that died, whose URL is not given out", async () => {
    const directory = newDirectory();
    await leaveStaleLock(directory);
    const stale = JSON.parse(readFileSync(`${directory}.lock`, "utf8")) as object;
    writeFileSync(`${directory}.lock`, JSON.stringify({ ...stale, url: "postgres://gone" }));
    (await take(directory)).release();
  });

  test.runIf(process.platform === "linux")("from a dead one whose number lives again", async () => {
    const directory = newDirectory();
    const holder = { pid: process.pid, host: hostname(), birth: "1" };
    writeFileSync(`${directory}.lock`, JSON.stringify(holder));
    (await take(directory)).release();
  });

  test("never from another machine, where nobody can see whether the holder lives", async () => {
    const directory = newDirectory();
    writeFileSync(`${directory}.lock`, JSON.stringify({ pid: 1, host: "elsewhere" }));
    await expect(lockDirectory(directory, 0)).rejects.toThrow(
      /on elsewhere; if that is gone, delete /,
    );
  });

  test("from a file that a crash of the machine left empty", async () => {
    const directory = newDirectory();
    writeFileSync(`${directory}.lock`, "");
    (await take(directory)).release();
  });
});

describe("eight processes never hold it two at a time", () => {
  test.each([
    ["from the beginning", 15, false],
    ["after a stale lock", 5, true],
  ])("%s", async (_when, rounds, isStale) => {
    const directory = newDirectory();
    if (isStale) await leaveStaleLock(directory);
    const children = Array.from({ length: 8 }, () => startChild(directory, String(rounds)));
    const results = await Promise.all(children.map(({ finished }) => finished));
    expect(results.map(({ exitCode, stderr }) => `${exitCode}${stderr}`)).toEqual(
      Array.from({ length: 8 }, () => "0"),
    );
    expect(readFileSync(`${directory}.log`, "utf8")).toBe("alone\n".repeat(8 * rounds));
  });
});
