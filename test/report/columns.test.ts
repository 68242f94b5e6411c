import { describe, expect, test } from "vitest";
import { columnsText, widthOf } from "../../src/report/columns.ts";
import { createStyle } from "../../src/report/style.ts";

test("columns are as wide as their widest cell, whatever it is written in", () => {
  const { green } = createStyle(true);
  const rows = [
    [green("ok"), "日本", "x"],
    ["failed", "e\u0301", ""],
    ["", "😀", "y"],
  ];
  expect(columnsText(["A", "B", "C"], rows)).toBe(
    ["A       B     C", `${green("ok")}      日本  x`, "failed  e\u0301", "        😀    y"].join(
      "\n",
    ),
  );
});

test("a row is one line, whatever its cells hold", () => {
  expect(columnsText(["A"], [["a\r\nFORGED"]])).toBe(String.raw`A
a\u000d\u000aFORGED`);
});

test.each([
  ["", 0],
  ["plain", 5],
  ["é", 1],
  ["漢字", 4],
  ["한글", 4],
  ["\u200Ba", 1],
])("%j takes %d cells", (text, width) => {
  expect(widthOf(text)).toBe(width);
});

describe("a table in a terminal", () => {
  const rows = [
    ["ok", "1730000000001_a-long-name-of-a-migration", "what it is for, in many words", "ada@host"],
    ["pending", "2_b", "漢字漢字漢字漢字漢字漢字漢字漢字", ""],
  ];
  const head = ["State", "Migration", "Description", "By"];

  test.each([72, 80, 84])("of %d cells fits, its names whole", (width) => {
    const lines = columnsText(head, rows, { width, whole: 1 }).split("\n");
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width);
    expect(lines[1]).toContain(rows[0]![1]!);
    expect(lines[1]).toContain("…");
  });

  test("that is wide enough is as it is without one", () => {
    expect(columnsText(head, rows, { width: 500 })).toBe(columnsText(head, rows));
  });

  test("that is too narrow keeps what it must", () => {
    const [, line] = columnsText(head, rows, { width: 20, whole: 1 }).split("\n");
    expect(line).toBe("ok       1730000000001_a-long-name-of-a-migration  what it i…  ada@host");
  });
});
