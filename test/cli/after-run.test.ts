import { execFile, execFileSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { pgmaestroProcess } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { projectOfTwo, stampedLines } from "../support/project.ts";

vi.setConfig({ testTimeout: 240_000 }); // many processes, on a slow machine

const broken = { "migrations/3_c.sql": "select 1 / 0;" };

describeEachServer("after a run", (db) => {
  /** Runs in a project with this config. */
  async function running(
    config: string,
    files: Readonly<Record<string, string>> = {},
    ...args: string[]
  ) {
    const cwd = projectOfTwo({ ...files, "pgmaestro.config.mjs": `export default ${config};` });
    const env = { DATABASE_URL: db().database as string };
    const finished = await pgmaestroProcess(["up", ...args], { cwd, env });
    const read = (name: string) =>
      existsSync(join(cwd, name)) ? readFileSync(join(cwd, name), "utf8") : undefined;
    return { ...finished, read };
  }

  const hooks = '{ onSuccess: "cat > success.json", onFailure: "cat > failure.json" }';

  test("a command gets the report of one that ended well", async () => {
    const { exitCode, read } = await running(hooks);
    expect(exitCode).toBe(0);
    expect(read("failure.json")).toBeUndefined();
    const report = JSON.parse(read("success.json")!) as Record<string, unknown>;
    expect(report).toMatchObject({
      command: "up",
      outcome: "success",
      migrations: [{ name: "1_a", direction: "up" }, { name: "2_b" }],
      gaveWay: 0,
      durationMs: expect.any(Number),
    });
    expect(report["target"]).toContain(":***@");
  });

  test("another one gets that of one that failed, with the error", async () => {
    const { exitCode, read } = await running(hooks, broken, "--transaction", "each");
    expect(exitCode).toBe(1);
    expect(read("success.json")).toBeUndefined();
    expect(JSON.parse(read("failure.json")!)).toMatchObject({
      outcome: "failure",
      migrations: [{ name: "1_a" }, { name: "2_b" }],
      error: { code: "migration-failed", location: { line: 1 } },
    });
  });

  test("a function of the config gets it, too", async () => {
    const config =
      "{ onSuccess: (report) => console.error(report.command, report.migrations.length) }";
    expect(await running(config)).toMatchObject({ exitCode: 0, stderr: "up 2\n" });
  });

  test.each([
    ["a command", '{ onSuccess: "echo here; exit 3" }', "`echo here; exit 3` ended with 3"],
    ["a function", '{ onSuccess: () => { throw new Error("no network") } }', "no network"],
  ])("%s that fails is told, and changes nothing", async (_, config, message) => {
    const { exitCode, stdout, stderr } = await running(config);
    expect(stderr).toContain(
      "Warning: what is to be done after a run (pgmaestro.config.mjs) failed: ",
    );
    expect(stderr).toContain(message);
    expect(stdout).toMatch(/2 migrations applied in [\d.]+ m?s\.\n$/);
    expect(exitCode).toBe(0);
  });

  test("nothing is called where nothing is run", async () => {
    expect((await running(hooks, {}, "--dry-run")).read("success.json")).toBeUndefined();
  });

  test("a file says to Prometheus how it ended", async () => {
    const well = await running('{ metricsFile: "metrics/pgmaestro.prom" }');
    const metrics = well.read("metrics/pgmaestro.prom")!;
    expect(metrics).toContain(`# HELP pgmaestro_last_run_success Whether it ended well.
# TYPE pgmaestro_last_run_success gauge
pgmaestro_last_run_success{command="up"} 1
`);
    expect(metrics).toContain('pgmaestro_last_run_migrations{command="up"} 2\n');
    const seconds = /^pgmaestro_last_run_timestamp_seconds\{command="up"\} (.*)$/m.exec(
      metrics,
    )![1];
    expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(60);
    const badly = await running("{}", broken, "--metrics-file", "m.prom");
    expect(badly.read("m.prom")).toContain('pgmaestro_last_run_success{command="up"} 0\n');
  });

  test("of no name is none", async () => {
    const { stderr, read } = await running("{}", {}, "--metrics-file", "");
    expect([stderr, read("pgmaestro.prom")]).toEqual(["", undefined]);
  });

  test("which may be a device, a pipe or a link, and stays one", async () => {
    const cwd = directoryOf({ "shown.prom": "" });
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    symlinkSync("shown.prom", join(cwd, "link"));
    const reader = execFile("cat", [join(cwd, "pipe")]);
    const read = new Promise<string>((resolve) => reader.stdout!.once("data", resolve));
    for (const path of [join(cwd, "pipe"), join(cwd, "link")])
      expect((await running("{}", {}, "--metrics-file", path)).stderr).toBe("");
    expect(await read).toContain("pgmaestro_last_run_success");
    expect(statSync(join(cwd, "pipe")).isFIFO()).toBe(true);
    expect(lstatSync(join(cwd, "link")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, "shown.prom"), "utf8")).toContain("pgmaestro_last_run_success");
  });

  test("which nobody may read, where it is a pipe", async () => {
    const cwd = directoryOf({});
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    const { stderr, exitCode } = await running("{}", {}, "--metrics-file", join(cwd, "pipe"));
    expect(stderr).toContain("nobody reads the pipe");
    expect(exitCode).toBe(0);
  });

  test("with --log-format json all that happens is JSON on standard error, and the answer text", async () => {
    const { stdout, stderr, exitCode } = await running("{}", {}, "--log-format", "json");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^2 migrations applied in [\d.]+ m?s\.\n$/);
    const lines = stampedLines({ stdout: stderr, stderr: "", exitCode, signal: null });
    expect(lines.map(({ type }) => type as string)).toContain("migration-done");
    for (const line of lines)
      expect(line).toMatchObject({
        time: expect.any(String),
        run: lines[0]!["run"],
        level: expect.any(String),
      });
  });

  test("with --log-format json an error is such a line as well", async () => {
    const { stdout, stderr, exitCode } = await running("{}", broken, "--log-format", "json");
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
    const lines = stampedLines({ stdout: stderr, stderr: "", exitCode, signal: null });
    expect(lines.at(-1)).toMatchObject({
      type: "error",
      level: "error",
      error: { code: "migration-failed" },
    });
  });
});
