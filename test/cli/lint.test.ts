import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { version } from "../../src/version.ts";
import { pgmaestro } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { addFiles, directoryOf, removeFiles, upDown } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";

vi.setConfig({ testTimeout: 120_000 }); // many processes, on a slow machine

const first = "migrations/1700000000001_create-orders.sql";
const second = "migrations/1700000000002_index-orders.sql";
const good = {
  [first]: upDown(
    "CREATE TABLE IF NOT EXISTS app.orders (id bigint PRIMARY KEY);",
    "DROP TABLE IF EXISTS app.orders;",
  ),
};
const bad = {
  ...good,
  [second]: upDown(
    "CREATE INDEX IF NOT EXISTS orders_id_idx ON app.orders (id);",
    "DROP INDEX CONCURRENTLY IF EXISTS app.orders_id_idx;",
  ),
};
const rule = "index-not-concurrent";
const only = ["--rule", rule];

function lint(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
  return pgmaestro(["lint", ...args], { cwd, env });
}

describe("lint", () => {
  test("exits 1 for an error, and shows it in its place", async () => {
    const cwd = directoryOf(bad);
    const finished = await lint(cwd, only);
    expect(finished).toMatchObject({ exitCode: 1, stderr: "" });
    const [head, ...lines] = finished.stdout.split("\n");
    expect(head).toBe(`${second}:2:1 error ${rule}`);
    expect(lines[1]).toBe("> 2 | CREATE INDEX IF NOT EXISTS orders_id_idx ON app.orders (id);");
    expect(lines[2]).toMatch(/^ {4}\| \^{59}$/);
    expect(finished.stdout).toMatch(/\nHelp: .*CONCURRENTLY/);
    expect(finished.stdout).toContain("\n1 error in 2 migrations.\n");
    expect(existsSync(join(cwd, ".pgmaestro"))).toBe(false);
  });

  test("exits 0 where nothing is found, and says so in a line", async () => {
    const finished = await lint(directoryOf(good), only);
    expect(finished).toEqual({
      exitCode: 0,
      signal: null,
      stdout: "Nothing found in 1 migration.\n",
      stderr: "",
    });
  });

  test("looks at the files that are named, with those before them in mind", async () => {
    const cwd = directoryOf(bad);
    expect(await lint(cwd, [...only, first])).toMatchObject({ exitCode: 0 });
    for (const given of [second, "1700000000002"]) {
      const { exitCode, stdout } = await lint(cwd, [...only, given]);
      expect([exitCode, stdout]).toEqual([1, expect.stringContaining("1 error in 1 migration.")]);
    }
  });

  test("looks at what was added since a revision of git", async () => {
    const cwd = directoryOf(good);
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@x", ...args], { cwd });
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-q", "-m", "x");
    expect((await lint(cwd, [...only, "--since", "main"])).stdout).toBe("Nothing to lint.\n");
    addFiles(cwd, bad);
    const { exitCode, stdout } = await lint(cwd, [...only, "--since", "main"]);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining("1 error in 1 migration.")]);
  });

  test("compares numbers with migrations only, not with whatever else lies beside them", async () => {
    const beside = ["README.md", ".gitkeep", "types.d.ts", "notes.txt", "9_notes.txt"];
    const cwd = directoryOf({
      ...good,
      ...Object.fromEntries(beside.map((name) => [`migrations/${name}`, "x"])),
    });
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@x", ...args], { cwd });
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-q", "-m", "x");
    addFiles(cwd, { "migrations/1700000000002_ok.sql": "select 1;" });
    const order = ["--rule", "version-out-of-order", "--since", "main"];
    expect(await lint(cwd, order)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("1 migration"),
    });
    addFiles(cwd, { "migrations/1600000000000_old.sql": "select 1;" });
    expect(await lint(cwd, order)).toMatchObject({ exitCode: 1 });
    removeFiles(cwd, "migrations/9_notes.txt", "migrations/README.md");
    const gone = ["--rule", "applied-migration-missing", "--since", "main"];
    expect(await lint(cwd, gone)).toMatchObject({ exitCode: 0 });
    removeFiles(cwd, first);
    expect(await lint(cwd, gone)).toMatchObject({ exitCode: 1 });
    const squashes = `-- pgmaestro: squashes ${"0".repeat(64)} ${basename(first, ".sql")}`;
    addFiles(cwd, { "migrations/1700000000003_squashed.sql": `${squashes}\nselect 1;` });
    expect(await lint(cwd, gone)).toMatchObject({ exitCode: 0 });
  });
});

describe("what fails, and what is asked, can be said", () => {
  const config = (lint: object) => ({
    ...bad,
    "pgmaestro.config.json": JSON.stringify({ lint }),
  });

  test.each([
    ["a rule is a warning", { rules: { [rule]: "warning" } }, only, 0],
    ["warnings fail", { rules: { [rule]: "warning" }, failOn: "warning" }, only, 1],
    ["--strict makes warnings fail", { rules: { [rule]: "warning" } }, [...only, "--strict"], 1],
    ["the baseline takes all in", { baseline: "1700000000002_index-orders" }, only, 0],
    ["the baseline is the one before", { baseline: "1700000000001_create-orders" }, only, 1],
    ["the table is small", { smallTables: ["app.orders"] }, only, 0],
    ["the set has it", { sets: ["conventions"] }, ["--set", "conventions,safety"], 1],
  ])("%s", async (_what, said, args, exitCode) => {
    expect(await lint(directoryOf(config(said)), args)).toMatchObject({ exitCode, stderr: "" });
  });

  test("a rule that is off finds nothing, whatever its set", async () => {
    const finished = await lint(directoryOf(config({ rules: { [rule]: "off" } })), [
      "--set",
      "safety",
      "--json",
    ]);
    expect(
      jsonLines(finished)[0]!["findings"].filter((one: { rule: string }) => one.rule === rule),
    ).toEqual([]);
  });

  test("an unknown rule in the config is refused with what may be meant", async () => {
    const cwd = directoryOf(config({ rules: { "index-not-concurent": "off" } }));
    const { exitCode, stderr } = await lint(cwd, []);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('pgmaestro.config.json: there is no rule "index-not-concurent"');
    expect(stderr).toContain(`Did you mean ${rule}?`);
  });
});

describe("lint tells its result", () => {
  test("as JSON", async () => {
    const finished = await lint(directoryOf(bad), [...only, "--json", "--postgres", "17"]);
    expect([finished.exitCode, finished.stderr]).toEqual([1, ""]);
    expect(jsonLines(finished)).toEqual([
      expect.objectContaining({
        type: "lint",
        findings: [expect.objectContaining({ rule, file: second, line: 2, column: 1 })],
        migrations: ["1700000000001_create-orders", "1700000000002_index-orders"],
        postgres: expect.objectContaining({ major: 17 }),
        counts: { error: 1, warning: 0, notice: 0 },
        passed: false,
      }),
    ]);
  });

  test("as SARIF, GitLab's report and annotations, with paths as the checkout has them", async () => {
    const cwd = directoryOf(bad);
    const env = { GITHUB_WORKSPACE: join(cwd, "..") };
    const as = async (format: string) =>
      (await lint(cwd, [...only, "--format", format], env)).stdout;
    const path = `${cwd.replace(/^.*\//, "")}/${second}`;
    const [run] = JSON.parse(await as("sarif")).runs;
    expect(run.tool.driver).toMatchObject({ name: "pgmaestro", semanticVersion: version });
    expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(path);
    expect(JSON.parse(await as("gitlab"))).toMatchObject([
      { check_name: rule, location: { path } },
    ]);
    expect(await as("github")).toMatch(
      new RegExp(`^::error file=${path},line=2,endLine=2,col=1,endColumn=\\d+,title=${rule}::`),
    );
  });

  test("as text with annotations on GitHub, and in a file beside text", async () => {
    const cwd = directoryOf(bad);
    const { stdout } = await lint(cwd, only, { GITHUB_ACTIONS: "true" });
    expect(stdout).toMatch(/^migrations\/[^]*\n::error file=migrations\/[^\n]*\n$/);
    const args = [...only, "--format", "sarif", "--output", "reports/lint.sarif"];
    expect((await lint(cwd, args)).stdout).toMatch(/^migrations\/[^]*1 error in 2 migrations\.\n/);
    expect(JSON.parse(readFileSync(join(cwd, "reports/lint.sarif"), "utf8")).version).toBe("2.1.0");
  });
});

describe("lint tells of its rules", () => {
  const cwd = () => directoryOf({});

  test("--explain says why, needs no migrations, and has JSON", async () => {
    const finished = await lint(cwd(), ["--explain", rule]);
    expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
    expect(finished.stdout).toMatch(new RegExp(`^${rule} error\n[^]*\nWhy\n[^]*\nInstead\n`));
    const [json] = jsonLines(await lint(cwd(), ["--explain", rule, "--json"]));
    expect(json).toMatchObject({
      type: "rule",
      name: rule,
      sets: expect.arrayContaining(["strict"]),
    });
    expect(json).not.toHaveProperty("check");
  });

  test("--rules lists them all", async () => {
    const { stdout } = await lint(cwd(), ["--rules"]);
    const [json] = jsonLines(await lint(cwd(), ["--rules", "--json"]));
    expect(stdout.trimEnd().split("\n")).toHaveLength(json!["rules"].length + 1);
    expect(stdout).toMatch(
      new RegExp(`^${rule} +error +safety, recommended, strict +CREATE INDEX`, "m"),
    );
  });
});

describeEachServer("lint with a target", (db) => {
  test("looks at what is pending there, and only reads", async () => {
    const cwd = directoryOf({
      ...good,
      [first]: good[first]!.replaceAll("app.", ""),
      [second]: bad[second]!.replaceAll("app.", ""),
    });
    const env = { DATABASE_URL: db().database as string };
    await pgmaestro(["up", "1"], { cwd, env });
    const finished = await lint(cwd, [...only, "--pending", "--json"], env);
    expect(jsonLines(finished).at(-1)).toMatchObject({
      migrations: ["1700000000002_index-orders"],
      findings: [{ rule }],
    });
    expect(await db().query("select to_regclass('orders_id_idx') as it")).toEqual([{ it: null }]);
  });
});

describe("mistakes exit 2 and say what to do", () => {
  test.each([
    ["--pending", /--pending needs a target/, /DATABASE_URL/],
    [
      "--pending --database-url pglite:./absent",
      /There is no embedded database in .*absent/,
      /pgmaestro up/,
    ],
    ["--since main", /is in no git repository/, /--since/],
    [`${first} --pending`, /exclude each other/, /one of them/],
    ["--since main --pending", /exclude each other/, /one of them/],
    ["1700000000009", /There is no migration "1700000000009"/, /./],
    [
      "--rule index-concurrent",
      /--rule: there is no rule "index-concurrent"/,
      /index-not-concurrent/,
    ],
    ["--explain index-concurrent", /There is no rule "index-concurrent"/, /index-not-concurrent/],
    ["--set all", /'all' is invalid.*safety, recommended, strict, conventions/, /./],
    ["--postgres 9", /'9' is invalid.*12 to/, /./],
    ["--format xml", /'xml' is invalid/, /./],
    ["--json --format sarif", /--json and --format sarif exclude each other/, /one of them/],
    ["--since main --use-glob", /--since looks at one directory/, /files/],
  ])("%s", async (typed, problem, hint) => {
    const finished = await lint(directoryOf(bad), typed.split(" "), { CI: "true" });
    const said = finished.stderr || JSON.stringify(jsonLines(finished)[0]);
    expect(finished.exitCode).toBe(2);
    expect(said).toMatch(problem);
    expect(said).toMatch(hint);
  });
});
