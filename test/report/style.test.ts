import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createStyle, cut, duration, moment, plural } from "../../src/report/style.ts";

test.each([
  [0, "0 ms"],
  [12.4, "12 ms"],
  [999.4, "999 ms"],
  [999.6, "1.0 s"],
  [3449, "3.4 s"],
  [59_949, "59.9 s"],
  [59_960, "1 min 0 s"],
  [125_000, "2 min 5 s"],
  [3_599_900, "60 min 0 s"],
])("%d ms is shown as %s", (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

test.each([
  [0, "0 migrations"],
  [1, "1 migration"],
  [2, "2 migrations"],
])("%i is %s", (count, text) => {
  expect(plural(count, "migration")).toBe(text);
});

test.each([
  ["short", 10, "short"],
  ["exactly 10", 10, "exactly 10"],
  ["longer than ten", 10, "longer th…"],
  ["a blank    before the cut", 10, "a blank…"],
  ["😀😀😀😀", 4, "😀😀😀😀"],
  ["😀😀😀😀😀", 4, "😀😀😀…"],
])("%j cut to %i is %j", (text, width, expected) => {
  expect(cut(text, width)).toBe(expected);
});

describe("a moment", () => {
  const zone = process.env["TZ"];
  beforeEach(() => void (process.env["TZ"] = "Asia/Kolkata"));
  afterEach(() => {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  });

  test.each([
    ["2026-01-02T03:04:05.678+00:00", "2026-01-02 08:34:05+05:30"],
    ["2026-01-02T03:04:05Z", "2026-01-02 08:34:05+05:30"],
    ["2026-01-02T23:04:05-02:00", "2026-01-03 06:34:05+05:30"],
    ["2026-01-02T03:04:05.678", "2026-01-02 03:04:05"],
  ])("%s is shown as %s in India", (iso, text) => {
    expect(moment(iso)).toBe(text);
  });
});

test("without colours no text is changed", () => {
  expect(createStyle(false).red("a")).toBe("a");
  expect(createStyle(true).red("a")).toContain("\u001B[31m");
});
