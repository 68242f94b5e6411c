import { expect, test } from "vitest";
import { byteToOffset, lineColumn, offsetOfCharacter } from "../../src/sql/text/positions.ts";

test.each([
  ["the beginning", "abc", 0, 1, 1],
  ["the end", "abc", 3, 1, 4],
  ["LF ends a line", "a\nbc", 3, 2, 2],
  ["CRLF ends one line, not two", "a\r\nbc", 4, 2, 2],
  ["a lone CR ends a line", "a\rbc", 3, 2, 2],
  ["multi-byte text counts characters", "é€x", 2, 1, 3],
  ["an astral character is one column", "😀😀x", 4, 1, 3],
  ["a tab is one column", "\t\tx", 2, 1, 3],
])("line and column: %s", (_title, text, offset, line, column) => {
  expect(lineColumn(text, offset)).toEqual({ line, column });
});

test.each([
  ["abc", 2, 2],
  ["é€x", 2, 2],
  ["😀é😀x", 3, 5],
  ["a", 9, 1],
])("in %j character %i is at UTF-16 offset %i", (text, character, offset) => {
  expect(offsetOfCharacter(text, character)).toBe(offset);
});

const mixed = "a é € 😀 b\r\n😀";

test("every character's byte is found, whatever its length", () => {
  const offsetOf = byteToOffset(mixed);
  for (let offset = 0; offset < mixed.length; offset += stepAt(offset)) {
    expect(offsetOf(Buffer.byteLength(mixed.slice(0, offset)))).toBe(offset);
  }
});

test("bytes may be asked for in any order", () => {
  const offsetOf = byteToOffset(mixed);
  expect([offsetOf(14), offsetOf(2), offsetOf(9), offsetOf(0)]).toEqual([
    mixed.indexOf("b"),
    mixed.indexOf("é"),
    mixed.indexOf("😀"),
    0,
  ]);
});

test("a byte behind the end is the end", () => {
  expect(byteToOffset("é")(99)).toBe(1);
});

function stepAt(offset: number): number {
  return mixed.codePointAt(offset)! > 0xffff ? 2 : 1;
}
