import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { executable, pgmaestro, start } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";

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
