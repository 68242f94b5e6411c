import { describe, expect, test } from "vitest";
import {
  HistoryRefusedError,
  InvalidRequestError,
  MigrationFailedError,
  MigrationFileError,
  RunInterruptedError,
  type RunReport,
} from "../../src/errors/index.ts";
import { errorText } from "../../src/report/error-text.ts";
import { createStyle } from "../../src/report/style.ts";
import { downs, ups } from "../support/results.ts";

const style = createStyle(false);
const nothing: RunReport = { done: [], notDone: [], inDoubt: [] };

function failure(report: RunReport): MigrationFailedError {
  const server = {
    message: 'relation "t" does not exist',
    sqlState: "42P01",
    detail: "Some detail.",
    hint: undefined,
    where: "line 1\nline 2",
  };
  return new MigrationFailedError(
    {
      migration: "2_b",
      direction: "up",
      location: { file: "migrations/2_b.sql", line: 2, column: 8 },
      statement: "select t",
      server,
      source: "-- a\nselect t",
      hint: "Make the table first.",
    },
    report,
  );
}

test("a failed migration is shown with its place, the server's words, what was done and what to do", () => {
  expect(
    errorText(failure({ ...nothing, done: ups("1_a"), notDone: ups("2_b", "3_c") }), style),
  ).toBe(
    `Error: migrations/2_b.sql:2:8: relation "t" does not exist
  1 | -- a
> 2 | select t
    |        ^
  Migration: 2_b (up)
  SQLSTATE:  42P01
  Detail:    Some detail.
  Where:     line 1
             line 2
Done: 1_a
Not done: 2_b, 3_c
Hint: Make the table first.`,
  );
});

describe("what a run leaves behind", () => {
  test.each<[string, Partial<RunReport>, string]>([
    ["in doubt", { inDoubt: ups("1_a") }, "In doubt: 1_a"],
    [
      "in part",
      { partial: { name: "1_a", direction: "up", statements: 1, of: 3 } },
      "Done in part: 1_a, 1 of 3 statements; the next `up` goes on from there",
    ],
    ["in both directions", { done: downs("1_a"), notDone: ups("1_a") }, "Done: 1_a (down)"],
  ])("%s", (_what, report, line) => {
    expect(errorText(failure({ ...nothing, ...report }), style).split("\n")).toContain(line);
    const interrupted = new RunInterruptedError("The connection was lost", {
      ...nothing,
      ...report,
    });
    expect(errorText(interrupted, style).split("\n")).toContain(line);
  });

  test("long lists are cut, with a count of the rest", () => {
    const notDone = ups(...Array.from({ length: 13 }, (_, index) => `${index}_m`));
    expect(errorText(failure({ ...nothing, notDone }), style)).toMatch(
      /Not done: 0_m, .*, 9_m and 3 more$/m,
    );
  });
});

test("a file that is refused is shown with a frame", () => {
  const error = new MigrationFileError(
    "A psql meta-command",
    { file: "1_a.sql", line: 1, column: 1 },
    "Take it out.",
    "\\d",
  );
  expect(errorText(error, style)).toBe(
    "Error: 1_a.sql:1:1: A psql meta-command\n> 1 | \\d\n    | ^\nHint: Take it out.",
  );
});

test("each hint has a line of its own", () => {
  const error = new HistoryRefusedError({ edited: ["1_a"], missing: ["2_b"], outOfOrder: [] });
  expect(errorText(error, style).match(/^Hint: /gm)).toHaveLength(2);
});

test("a request that makes no sense needs no stack", () => {
  expect(errorText(new InvalidRequestError("No.", "Do."), style)).toBe("Error: No.\nHint: Do.");
});

test.each([[new TypeError("oops")], ["oops"]])(
  "a fault of the tool itself says so: %s",
  (error) => {
    expect(errorText(error, style)).toMatch(/^Unexpected error: .*oops/);
  },
);

test("a password in a migration is not shown in the frame of its error", () => {
  const source = "CREATE ROLE app LOGIN PASSWORD 'hunter2hunter2';\nSELECT oops(;\n";
  const location = { file: "migrations/1_role.sql", line: 2, column: 13 };
  const text = errorText(
    new MigrationFileError("Syntax error", location, "Mend it.", source),
    style,
  );
  expect(text).toContain("CREATE ROLE app LOGIN PASSWORD '**************';");
  expect(text).not.toContain("hunter2");
});
