import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { version } from "../../src/index.ts";
import { pgmaestro, startPgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { lockIsHeld } from "../support/lock.ts";
import { directoryOf } from "../support/migrations.ts";
import { jsonLines, projectOfTwo, written } from "../support/project.ts";
import { ups } from "../support/results.ts";

const commands = [
  ...["up", "down", "redo", "plan", "status", "create"],
  ...["lint", "verify", "locks", "reverse", "stats", "drift", "diff"],
  ...["mark", "repair", "adopt", "import", "config", "serve", "version"],
];

describe("help", () => {
  test("help lists every command and the exit codes", async () => {
    const { stdout, exitCode } = await pgmaestro(["--help"], { cwd: directoryOf({}) });
    expect(exitCode).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
    expect(stdout).toContain("Exit codes: 0 done; 1");
  });

  test("a command has help of its own, however it is asked for", async () => {
    const cwd = directoryOf({});
    for (const command of ["up", "lint"]) {
      const { stdout, exitCode } = await pgmaestro([command, "-h"], { cwd });
      expect([exitCode, stdout]).toEqual([
        0,
        expect.stringContaining(`Usage: pgmaestro ${command} `),
      ]);
    }
    expect(await pgmaestro(["help", "up"], { cwd })).toEqual(
      await pgmaestro(["up", "--help"], { cwd }),
    );
  });

  test("--version prints the package's version", async () => {
    const cwd = directoryOf({});
    for (const flag of ["--version", "-V", "-i", "version"])
      expect(await pgmaestro([flag], { cwd })).toMatchObject({
        exitCode: 0,
        stdout: `${version}\n`,
      });
  });

  test("no command at all is no success", async () => {
    const finished = await pgmaestro([], { cwd: directoryOf({}) });
    expect(finished).toMatchObject({ exitCode: 2, stdout: "" });
    expect(finished.stderr).toContain("Usage: pgmaestro");
  });
});

/** What is typed, and what the message and the hint must say. */
const mistakes: [typed: string, problem: RegExp, hint: RegExp][] = [
  ["verfy", /unknown command 'verfy'/, /Did you mean verify\?/],
  ["frobnicate", /unknown command 'frobnicate'/, /pgmaestro help/],
  ["up --chek-order", /unknown option '--chek-order'/, /Did you mean --check-order\?/],
  ["up --migrationTable x", /unknown option/, /Did you mean --migrations-table\?/],
  ["up --transaction some", /'some' is invalid/, /auto, all, each, none|pgmaestro help/],
  ["up --lock-value mine", /'mine' is invalid. It must be a whole number \(a bigint\)/, /./],
  ["up --lock-wait soon", /'soon' is invalid/, /./],
  ["up 1 2", /too many arguments/, /./],
  ["status extra", /too many arguments/, /./],
  ["create", /Nothing says what the migration/, /pgmaestro create/],
  ["repair", /missing required argument 'names'/, /pgmaestro help/],
  ["mark", /Which migrations/, /pgmaestro mark/],
  ["up 1_aa", /no migration "1_aa"/, /Did you mean 1_a/],
  ["down 2_c", /no migration "2_c"/, /Did you mean 2_b/],
  ["mark 1-a", /no migration "1-a"/, /Did you mean 1_a/],
  ["down 0", /down 0 would roll back nothing/, /down --all/],
  ["down --to 2_c", /no migration "2_c"/, /Did you mean 2_b/],
  ["down --to 2_b", /2_b is not applied/, /pgmaestro status/],
  ["redo 0", /0/, /./],
  ["down 1730000000001", /read as a number/, /--to or --only|by its full name|--to/],
  ["up 1730000000001", /read as a number/, /--to/],
  ["redo 1_aa", /no migration "1_aa"/, /Did you mean 1_a/],
  ["down --timestamp", /would roll back everything/, /down --all/],
  ["redo --timestamp", /would roll back everything/, /Give the number/],
  ["up --single-transaction --transaction each", /exclude each other/, /one of them/],
  ["up --advisory-lock-mode fail --lock-wait 5", /exclude each other/, /one of them/],
  ["up --advisory-lock-mode perhaps", /'perhaps' is invalid/, /./],
  ["create x -j coffee", /'coffee' is invalid/, /./],
  ["up 1 --to 2_b", /exclude each other/, /one of them/],
  ["down --all --to 1_a", /exclude each other/, /one of them/],
  ["verify 1_a --all", /exclude one another/, /one of them/],
  ["verify --pending --all", /exclude one another/, /one of them/],
  ["verify 1_aa", /no migration "1_aa"/, /Did you mean 1_a/],
  ["verify --format xml", /'xml' is invalid/, /./],
  ["verify --all --scratch mysql://h/x", /--scratch is not the URL/, /postgresql:\/\//],
  ["status --config-file none.json", /none\.json/, /--config-file/],
  ["status --env-path none.env", /none\.env/, /--env-path/],
  ["status --database-url-var NONE", /NONE is not set/, /--database-url-var/],
  ["status --database-url mysql://127.0.0.1/x", /not a database URL/, /postgresql:\/\//],
  ["status --migrations-dir nowhere", /nowhere/, /./],
];

describeEachServer("mistakes", (db) => {
  const env = () => ({ DATABASE_URL: db().database as string });

  test.each(mistakes)("`%s` exits 2 and says what to do", async (typed, problem, hint) => {
    const cwd = projectOfTwo();
    const args = typed.split(" ");
    const text = await pgmaestro(args, { cwd, env: env() });
    expect([text.exitCode, text.stdout]).toEqual([2, ""]);
    expect(text.stderr).toMatch(/^Error: .*\nHint: .*\n$/);
    expect(text.stderr).toMatch(problem);
    expect(text.stderr).toMatch(hint);
    const json = await pgmaestro([...args, "--json"], { cwd, env: env() });
    expect([json.exitCode, json.stderr]).toEqual([2, ""]);
    expect(jsonLines(json)).toEqual([
      {
        type: "error",
        error: expect.objectContaining({
          message: expect.stringMatching(problem),
          hint: expect.stringMatching(hint),
        }),
      },
    ]);
  });

  test("an unknown setting in the config file exits 2 and suggests the right one", async () => {
    const cwd = projectOfTwo({ "pgmaestro.config.json": '{ "migrationTable": "x" }' });
    const { exitCode, stderr } = await pgmaestro(["status"], { cwd, env: env() });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('pgmaestro.config.json: unknown setting "migrationTable"');
    expect(stderr).toContain('Did you mean "migrationsTable"?');
  });
});

describeEachServer("exit codes", (db) => {
  const run = (cwd: string, ...args: string[]) =>
    pgmaestro(args, { cwd, env: { DATABASE_URL: db().database as string } });

  test("1 for a migration that fails, with place, report and no stack", async () => {
    const cwd = projectOfTwo({ "migrations/3_c.sql": "create table c ();\nselect nonsense;\n" });
    const failed = await run(cwd, "up");
    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toContain('migrations/3_c.sql:2:8: column "nonsense" does not exist');
    expect(failed.stderr).toMatch(/^> 2 \| select nonsense;\n {4}\| {8}\^$/m);
    expect(failed.stderr).toContain("Not done: 1_a, 2_b, 3_c");
    expect(written(failed)).not.toMatch(/^ +at /m);
    const lines = jsonLines(await run(cwd, "up", "--json"));
    expect(lines.at(-1)).toMatchObject({
      type: "error",
      error: {
        code: "migration-failed",
        migration: "3_c",
        location: { file: "migrations/3_c.sql", line: 2, column: 8 },
        server: { sqlState: "42703" },
        report: { done: [], notDone: ups("1_a", "2_b", "3_c"), inDoubt: [] },
      },
    });
  });

  test("3 for each bad state of the history, 4 only for pending and only with --check", async () => {
    const cwd = projectOfTwo();
    expect(await run(cwd, "status")).toMatchObject({ exitCode: 0 });
    expect(await run(cwd, "status", "--check")).toMatchObject({ exitCode: 4 });
    expect(await run(cwd, "status", "--check", "--json")).toMatchObject({ exitCode: 4 });
    await run(cwd, "up");
    expect(await run(cwd, "status", "--check")).toMatchObject({ exitCode: 0 });

    writeFileSync(join(cwd, "migrations/0_before.sql"), "create table before ();");
    expect(await run(cwd, "status", "--check")).toMatchObject({ exitCode: 3 });
    const late = await run(cwd, "up");
    expect(late.exitCode).toBe(3);
    expect(late.stderr).toMatch(/older than an applied one: 0_before\nHint: .*--no-check-order/);
    expect(await run(cwd, "up", "--no-check-order")).toMatchObject({ exitCode: 0 });

    writeFileSync(join(cwd, "migrations/1_a.sql"), "create table a (other int);");
    const edited = await run(cwd, "up", "--json");
    expect(edited.exitCode).toBe(3);
    expect(jsonLines(edited).at(-1)).toMatchObject({
      type: "error",
      error: { code: "history-refused", edited: ["1_a"] },
    });
    expect(await run(cwd, "status", "--check")).toMatchObject({ exitCode: 3 });
  });

  test("3 when another run keeps the lock, and the message says who", async () => {
    const cwd = projectOfTwo({ "migrations/3_slow.sql": "select pg_sleep(60);" });
    const settings = { cwd, env: { DATABASE_URL: db().database as string } };
    const holder = startPgmaestro(["up"], settings);
    try {
      await lockIsHeld(settings.env.DATABASE_URL);
      const locked = await run(cwd, "up", "--lock-wait", "0");
      expect(locked.exitCode).toBe(3);
      expect(locked.stderr).toMatch(
        /Another migration is already running: process \d+ \(.*pgmaestro/,
      );
      expect(locked.stderr).toContain("--lock-wait");
    } finally {
      holder.child.kill("SIGTERM");
      await holder.finished;
    }
  });
});
