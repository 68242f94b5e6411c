import { describe, expect, test } from "vitest";
import type { Fixes, FixProof } from "../../src/lint/finding.ts";
import { lintFixText } from "../../src/report/lint-fix-text.ts";
import { createStyle } from "../../src/report/style.ts";
import { findingAt, lintResultOf } from "../support/findings.ts";

const first = ["migrations/1_a.sql", "CREATE INDEX i ON t (a);\n"] as const;
const proof: FixProof = {
  postgres: "18.4",
  scratch: "PGlite",
  passed: true,
  differences: [],
  rollback: "same",
};
const fixes: Fixes = {
  files: [{ file: first[0], before: first[1], after: "SELECT 'postgres://me:secret@h/d';\n" }],
  created: [{ name: "2_i", file: "migrations/2_i.sql", text: "SELECT 2;\n" }],
  made: [],
  refused: [],
  left: 0,
  verified: proof,
  written: true,
};

function shown(more: Partial<Fixes>, color = false): string {
  const result = lintResultOf([first], []);
  return lintFixText({ ...result, fixes: { ...fixes, ...more } }, createStyle(color));
}

test("changes of files, new files, what was proved, what is left; no secret", () => {
  expect(shown({}).split("\n")).toEqual([
    "--- migrations/1_a.sql",
    "+++ migrations/1_a.sql",
    "@@ -1,1 +1,1 @@",
    "-CREATE INDEX i ON t (a);",
    "+SELECT 'postgres://me:***@h/d';",
    "",
    "--- /dev/null",
    "+++ migrations/2_i.sql",
    "@@ -0,0 +1,1 @@",
    "+SELECT 2;",
    "",
    "✓ The schema in the end is the same on PostgreSQL 18.4 (PGlite), and after a rollback too.",
    "1 file and 1 new migration written.",
    "",
    "Nothing found in 1 migration.",
  ]);
});

test("changes have colours", () => {
  expect(shown({}, true)).toContain("\u001B[31m-CREATE INDEX i ON t (a);\u001B[39m");
});

test("a rollback of which nothing is known is not boasted of", () => {
  const text = shown({ verified: { ...proof, rollback: "unknown" }, created: [], written: false });
  expect(text).toContain(
    "is the same on PostgreSQL 18.4 (PGlite).\n1 file to write: leave out --dry-run.\n",
  );
});

describe("what does not pass says so first, and then why", () => {
  const failed = { ...proof, passed: false };
  test.each<[string, FixProof, string]>([
    [
      "a difference",
      {
        ...failed,
        differences: [{ object: { kind: "index", name: "i" }, change: "missing", details: [] }],
      },
      "  up takes away index i",
    ],
    ["a failure", { ...failed, rollback: "different", failure: "no table t" }, "  no table t"],
    [
      "a rollback",
      { ...failed, rollback: "different" },
      "  The down sections do not give back what was there before, as they did.",
    ],
  ])("%s", (_what, verified, line) => {
    expect(shown({ verified, written: false })).toContain(
      `✗ Nothing is written: with these changes the migrations do something else on PostgreSQL 18.4 (PGlite).\n${line}\n\n`,
    );
  });
});

test("nothing to mend is a sentence; what was refused has its reason once", () => {
  const refused = {
    rule: "index-not-concurrent",
    migration: "1_a",
    title: "Build it",
    reason: "it is applied",
  };
  const { verified: _, ...none } = fixes;
  const result = lintResultOf([first], [findingAt(first, "CREATE INDEX i")]);
  const text = lintFixText(
    {
      ...result,
      fixes: { ...none, files: [], created: [], refused: [refused, refused], written: false },
    },
    createStyle(false),
  );
  expect(text).toMatch(
    /^Not fixed:\n  index-not-concurrent in 1_a: it is applied\n\nThere is nothing that can be fixed automatically\.\n\nmigrations\/1_a\.sql:1:1 error/,
  );
});
