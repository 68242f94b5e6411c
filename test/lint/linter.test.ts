import { beforeAll, describe, expect, test } from "vitest";
import { lint } from "../../src/commands/lint.ts";
import { defineRule } from "../../src/lint/define-rule.ts";
import type { Rule } from "../../src/lint/rule.ts";
import { defaultLintSettings, type LintSettings } from "../../src/lint/settings.ts";
import type { Action } from "../../src/sql/statement/action.ts";
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

describe("a rule", () => {
  const asked = (kinds?: readonly Action["kind"][]) => {
    const seen: string[] = [];
    const check: Rule["check"] = { action: ({ kind }) => void seen.push(kind) };
    const texts = { name: "seeing", summary: "", why: "", instead: "" };
    const rule = defineRule({ ...texts, severity: "notice", ...(kinds && { kinds }), check });
    const text =
      "CREATE TABLE a (b int);\nALTER TABLE a DROP COLUMN b, ADD COLUMN c int;\nDROP TABLE a;";
    lintCase({ text }, {}, [rule]);
    return seen;
  };

  test("is asked about the kinds of action that it names, or about all, in the order of the text", () => {
    expect(asked()).toEqual(["create-table", "drop-column", "add-column", "drop"]);
    expect(asked(["drop", "add-column"])).toEqual(["add-column", "drop"]);
    expect(asked(["truncate"])).toEqual([]);
  });
});

describe("at one place", () => {
  const cascade = "DROP TABLE orders CASCADE;";
  const both = ["drop-cascade", "drop-table"];

  test("there is one error at most; the others are warnings", () => {
    expect(found(cascade, { only: both })).toEqual(["error drop-table", "warning drop-cascade"]);
  });

  test("the next one is the error where the first is ignored, or where the config says so", () => {
    const ignored = `-- pgmaestro-ignore drop-table: nothing uses it\n${cascade}`;
    expect(found(ignored, { only: both })).toEqual(["error drop-cascade"]);
    const rules = { "drop-cascade": "error" } as const;
    expect(found(cascade, { only: both, rules })).toEqual([
      "error drop-cascade",
      "error drop-table",
    ]);
  });

  test("what will not run comes before all else", () => {
    const history = "-- file: 1_a.sql\nCREATE TABLE t (id bigint PRIMARY KEY);\n-- file: 2_b.sql\n";
    const text = `${history}ALTER TABLE t ADD PRIMARY KEY (id);`;
    const names = ["add-primary-key-builds-index", "refused-statement"];
    expect(found(text, { only: names })).toEqual([
      "error refused-statement",
      "warning add-primary-key-builds-index",
    ]);
  });
});

test("what is not shown, and what cannot be looked into, is counted", () => {
  const text = upDown("SELECT fill_orders();", "ALTER TABLE orders ADD COLUMN note text;");
  const { hidden, unread } = lintCase({ text }, { sets: ["safety"] });
  expect({ hidden, unread }).toEqual({ hidden: 1, unread: 1 });
  expect(lintCase({ text }, { sets: ["strict"] }).hidden).toBe(0);
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
