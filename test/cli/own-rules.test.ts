import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { jsonLines } from "../support/project.ts";

vi.setConfig({ testTimeout: 120_000 }); // an embedded database takes its time on a busy machine

const first = "migrations/1700000000001_create-orders.sql";
const good = { [first]: "CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);\n" };

function lint(cwd: string, args: readonly string[]) {
  return pgmaestro(["lint", ...args], { cwd });
}

describe("rules of one's own", () => {
  const own = "with-created-at";
  const config = (rules: unknown) => ({
    "pgmaestro.config.json": JSON.stringify({ lint: { rules } }),
  });

  test("--new-rule writes one that finds something, and lint asks it once it is named", async () => {
    const cwd = directoryOf(good);
    const made = await lint(cwd, ["--new-rule", own]);
    expect(made).toMatchObject({ exitCode: 0, stderr: "" });
    expect(made.stdout.split("\n")).toEqual([
      `Created rules/${own}.ts`,
      `Created rules/cases/${own}/bad.sql`,
      `Created rules/cases/${own}/good.sql`,
      `Created rules/cases/${own}/bad.txt`,
      `Created rules/${own}.md`,
      "",
      'Name it in the config file: { "lint": { "rules": ["./rules/*.ts"] } }',
      "",
    ]);
    expect((await lint(cwd, [])).stdout).not.toContain(own);
    addFiles(cwd, config(["./rules/*.ts"]));
    expect((await lint(cwd, ["--set", "safety"])).stdout).toContain(`${first}:1:1 warning ${own}`);
    expect((await lint(cwd, ["--explain", own])).stdout).toContain("created_at");
    expect((await lint(cwd, ["--rules"])).stdout).toContain(own);
    const as = async (...args: string[]) => (await lint(cwd, args)).exitCode;
    expect([await as("--rule", own), await as("--rule", own, "--strict")]).toEqual([0, 1]);
    addFiles(cwd, config(["./rules/*.ts", { [own]: "error" }]));
    expect(await as()).toBe(1);
    addFiles(cwd, config(["./rules/*.ts", { [own]: "off" }]));
    expect(await as()).toBe(0);
  });

  test("a new one goes where the others are, and takes no name that is there", async () => {
    const cwd = directoryOf({ ...good, ...config(["./lint/own/*.js"]) });
    const [made] = jsonLines(await lint(cwd, ["--new-rule", own, "--json"]));
    expect(made).toMatchObject({ type: "new-rule", name: own, files: expect.any(Array) });
    expect(made).not.toHaveProperty("unnamed");
    expect(made!["files"]).toContain(`lint/own/${own}.js`);
    expect((await lint(cwd, [])).stdout).toContain(`warning ${own}`);
    for (const name of [own, "drop-table", "Not a name"])
      expect(await lint(cwd, ["--new-rule", name])).toMatchObject({ exitCode: 2, stdout: "" });
  });

  test("an ignore comment knows them, and --fix makes their fixes", async () => {
    const fixing = `import { defineRule } from "pgmaestro/rules";
      export default defineRule({
        name: "no-big-words", severity: "error", summary: "SELECT", why: "It shouts.", instead: "Write select.",
        check: {
          statement(context) {
            const { text, start } = context.statement;
            if (!text.startsWith("SELECT")) return;
            const edits = [{ start, end: start + 6, text: "select" }];
            context.report({ message: "It shouts.", fix: { title: "Write it small", edits } });
          },
        },
      });`;
    const cwd = directoryOf({
      "migrations/1_a.sql": "-- pgmaestro-ignore no-big-words: it is meant\nSELECT 1;\nSELECT 2;\n",
      "rules/no-big-words.ts": fixing,
      ...config(["./rules/*.ts"]),
    });
    const { stdout } = await lint(cwd, ["--set", "conventions"]);
    expect(stdout).toContain("1_a.sql:3:1 error no-big-words");
    expect(stdout).not.toMatch(/1_a.sql:2:1|unknown-rule-in-ignore/);
    await lint(cwd, ["--rule", "no-big-words", "--fix"]);
    expect(readFileSync(join(cwd, "migrations/1_a.sql"), "utf8")).toMatch(/SELECT 1;\nselect 2;/);
  });
});
