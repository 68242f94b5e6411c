import { expect, test } from "vitest";
import { ruleText, rulesText } from "../../src/report/rule-text.ts";
import { createStyle } from "../../src/report/style.ts";
import { ruleNamed } from "../support/findings.ts";

const plain = createStyle(false);
const rule = ruleNamed("index-not-concurrent", {
  summary: "`CREATE INDEX` without CONCURRENTLY",
  why: "It takes `SHARE`:\n\n- writes wait",
  instead: "Build it so:\n\n```sql\nCREATE INDEX CONCURRENTLY i\n\n  ON t (a);\n```\n\nThen rest.",
  exempt: "New tables.",
});

test("a rule says what it finds, why, what to write instead, where it is silent", () => {
  expect(ruleText(rule, plain).split("\n")).toEqual([
    "index-not-concurrent error",
    "`CREATE INDEX` without CONCURRENTLY",
    "",
    "At stake: sessions of the application wait. Sets: safety, recommended, strict.",
    "",
    "Why",
    "It takes `SHARE`:",
    "",
    "- writes wait",
    "",
    "Instead",
    "Build it so:",
    "",
    "    CREATE INDEX CONCURRENTLY i",
    "",
    "      ON t (a);",
    "",
    "Then rest.",
    "",
    "Silent",
    "New tables.",
    "",
    "To silence it",
    "`-- pgmaestro-ignore index-not-concurrent: reason` above the statement.",
  ]);
});

test("words in backticks are coloured instead, where there are colours", () => {
  expect(ruleText(rule, createStyle(true))).toContain("It takes \u001B[36mSHARE\u001B[39m:");
});

test("long lines are broken, those of a list below its text", () => {
  const words = "word ".repeat(25).trim();
  const long = "x".repeat(120);
  const text = ruleText({ ...rule, why: `${words}\n\n- ${words}`, instead: `${long} end` }, plain);
  const line = "word ".repeat(20).trim();
  const rest = "word ".repeat(5).trim();
  expect(text).toContain(
    `Why\n${line}\n${rest}\n\n- ${"word ".repeat(19).trim()}\n  word ${rest}\n`,
  );
  expect(text).toContain(`Instead\n${long}\nend\n`);
});

test("rules are listed in a line each", () => {
  const other = ruleNamed("drop-table", { severity: "warning", sets: [], summary: "DROP TABLE" });
  expect(rulesText([rule, other], plain).split("\n")).toEqual([
    "Rule                  Severity  Sets                         Finds",
    "index-not-concurrent  error     safety, recommended, strict  `CREATE INDEX` without CONCURRENTLY",
    "drop-table            warning   strict                       DROP TABLE",
  ]);
});
