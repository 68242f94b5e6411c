import { expect, test } from "vitest";
import { pgmaestroProcess } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { jsonLines, projectWithBuilder } from "../support/project.ts";
import { existing } from "../support/results.ts";
import { thirdOf } from "../support/share.ts";
import { soaking } from "../support/soak.ts";

const up = (body: string) => `export const up = async (pgm) => { ${body} };`;

describeEachServer("code of a migration that", (db) => {
  const run = (files: Record<string, string>, ...args: string[]) =>
    pgmaestroProcess(["up", ...args], {
      cwd: projectWithBuilder({ "migrations/1_ok.sql": "create table ok ();", ...files }),
      env: { DATABASE_URL: db().database as string },
    });

  test.each(
    thirdOf([
      ["exits", up("process.exit(0);"), "process.exit(0) was called"],
      ["exits when loaded", `process.exit(0); ${up("")}`, "process.exit(0) was called"],
      [
        "exits later",
        up(`setTimeout(() => process.exit(0), 1); await pgm.db.query("select pg_sleep(20)");`),
        "process.exit(0) was called",
      ],
      ["leaves a rejection unhandled", up(`void Promise.reject(new Error("unheard"));`), "unheard"],
      [
        "throws later",
        up(
          `setTimeout(() => { throw new Error("late"); }, 1); await pgm.db.query("select pg_sleep(20)");`,
        ),
        "late",
      ],
      [
        "does not wait for a query that fails",
        up(`pgm.db.query("select 1/0");`),
        "division by zero",
      ],
      [
        "asks the database after its end",
        up(
          `await pgm.db.query("select 1"); setTimeout(() => pgm.db.query("create table z ()"), 1); pgm.sql("select pg_sleep(20)");`,
        ),
        "after the function of its migration had ended",
      ],
      ["never settles", "export const up = () => new Promise(() => {});", "never settles"],
      ["never calls done", "export const up = (pgm, done) => {};", "never settles"],
      ["never settles when loaded", `await new Promise(() => {}); ${up("")}`, "never settles"],
      [
        "never settles amid its queries",
        up(`await pgm.db.query("create table z ()"); await new Promise(() => {});`),
        "never settles",
      ],
    ]),
  )("%s ends the run with a report, and nothing stays", async (_, code, expected) => {
    const { exitCode, stdout, stderr } = await run({ "migrations/2_b.mjs": code });
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^Error: /);
    expect(stderr).toContain(expected);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(await existing(db(), "ok", "z")).toEqual([]);
    expect((await run({}, "--lock-wait", "0")).exitCode).toBe(0);
  });

  test.skipIf(soaking)("prints leaves standard output to the result", async () => {
    const code = up(`console.log("hello"); process.stdout.write("raw\\n"); pgm.sql("select 1");`);
    const finished = await run({ "migrations/2_b.mjs": code }, "--json");
    expect([finished.exitCode, finished.stderr]).toEqual([0, "hello\nraw\n"]);
    expect(jsonLines(finished).at(-1)).toMatchObject({ type: "result" });
  });

  test.skipIf(soaking)("is a config and exits is an error of the config", async () => {
    const { exitCode, stderr } = await run({ "pgmaestro.config.mjs": "process.exit(0);" });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("process.exit(0) was called");
  });

  test.skipIf(soaking)("is a config and never settles ends in an error", async () => {
    const { exitCode, stderr } = await run({
      "pgmaestro.config.mjs": "await new Promise(() => {});",
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("never settles");
  });
});
