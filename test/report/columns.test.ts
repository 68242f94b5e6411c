import { expect, test } from "vitest";
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
