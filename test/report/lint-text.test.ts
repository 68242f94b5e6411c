import { describe, expect, test } from "vitest";
import { lintText } from "../../src/report/lint-text.ts";
import { createStyle } from "../../src/report/style.ts";
import { findingAt, lintResultOf } from "../support/findings.ts";

const plain = createStyle(false);
const first = ["migrations/1_a.sql", "-- Up\n\nCREATE INDEX i\n  ON orders (id);\n"] as const;
const second = [
  "migrations/2_b.sql",
  "drop table a;\nselect 'postgres://me:secret@h/d';\n",
] as const;

const index = findingAt(first, "CREATE INDEX i\n  ON orders (id)", {
  help: "Build it with CONCURRENTLY.",
});
const drop = findingAt(second, "drop table a", {
  rule: "drop-table",
  severity: "warning",
  message: "Table a is gone.",
});

test("findings stand with their frames, messages and help, and are counted", () => {
  const result = lintResultOf([first, second], [index, drop], { ignored: 1 });
  expect(lintText(result, plain).split("\n")).toEqual([
    "migrations/1_a.sql:3:1 error index-not-concurrent",
    "  1 | -- Up",
    "  2 |",
    "> 3 | CREATE INDEX i",
    "    | ^^^^^^^^^^^^^^",
    "  4 |   ON orders (id);",
    "CREATE INDEX on orders takes SHARE.",
    "Help: Build it with CONCURRENTLY.",
    "",
    "migrations/2_b.sql:1:1 warning drop-table",
    "> 1 | drop table a;",
    "    | ^^^^^^^^^^^^",
    "  2 | select 'postgres://me:***@h/d';",
    "Table a is gone.",
    "",
    "1 error, 1 warning in 2 migrations; 1 ignored.",
    "`pgmaestro lint --explain index-not-concurrent` says more.",
  ]);
});

test("findings at one place share a frame", () => {
  const { help: _, ...withoutHelp } = index;
  const other = { ...withoutHelp, rule: "unnamed-index", severity: "warning" } as const;
  const result = lintResultOf([first], [index, { ...other, message: "It has no name." }]);
  expect(lintText(result, plain).split("\n").slice(-7, -3)).toEqual([
    "Help: Build it with CONCURRENTLY.",
    "",
    "migrations/1_a.sql:3:1 warning unnamed-index",
    "It has no name.",
  ]);
});

describe("nothing found is one line", () => {
  test.each([
    ["of one", [first], {}, "Nothing found in 1 migration."],
    [
      "of two, and what is ignored",
      [first, second],
      { ignored: 3, hidden: 1, unread: 2, unreadCode: 1 },
      "Nothing found in 2 migrations; 3 ignored; 1 notice (`--set strict` shows it); 1 migration with code that could not be looked into; 2 statements could not be looked into (`--rule opaque-code` shows them).",
    ],
    ["of none", [], {}, "Nothing to lint."],
  ])("%s", (_what, files, more, expected) => {
    expect(lintText(lintResultOf(files, [], more), plain)).toBe(expected);
  });
});

test("what is about a file that is not there has no frame", () => {
  const gone = { ...drop, file: "migrations/0_gone.sql", message: "It is gone." };
  const result = lintResultOf([first], [gone]);
  expect(lintText(result, plain).split("\n").slice(0, 2)).toEqual([
    "migrations/0_gone.sql:1:1 warning drop-table",
    "It is gone.",
  ]);
});

test.each([
  ["error", "31"],
  ["warning", "33"],
  ["notice", "36"],
] as const)("an %s has its colour, in the counts too", (severity, colour) => {
  const text = lintText(lintResultOf([first], [{ ...index, severity }]), createStyle(true));
  expect(text).toContain(`\u001B[${colour}m${severity}\u001B[39m index-not-concurrent`);
  expect(text).toContain(`\u001B[${colour}m1 ${severity}\u001B[39m in 1 migration.`);
});

test("the last line names the rule of the worst finding", () => {
  const text = lintText(lintResultOf([first, second], [drop, index]), plain);
  expect(text).toContain("`pgmaestro lint --explain index-not-concurrent` says more.");
});
