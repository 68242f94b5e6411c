import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test, vi } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { jsonLines, projectOfTwo, written } from "../support/project.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

const good = {
  "migrations/1_a.sql": upDown("create table if not exists a (id int);", "drop table if exists a;"),
};
const withLeft = {
  ...good,
  "migrations/2_b.sql": upDown("create table if not exists b ();", "select 1;"),
};
const scratch = () => inject("serverUrl");

/** Verifies where nothing names a target. */
function verify(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
  const SCRATCH_DATABASE_URL = scratch();
  return pgmaestro(["verify", ...args], { cwd, env: { SCRATCH_DATABASE_URL, ...env } });
}

describe("verify without a target", () => {
  test("needs none, makes none, and looks at the last one", async () => {
    const cwd = directoryOf(withLeft);
    const finished = await verify(cwd, [], { CI: "true" });
    expect(finished).toMatchObject({ exitCode: 1, stderr: "" });
    expect(finished.stdout).toMatch(/^✓ holds .*\nUp .*\n✓ .*✗ .* 2_b /);
    expect(finished.stdout).not.toContain("1_a");
    expect(finished.stdout).not.toContain("development");
    expect(readdirSync(cwd)).toEqual(["migrations"]);
  });

  test("takes names, and exits 0 where they hold", async () => {
    const finished = await verify(directoryOf(withLeft), ["1_a"]);
    expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
    expect(finished.stdout).toMatch(/1 migration verified on .*: none failed\n$/);
  });

  test("has nothing to look at for --pending before there is a database, and makes none", async () => {
    const finished = await verify(directoryOf(good), ["--pending"]);
    expect(finished).toMatchObject({ exitCode: 2, stdout: "" });
    expect(finished.stderr).toMatch(
      /There is no embedded database in .*\.pgmaestro.database[^]*pgmaestro up/,
    );
  });

  test("leaves a named embedded target that is not there as it is", async () => {
    const cwd = directoryOf(good);
    expect(await verify(cwd, ["--database-url", "pglite:./there"])).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(cwd, "there"))).toBe(false);
  });
});

describeEachServer("verify with a target", (db) => {
  const DATABASE_URL = () => db().database as string;

  test("looks at what is pending there, and only reads", async () => {
    const cwd = directoryOf(withLeft);
    const env = { DATABASE_URL: DATABASE_URL() };
    await pgmaestro(["up", "1"], { cwd, env });
    const { stdout } = await verify(cwd, ["--pending", "--json"], env);
    const names = jsonLines({ stdout } as never).at(-1)!["migrations"];
    expect(names.map(({ name }: { name: string }) => name)).toEqual(["2_b"]);
    expect(await db().query("select to_regclass('b') as it")).toEqual([{ it: null }]);
  });

  test("never tries on the target", async () => {
    const env = { DATABASE_URL: DATABASE_URL(), SCRATCH_DATABASE_URL: DATABASE_URL() };
    const finished = await verify(projectOfTwo(), ["--all"], env);
    expect(finished).toMatchObject({ exitCode: 2, stdout: "" });
    expect(finished.stderr).toMatch(/SCRATCH_DATABASE_URL .* is the database that DATABASE_URL/);
  });
});

describe("verify tells its result", () => {
  test.each([["--json"], ["--format", "json"]])(
    "as JSON, the last line, for %s %s",
    async (...flags) => {
      const finished = await verify(directoryOf(withLeft), ["--all", ...flags]);
      expect([finished.exitCode, finished.stderr]).toEqual([1, ""]);
      const lines = jsonLines(finished);
      expect(lines.filter(({ type }) => type === "verifying")).toEqual([
        { type: "verifying", migration: "1_a", index: 0, of: 2 },
        { type: "verifying", migration: "2_b", index: 1, of: 2 },
      ]);
      expect(lines.at(-1)).toMatchObject({
        type: "verify",
        passed: false,
        migrations: [
          { name: "1_a", roundTrip: { verdict: "passed" } },
          {
            name: "2_b",
            downAt: { file: "migrations/2_b.sql" },
            roundTrip: { verdict: "failed", problems: [{ text: "down leaves table public.b" }] },
          },
        ],
      });
    },
  );

  test("as JUnit XML alone on standard output", async () => {
    const { stdout } = await verify(directoryOf(withLeft), ["--format", "junit"]);
    expect(stdout).toMatch(
      /^<\?xml [^]*message="down leaves table public\.b"[^]*<\/testsuites>\n$/,
    );
  });

  test("as annotations, with paths as the checkout has them", async () => {
    const cwd = directoryOf(withLeft);
    const { stdout } = await verify(cwd, ["--format", "github"], {
      GITHUB_WORKSPACE: join(cwd, ".."),
    });
    expect(stdout).toMatch(
      /^::error file=[^/,]+\/migrations\/2_b\.sql,line=\d+,col=1,title=verify 2_b%3A round trip::down leaves table public\.b%0A/,
    );
  });

  test("as no annotation at all where all holds", async () => {
    const finished = await verify(directoryOf(good), ["--format", "github"]);
    expect(finished).toMatchObject({ exitCode: 0, stdout: "" });
  });

  test("as text with annotations on GitHub", async () => {
    const { stdout } = await verify(directoryOf(withLeft), [], { GITHUB_ACTIONS: "true" });
    expect(stdout).toMatch(/^✓ holds [^]*: 1 failed\n::error file=migrations\/2_b\.sql,[^\n]*\n$/);
  });

  test("in a file with --output, and as text beside it", async () => {
    const cwd = directoryOf(withLeft);
    const args = ["--format", "junit", "--output", "reports/verify.xml"];
    expect((await verify(cwd, args)).stdout).toMatch(/^✓ holds [^]*: 1 failed\n$/);
    expect(readFileSync(join(cwd, "reports/verify.xml"), "utf8")).toMatch(/^<\?xml/);
    const both = await verify(cwd, [...args, "--json"]);
    expect(jsonLines(both).at(-1)).toMatchObject({ type: "verify" });
  });

  test("and says so where the file cannot be written", async () => {
    const finished = await verify(directoryOf(good), ["--output", "migrations/1_a.sql/x"]);
    expect(finished.exitCode).toBe(2);
    expect(finished.stderr).toMatch(/cannot be written: .*\nHint: Check --output/);
  });

  test("not in two ways on one output", async () => {
    const finished = await verify(directoryOf(good), ["--json", "--format", "junit"]);
    expect(finished.exitCode).toBe(2);
    expect(written(finished)).toContain("--json and --format junit exclude each other");
  });
});

test("config shows the scratch server without its password", async () => {
  const SCRATCH_DATABASE_URL = "postgresql://me:secret@h/d";
  const env = { SCRATCH_DATABASE_URL };
  const { stdout } = await pgmaestro(["config"], { cwd: directoryOf({}), env });
  expect(stdout).toMatch(
    /scratchDatabaseUrl +postgresql:\/\/me:\*\*\*@h\/d +SCRATCH_DATABASE_URL in the environment/,
  );
});
