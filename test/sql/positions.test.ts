import { expect, test } from "vitest";
import {
  byteToOffset,
  lineColumn,
  linesBetween,
  offsetAt,
  offsetOfCharacter,
} from "../../src/sql/text/positions.ts";

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

test("lines, columns and offsets are those of the text that is split", () => {
  for (const text of ["", "a\r\n\r😀é\n", "\n\na", "é\r\rb\r\n"]) {
    const lines = text.split(/\r\n|\r|\n/);
    expect(linesBetween(text, 1, 9)).toEqual(lines);
    expect(linesBetween(text, 2, 2)).toEqual(lines.slice(1, 2));
    for (let offset = 0; offset <= text.length; offset++) {
      const before = text.slice(0, offset).split(/\r\n|\r|\n/);
      const place = { line: before.length, column: [...before.at(-1)!].length + 1 };
      expect(lineColumn(text, offset), `${JSON.stringify(text)} ${offset}`).toEqual(place);
      const isSplit = /^\r\n|^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(offset - 1));
      if (offset === 0 || !isSplit) expect(offsetAt(text, place)).toBe(offset);
    }
  }
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
