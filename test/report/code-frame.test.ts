import { describe, expect, test } from "vitest";
import { codeFrame } from "../../src/report/code-frame.ts";
import { createStyle } from "../../src/report/style.ts";

function frame(source: string, line: number, column: number): string[] {
  return codeFrame(source, { line, column }, createStyle(false)).split("\n");
}

test("two lines above, one below, and a marker under the column", () => {
  expect(frame("a\nb\nc\nd e\nf\ng", 4, 3)).toEqual([
    "  2 | b",
    "  3 | c",
    "> 4 | d e",
    "    |   ^",
    "  5 | f",
  ]);
});

test.each([
  ["the first line", "a\nb\nc", 1, 1, ["> 1 | a", "    | ^", "  2 | b"]],
  ["the last line", "a\nb", 2, 1, ["  1 | a", "> 2 | b", "    | ^"]],
  ["the end of a line", "ab", 1, 3, ["> 1 | ab", "    |   ^"]],
  ["CRLF", "a\r\nb\r\n", 2, 1, ["  1 | a", "> 2 | b", "    | ^", "  3 |"]],
  ["astral characters count once", "😀😀 x", 1, 4, ["> 1 | 😀😀 x", "    |    ^"]],
  ["tabs stay tabs", "\tab", 1, 3, ["> 1 | \tab", "    | \t ^"]],
])("%s", (_what, source, line, column, expected) => {
  expect(frame(source, line, column)).toEqual(expected);
});

test("line numbers of different lengths are flush", () => {
  expect(frame("\n".repeat(9) + "x", 10, 1).slice(1, 3)).toEqual(["   9 |", "> 10 | x"]);
});

test("a line of megabytes is shown as the part around the place", () => {
  const [line, marker] = frame(`${"é".repeat(2_000_000)}x${"y".repeat(2_000_000)}`, 1, 2_000_001);
  expect(line!.length).toBeLessThan(200);
  expect(line![marker!.indexOf("^")]).toBe("x");
});

test("lines below the marked one begin at their beginning", () => {
  const lines = frame(`${"a".repeat(500)}x\nselect 2`, 1, 501);
  expect(lines.at(-1)).toBe("  2 | select 2");
});

describe("a stretch is marked", () => {
  const marks = (source: string, end: { endLine: number; endColumn: number }, column = 1) =>
    codeFrame(source, { line: 1, column, ...end }, createStyle(false)).split("\n")[1];

  test.each([
    ["as long as it is", "alter table a;", { endLine: 1, endColumn: 14 }, 7, "    |       ^^^^^^^"],
    [
      "to the end of its first line",
      "create\n table a",
      { endLine: 2, endColumn: 9 },
      1,
      "    | ^^^^^^",
    ],
    ["in characters", "\t'😀' x", { endLine: 1, endColumn: 5 }, 2, "    | \t^^^"],
    ["with one mark where it is empty", "a", { endLine: 1, endColumn: 2 }, 2, "    |  ^"],
  ])("%s", (_what, source, end, column, expected) => {
    expect(marks(source, end, column)).toBe(expected);
  });

  test("no further than is shown", () => {
    const mark = marks("x".repeat(1000), { endLine: 1, endColumn: 1001 }, 11)!;
    expect(mark).toBe(`    | ${" ".repeat(10)}${"^".repeat(150)}`);
  });
});
