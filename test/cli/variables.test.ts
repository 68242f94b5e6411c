import { expect, test, vi } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

const project = (migration: string) =>
  directoryOf({
    "migrations/1_a.sql": `-- pgmaestro: variables\n${migration}`,
    "pgmaestro.config.json": JSON.stringify({ variables: { one: "config", two: "config" } }),
  });

describeEachServer("variables on the command line", (db) => {
  const run = (cwd: string, args: readonly string[], env: Record<string, string> = {}) =>
    pgmaestro(args, { cwd, env: { DATABASE_URL: db().database as string, ...env } });

  test("--define wins over the config, which wins over the environment", async () => {
    const cwd = project(
      "create table t as select :'one' as one, :'two' as two, :'three' as three;",
    );
    const environment = { PGMAESTRO_VAR_two: "environment", PGMAESTRO_VAR_three: "a=b c" };
    const given = ["--define", "one=first", "--define", "one=flag", "--define", "four="];
    expect(await run(cwd, ["up", ...given], environment)).toMatchObject({ exitCode: 0 });
    expect(await db().query("select * from t")).toEqual([
      { one: "flag", two: "config", three: "a=b c" },
    ]);
  });

  test("are named by config without their values", async () => {
    const { stdout } = await run(project(""), ["config", "--define", "x=visible"]);
    expect(stdout).toMatch(/^variables\.x +\(hidden\) +--define, pgmaestro\.config\.json$/m);
    expect(stdout).not.toContain("visible");
  });

  test("what is no definition is a usage error", async () => {
    const cwd = project("select 1;");
    expect(await run(cwd, ["up", "--define", "x"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("NAME=VALUE"),
    });
  });

  test.each(["0", "rr"])(
    "secret ones as short as %j are starred, but not in what every line says of itself",
    async (secret) => {
      const cwd = project("select :'api_token'::date;");
      const finished = await run(cwd, ["up", "--json"], { PGMAESTRO_VAR_api_token: secret });
      const { type, error } = jsonLines(finished).at(-1)!;
      expect(type).toBe("error");
      expect(error.message).toContain(': "***"');
    },
  );

  test.each([
    [["up"], "select :'api_token'::int"],
    [["up", "--json"], "select :'api_token'::int"],
    [["up", "--verbose"], "do $$ begin raise notice '%', current_setting('x.y'); end $$"],
    [["plan"], "create role r password :'api_token'"],
    [["up", "--dry-run"], "create role r password :'api_token'"],
    [["plan", "--json"], "create role r password :'api_token'"],
    [["lint"], `create table :"api_token" ()`],
    [["lint", "--json"], `create table :"api_token" ()`],
    [["lint", "--format", "sarif"], `create table :"api_token" ()`],
  ])("secret ones reach no output of %j", async (args, statement) => {
    const secret = `it's "se"cret\\ ü 1234`;
    const cwd = project(`set x.y = :'api_token';\n${statement};`);
    const { stdout, stderr } = await run(cwd, args, { PGMAESTRO_VAR_api_token: secret });
    const output = stdout + stderr;
    expect(output).not.toBe("");
    expect(output).not.toMatch(/it'{1,2}s|cret|1234/);
    if (args.includes("--json")) for (const line of stdout.trim().split("\n")) JSON.parse(line);
  });
});
