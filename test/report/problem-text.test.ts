import { describe, expect, test } from "vitest";
import { MigrationFileError } from "../../src/errors/index.ts";
import { contextLines, placeOf, problemText, remedyLines } from "../../src/report/problem-text.ts";
import type { Phase, Problem } from "../../src/verify/verdict.ts";
import { leftTable, refusal, verified, rowsGone } from "../support/verdicts.ts";

describe("a problem in one line", () => {
  test.each<[Phase, string]>([
    ["up", "up fails: it is there"],
    ["up-again", "up, run twice, fails: it is there"],
    ["down", "down fails: it is there"],
    ["down-again", "down, run twice, fails: it is there"],
    ["up-after-down", "up after down fails: it is there"],
  ])("an error in phase %s", (phase, text) => {
    expect(problemText(refusal(phase, "1_a.sql", "it is there"))).toBe(text);
  });

  test("an error of a file, whose place is told beside it", () => {
    const location = { file: "1_a.sql", line: 2, column: 1 };
    const error = new MigrationFileError("This string never ends", location, "Close it.");
    const problem: Problem = { kind: "error", phase: "down", error };
    expect(problemText(problem)).toBe("down fails: This string never ends");
    expect(contextLines(problem)).toEqual(["at 1_a.sql:2:1"]);
    expect(remedyLines(problem)).toEqual(["Close it."]);
  });

  test("the others", () => {
    expect(problemText({ kind: "no-down" })).toBe("there is no down section");
    expect(problemText(leftTable("app.x", "down"))).toBe("down leaves table app.x");
    expect(problemText(rowsGone("down", "app.x"))).toBe("down: app.x loses 3 rows (id = 1)");
  });
});

test("what the server adds stands below, with the place", () => {
  expect(contextLines(refusal("down", "1_a.sql", "no", "view v depends on it"))).toEqual([
    "at 1_a.sql:3:7",
    "view v depends on it",
  ]);
});

describe("what would mend it", () => {
  test("is one statement beside the section that needs it, or several below", () => {
    expect(remedyLines(leftTable("x", "down", "DROP TABLE x"))).toEqual([
      "the down section needs: DROP TABLE x;",
    ]);
    expect(remedyLines(leftTable("x", "up-again", "SELECT 1,\n  2", "SELECT 3"))).toEqual([
      "the up section needs:",
      "  SELECT 1,",
      "    2;",
      "  SELECT 3;",
    ]);
    expect(remedyLines(leftTable("x", "down"))).toEqual([]);
  });

  test("says so where it was not tried, or was not enough", () => {
    const { suffices: _, ...untried } = left("DROP TABLE x");
    expect(remedyLines(untried)).toEqual(["the down section needs (not tried): DROP TABLE x;"]);
    expect(remedyLines({ ...untried, suffices: false })).toEqual([
      "the down section needs, and more than this: DROP TABLE x;",
    ]);
  });

  function left(mend: string) {
    return leftTable("x", "down", mend) as Extract<Problem, { readonly kind: "difference" }>;
  }

  test("is a down section, or the word that there is none", () => {
    expect(remedyLines({ kind: "no-down" }).join()).toMatch(
      /-- Down Migration.*-- pgmaestro: irreversible/,
    );
  });
});

describe("the place to look at", () => {
  const downAt = { file: "1_a.sql", line: 9, column: 1 };

  test("is the statement that failed", () => {
    const place = placeOf(refusal("down", "1_a.sql", "no"), verified("1_a", { downAt }));
    expect(place).toEqual({ file: "1_a.sql", line: 3, column: 7 });
  });

  test.each<[Phase, object | undefined]>([
    ["down", downAt],
    ["down-again", downAt],
    ["up-again", undefined],
    ["up-after-down", undefined],
  ])("of a difference in phase %s is %o", (phase, place) => {
    expect(placeOf(leftTable("x", phase), verified("1_a", { downAt }))).toEqual(place);
  });
});

test("passwords in URLs are masked", () => {
  const url = "postgresql://me:secret@host/db";
  const problem = leftTable("x", "down", `CREATE SUBSCRIPTION s CONNECTION '${url}' PUBLICATION p`);
  expect(remedyLines(problem).join()).toContain("postgresql://me:***@host/db");
  expect(problemText(rowsGone("up", url))).not.toContain("secret");
});
