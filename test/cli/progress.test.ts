import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { setTimeout } from "node:timers/promises";
import { executable, pgmaestro, start, startPgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { sleepingPid, urlOf } from "../support/sessions.ts";

/** util-linux's `script` gives a process a pseudo-terminal. */
const script = ["/usr/bin/script", "/bin/script"].find((path) => existsSync(path));

const migrations = Object.fromEntries(
  Array.from({ length: 8 }, (_, index) => [
    `migrations/${index + 1}_t.sql`,
    `create table t${index + 1} (); select pg_sleep(0.1);`,
  ]),
);

describeEachServer("progress", (db) => {
  const settings = (more: Record<string, string> = {}) => ({
    cwd: directoryOf(migrations),
    env: { DATABASE_URL: db().database as string, ...more },
  });

  test("in a pipe is plain lines", async () => {
    const { stdout, stderr } = await pgmaestro(["up"], settings());
    expect(stderr).toBe("");
    expect(stdout).not.toContain("\u001B");
    expect(stdout).not.toContain("\r");
    expect(stdout.match(/^up {3}\d_t \d+ ms$/gm)).toHaveLength(8);
  });

  const quiet = { "migrations/1_quiet.sql": "select pg_sleep(60);" };
  const silent = () => ({
    cwd: directoryOf(quiet),
    env: { DATABASE_URL: db().database as string },
  });

  /** Waits until a run has written something that fits, ends it, and gives that. */
  async function written(args: readonly string[], stream: "stdout" | "stderr", fits: RegExp) {
    const { child, finished } = startPgmaestro(args, silent());
    let text = "";
    for await (const chunk of child[stream]!) {
      text += String(chunk);
      if (fits.test(text)) break;
    }
    child.kill();
    await finished;
    return fits.exec(text)?.[0];
  }

  test("of a quiet migration is a line every so often on standard error", async () => {
    const line = /^… up 1_quiet for [\d.]+ m?s$/m;
    expect(await written(["up", "--heartbeat", "0.3"], "stderr", line)).toBeDefined();
  });

  test("of a quiet migration is a heartbeat in JSON", async () => {
    const line = /^.*"heartbeat".*"running".*$/m;
    const found = await written(["up", "--json", "--heartbeat", "0.3"], "stdout", line);
    expect(JSON.parse(found!)).toMatchObject({
      type: "heartbeat",
      doing: "running",
      migration: "1_quiet",
      direction: "up",
      seconds: expect.any(Number),
    });
  });

  test("of a quiet migration is silence where that is asked for", async () => {
    const { child, finished } = startPgmaestro(["up", "--heartbeat", "0"], silent());
    const pid = await sleepingPid(db().database as string);
    await setTimeout(1000);
    expect(child.exitCode).toBeNull();
    await db().query(`select pg_terminate_backend(${pid})`);
    expect((await finished).stderr).not.toContain("…");
  });

  describe.skipIf(script === undefined)("on a terminal (needs `script` of util-linux)", () => {
    const onTerminal = (env: Record<string, string>, ...args: string[]) =>
      start(
        script!,
        ["-qec", `${process.execPath} ${executable} ${args.join(" ")}`, "/dev/null"],
        settings(env),
      ).finished;

    test("is a bar with the count of statements, in colour, gone at the end", async () => {
      const { exitCode, stdout } = await onTerminal({ TERM: "xterm" }, "up");
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/[█░]+ \d+\/16 statements \| [\d.]+ s/);
      expect(stdout).toContain("\u001B[32mup  \u001B[39m 8_t");
      expect(stdout).toMatch(/8 migrations applied in .*\s*$/);
      expect(shown(stdout)).not.toMatch(/[█░]/);
      expect(shown(stdout).match(/^up {3}\d_t \d+ ms$/gm)).toHaveLength(8);
      expect(stdout.lastIndexOf("\u001B[?25h")).toBeGreaterThan(stdout.lastIndexOf("\u001B[?25l"));
    });

    test("is a clock that moves while nothing else does, and what is seen", async () => {
      const { child, finished } = start(
        script!,
        ["-qec", `${process.execPath} ${executable} up`, "/dev/null"],
        { ...silent(), env: { ...silent().env, TERM: "xterm" } },
      );
      const times = new Set<string>();
      for await (const chunk of child.stdout!) {
        for (const [, time] of String(chunk).matchAll(/statements \| ([\d.]+) s \| 1_quiet/g))
          times.add(time!);
        if (times.size >= 4) break;
      }
      await db().query(`select pg_terminate_backend(${await sleepingPid(urlOf(db()))})`);
      await finished;
      expect(times.size).toBeGreaterThanOrEqual(4);
    });

    test("is the bar without colours for NO_COLOR, and plain lines on a dumb terminal", async () => {
      const { stdout } = await onTerminal({ TERM: "xterm", NO_COLOR: "1" }, "up");
      expect(stdout).not.toMatch(/\u001B\[\d\dm/); // oxlint-disable-line no-control-regex
      const dumb = await onTerminal({ TERM: "dumb" }, "status");
      expect(dumb.stdout).not.toContain("\u001B");
    });

    test("with --json is values only", async () => {
      const { stdout } = await onTerminal({ TERM: "xterm" }, "up", "--json");
      const lines = stdout.trimEnd().split(/\r?\n/);
      expect(lines.map((line) => (JSON.parse(line) as { type: string }).type).at(-1)).toBe(
        "result",
      );
    });
  });
});

/** What stays on the screen: a carriage return goes back to the line's start, `ESC [ K` and `ESC [ J` clear from there. */
function shown(written: string): string {
  return written
    .split(/\r?\n/)
    .map((line) => line.split(/\r|\u001B\[1?G|\u001B\[\d?[KJ]/).at(-1)!) // oxlint-disable-line no-control-regex
    .map((line) => line.replaceAll(/\u001B\[[?\d;]*[A-Za-z]/g, "")) // oxlint-disable-line no-control-regex
    .join("\n");
}
