import { expect, test } from "vitest";
import { literalsIn } from "../../../src/rows/literals.ts";
import { exampleOf } from "../../../src/rows/pattern.ts";
import { parseRecord, parseRecords } from "../../../src/rows/records.ts";

test.each([
  ["(status = ANY (ARRAY['draft'::text, 'it''s'::text]))", ["draft", "it's"], []],
  [String.raw`(a ~ E'^\\d'::text)`, [String.raw`^\d`], []],
  ["((n >= 1) AND (n <= (2.5)::numeric) AND (m > '-3'::integer))", ["-3"], [1, 2.5, -3]],
  [`("col 7" > 8 AND col9 < 10)`, [], [8, 10]],
])("literals in %s", (expression, strings, numbers) => {
  const found = literalsIn([expression]);
  expect(found.strings).toEqual(strings);
  expect(found.numbers).toEqual(numbers);
});

test("texts of a length, and for a LIKE", () => {
  expect(literalsIn(["(char_length(a) = 3)"]).texts).toContain("aaa");
  expect(literalsIn(["(a ~~ '%@%.com'::text)"]).texts).toContain("a@a.com");
});

test.each([
  "^[a-z0-9_-]+$",
  "^[A-Z]{3}$",
  "^#[0-9a-fA-F]{6}$",
  String.raw`^\d{5}(-\d{4})?$`,
  String.raw`^[^@\s]+@[^@\s]+\.[^@\s]+$`,
  "^(a|b)c{2,}$",
  "^(?:x|y)?z$",
  String.raw`^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$`,
  "^https?://",
  String.raw`^\+?[1-9]\d{1,14}$`,
  String.raw`^v\d+\.\d+$`,
  "[]x]y",
])("examples of %s", (pattern) => {
  const examples = [0, 1, 2, 3].map((variant) => exampleOf(pattern, variant)!);
  for (const example of examples)
    expect(example).toMatch(new RegExp(pattern.replace("[]", "[\\]")));
});

test.each(["(", ")(", "a{99999999}", "[a", "\\", "*"])(
  "a broken pattern does no harm: %s",
  (pattern) => {
    expect((exampleOf(pattern, 0) ?? "").length).toBeLessThan(3_000);
  },
);

test.each([
  ["(1,abc,)", ["1", "abc", null]],
  ['("a ""b"" \\\\ c",,"")', ['a "b" \\ c', null, ""]],
  ["(,)", [null, null]],
  ['("x,y(")', ["x,y("]],
  ["()", [null]],
  ['("a\nb)",t)', ["a\nb)", "t"]],
])("the record %s", (text, values) => {
  expect(parseRecord(text)).toEqual(values);
});

test("records as XML", () => {
  expect(
    parseRecords('<row>\n  <r>(&lt;a&gt;,&amp;lt;)</r>\n</row>\n\n<row><r>("&#x0d;",)</r></row>'),
  ).toEqual([
    ["<a>", "&lt;"],
    ["\r", null],
  ]);
});
