import { beforeAll, describe, expect, test } from "vitest";
import { lint } from "../../src/commands/lint.ts";
import { defaultLintSettings, type LintSettings } from "../../src/lint/settings.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { lintCase } from "../support/rule-cases.ts";

beforeAll(loadParser);

function found(text: string, settings: Partial<LintSettings>): string[] {
  return lintCase({ text }, settings).findings.map(({ severity, rule }) => `${severity} ${rule}`);
}

const up = "CREATE INDEX orders_total_idx ON orders (total);";
const only = ["index-not-concurrent"];

describe("the severity of a finding", () => {
  test("is one level lower in a down section, where sessions wait", () => {
    expect(found(upDown(up, "DROP INDEX orders_total_idx;"), { only })).toEqual([
      "error index-not-concurrent",
    ]);
    expect(found(upDown("SELECT 1;", up), { only })).toEqual(["warning index-not-concurrent"]);
  });

  test("is what the config says, in a down section too", () => {
    const rules = { "index-not-concurrent": "error" } as const;
    expect(found(upDown("SELECT 1;", up), { only, rules })).toEqual(["error index-not-concurrent"]);
  });

  test("decides what is shown: notices to who asks for all rules, or for this one", () => {
    const down = upDown("SELECT 1;", "ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;");
    const timeouts = (settings: Partial<LintSettings>) =>
      found(down, settings).filter((one) => one.endsWith("missing-lock-timeout"));
    expect(timeouts({ sets: ["recommended"] })).toEqual([]);
    expect(timeouts({ sets: ["strict"] })).toEqual(["notice missing-lock-timeout"]);
    expect(timeouts({ rules: { "missing-lock-timeout": "notice" } })).toHaveLength(1);
  });
});

describe("what is linted", () => {
  const files = {
    "1_orders.sql": "CREATE TABLE orders (id bigint PRIMARY KEY, total int);",
    "2_index.sql": up,
    "3_index.sql": "CREATE INDEX orders_id_total_idx ON orders (id, total);",
  };

  async function linted(settings: Partial<LintSettings>, names?: readonly string[]) {
    const migrationsDir = directoryOf(files);
    const result = await lint({
      migrationsDir,
      files: names,
      settings: { ...defaultLintSettings, only, ...settings },
    });
    return [result.migrations, result.findings.map(({ migration }) => migration)];
  }

  test("is everything, and each with what was there before it", async () => {
    const all = ["1_orders", "2_index", "3_index"];
    expect(await linted({})).toEqual([all, ["2_index", "3_index"]]);
  });

  test("is what comes after the baseline", async () => {
    expect(await linted({ baseline: "2_index" })).toEqual([["3_index"], ["3_index"]]);
  });

  test("is what is named, whatever the baseline", async () => {
    const named = await linted({ baseline: "3_index" }, ["2"]);
    expect(named).toEqual([["2_index"], ["2_index"]]);
  });

  test("counts, and fails for warnings where they are to", async () => {
    const settings = { only, rules: { "index-not-concurrent": "warning" } as const };
    const passed = lintCase({ text: up }, settings);
    expect(passed).toMatchObject({ counts: { error: 0, warning: 1, notice: 0 }, passed: true });
    expect(lintCase({ text: up }, { ...settings, failOn: "warning" }).passed).toBe(false);
  });
});
