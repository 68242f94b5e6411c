import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test, vi } from "vitest";
import { checkParts } from "../../src/index.ts";
import { statisticsText } from "../../src/impact/index.ts";
import { pgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { addFiles, upDown } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";
import { repositoryOf } from "../support/repository.ts";
import { statisticsOf, tableOf } from "../support/statistics.ts";

vi.setConfig({ testTimeout: 240_000 }); // scratch databases on a slow machine

const first = "migrations/1_a.sql";
const good = upDown(
  "CREATE TABLE IF NOT EXISTS b (id bigint PRIMARY KEY);",
  "DROP TABLE IF EXISTS b;",
);
const bad = upDown("CREATE TABLE IF NOT EXISTS b (id bigint PRIMARY KEY);", "SELECT 1;");

const statistics = statisticsText(statisticsOf(tableOf("public.a")));

/** A branch that adds this migration and, perhaps, changes other files. */
function branchWith(added: string, others: Readonly<Record<string, string>> = {}) {
  const { directory, git, commit } = repositoryOf({
    [first]: upDown(
      "CREATE TABLE IF NOT EXISTS a (id bigint PRIMARY KEY);",
      "DROP TABLE IF EXISTS a;",
    ),
  });
  git("switch", "-q", "-c", "feature");
  addFiles(directory, { "migrations/2_b.sql": added, ...others });
  commit();
  return directory;
}

function check(cwd: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const SCRATCH_DATABASE_URL = inject("serverUrl");
  return pgmaestro(["check", ...args], { cwd, env: { SCRATCH_DATABASE_URL, ...env } });
}

describe("check", () => {
  test("says yes in a line for each part, and what it could not check", async () => {
    const cwd = branchWith(good);
    const { exitCode, stdout, stderr } = await check(cwd);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout.replace(/ on postgres.*:/, " on a server:"))
      .toBe(`1 migration added or changed since main:
✓  names       new files only, in order
✓  lint        nothing found in 1 migration
✓  verify      1 migration on a server: none failed
–  plan        not checked: there are no statistics, and no target is named
–  schema      not checked: no schemaFile is set
–  types       not checked: no typesFile is set
–  history     not checked: no target is named
–  unfinished  not checked: no target is named
Passed.
`);
    expect(existsSync(join(cwd, ".pgmaestro/database"))).toBe(false);
  });

  test("says no, why first, and exits 1", async () => {
    const { exitCode, stdout } = await check(branchWith(bad));
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^== lint\n[^]*\n\n== verify\n[^]*down leaves table public\.b[^]*\n✗ {2}verify [^]*\nFailed: verify\.\n$/,
    );
    expect(stdout).toContain(`== down sections
✓ 2_b: proved by up, down, up
--- migrations/2_b.sql
+++ migrations/2_b.sql
@@ -2,3 +2,4 @@
 CREATE TABLE IF NOT EXISTS b (id bigint PRIMARY KEY);
 -- Down Migration
-SELECT 1;
+
+DROP TABLE IF EXISTS public.b;

\`pgmaestro reverse 2_b --replace --write\` puts it into the file.

`);
  });

  test("takes the statistics that are committed under their usual name", async () => {
    const cwd = branchWith(good, { "pgmaestro.stats.json": "{}" });
    const { exitCode, stderr } = await check(cwd);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("pgmaestro.stats.json");
    expect(await check(cwd, ["--skip", "plan,lint"])).toMatchObject({ exitCode: 0 });
  });

  test.each([
    [["--since", "nowhere"], /git knows no revision "nowhere"/],
    [["--use-glob"], /looks at one directory/],
    [
      ["--skip", "locks"],
      /It must be some of names, lint, verify, plan, schema, types, history, unfinished/,
    ],
    [["--report", "check.pdf"], /--report check\.pdf: the name does not say/],
  ])("refuses %j", async (args, message) => {
    const { exitCode, stderr } = await check(branchWith(good), args);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });

  test("holds the files that are kept of the migrations against what would be written", async () => {
    const config = { schemaFile: "db/schema.sql", typesFile: "src/rows.ts", plainTypes: true };
    const cwd = branchWith(good, { "pgmaestro.config.json": JSON.stringify(config) });
    const skip = ["--skip", "names,lint,verify"];
    const env = { SCRATCH_DATABASE_URL: inject("serverUrl") };
    const stale = await check(cwd, [...skip, "--format", "github"]);
    expect(stale).toMatchObject({ exitCode: 1, stderr: "" });
    expect(stale.stdout).toBe(
      `::error file=db/schema.sql,line=1,title=check%3A schema::db/schema.sql is not what the migrations make: \`pgmaestro dump\` writes it
::error file=src/rows.ts,line=1,title=check%3A types::src/rows.ts is not what the migrations make: \`pgmaestro types\` writes it
`,
    );
    for (const command of ["dump", "types"])
      expect(await pgmaestro([command], { cwd, env })).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(cwd, "src/rows.ts"), "utf8")).not.toContain("kysely");
    const kept = await check(cwd, skip);
    expect(kept).toMatchObject({ exitCode: 0, stderr: "" });
    expect(kept.stdout).toContain("✓  schema      db/schema.sql is what the migrations make\n");
    expect(kept.stdout).toContain("✓  types       src/rows.ts is what the migrations make\n");
  });

  test("asks for a revision where there is no main branch", async () => {
    const cwd = branchWith(good);
    execFileSync("git", ["branch", "-q", "-m", "main", "trunk"], { cwd });
    const { exitCode, stderr } = await check(cwd);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/no main branch[^]*--since origin\/main/);
    expect(await check(cwd, ["--since", "trunk"])).toMatchObject({ exitCode: 0 });
  });
});

describe("check reports", () => {
  test("as JSON, part by part", async () => {
    const lines = jsonLines(await check(branchWith(bad), ["--json"]));
    expect(lines.at(-1)).toMatchObject({
      type: "check",
      since: "main",
      migrations: ["2_b"],
      downSections: [
        {
          ...{ name: "2_b", file: "migrations/2_b.sql", outcome: "offered" },
          ...{ section: "DROP TABLE IF EXISTS public.b;\n", lost: [], reasons: [], notes: [] },
        },
      ],
      passed: false,
      parts: {
        names: { verdict: "passed", result: { findings: [] } },
        verify: { verdict: "failed", result: { migrations: [{ name: "2_b" }] } },
        plan: { verdict: "skipped", reason: "no-sizes" },
      },
    });
  });

  test("into several files at once, each in the format of its name, and as text beside them", async () => {
    const cwd = branchWith(bad, { [first]: "SELECT 1;\n" });
    const files = [
      "out/c.json",
      "out/c.xml",
      "out/c.sarif",
      "out/gl-code-quality-report.json",
      "out/c.txt",
      "out/c.md",
      "out/c.html",
    ];
    const { exitCode, stdout } = await check(
      cwd,
      files.flatMap((file) => ["--report", file]),
    );
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/Failed: names, verify\.\n$/);
    const [json, xml, sarif, gitlab, text, markdown, page] = files.map((file) =>
      readFileSync(join(cwd, file), "utf8"),
    );
    expect(JSON.parse(json!)).toMatchObject({ type: "check", passed: false });
    expect(stdout.endsWith(text!)).toBe(true); // a scratch server of many tests may be warned of before it
    expect(markdown).toMatch(
      /^<!-- pgmaestro check -->\n\n### ❌ pgmaestro check failed: names, verify\n/,
    );
    expect(page).toMatch(
      /^<!doctype html>[^]*Failed: names, verify<\/h1>[^]*<h2 id="tables">[^]*<h2 id="statements">/,
    );
    for (const name of checkParts) expect(xml).toContain(`<testsuite name="pgmaestro ${name}"`);
    expect(xml).toMatch(
      /<failure message="1_a is in main, and its up section has changed since\."/,
    );
    expect(xml).toMatch(/<failure message="down leaves table public\.b"/);
    const found = ["applied-migration-edited", "verify"];
    const { results } = JSON.parse(sarif!).runs[0];
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(
      expect.arrayContaining(found),
    );
    const names = JSON.parse(gitlab!).map((one: { check_name: string }) => one.check_name);
    expect(names).toEqual(expect.arrayContaining(found));
  });

  test("as Markdown and as a page, the same each time", async () => {
    const cwd = branchWith(bad, { "pgmaestro.stats.json": statistics });
    for (const format of ["markdown", "html"]) {
      const [one, other] = [
        await check(cwd, ["--format", format]),
        await check(cwd, ["--format", format]),
      ];
      expect(one.stdout).toContain("down leaves table public.b");
      expect(other.stdout).toBe(one.stdout);
    }
  });

  test("as annotations where they are, and none where all is well", async () => {
    const { stdout } = await check(branchWith(bad), ["--format", "github"]);
    expect(stdout).toMatch(
      /^::warning file=migrations\/2_b\.sql,[^\n]*\n::error file=migrations\/2_b\.sql,line=3,[^\n]*::down leaves table public\.b%0A[^\n]*\n$/,
    );
    expect(await check(branchWith(good), ["--format", "github"])).toMatchObject({
      exitCode: 0,
      stdout: "",
    });
  });
});

describeEachServer("check with a target", (db) => {
  test("exits 3 where its history refuses every run, and says why wherever it reports", async () => {
    const cwd = branchWith(good);
    const env = { DATABASE_URL: db().database as string };
    await pgmaestro(["up"], { cwd, env });
    expect(await check(cwd, [], env)).toMatchObject({ exitCode: 0 });
    addFiles(cwd, { "migrations/2_b.sql": bad.replaceAll(" b ", " c ") });
    const { exitCode, stdout } = await check(cwd, ["--report", "c.xml", "--skip", "verify"], env);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/✗ {2}history +2_b: applied, and edited since\n/);
    expect(readFileSync(join(cwd, "c.xml"), "utf8")).toContain(
      '<failure message="2_b: applied, and edited since"',
    );
    const annotations = await check(cwd, ["--format", "github", "--skip", "verify"], env);
    expect(annotations.stdout).toContain(
      "::error title=check%3A history::2_b: applied, and edited since",
    );
  });
});
