import { expect, test } from "vitest";
import { codeOnly, regions } from "../../src/sql/text/regions.ts";

test.each([
  ["a line comment ends with the line", "a -- b\nc", ["-- b"]],
  ["a line comment ends before CRLF", "a -- b\r\nc", ["-- b"]],
  ["a line comment ends with the text", "a -- b", ["-- b"]],
  ["block comments nest", "a /* b /* c */ d */ e", ["/* b /* c */ d */"]],
  ["a line comment sign inside a block comment is nothing", "/* -- */ 'a'", ["/* -- */", "'a'"]],
  ["a block comment sign inside a line comment is nothing", "-- /*\n'a'", ["-- /*", "'a'"]],
  ["a comment begins in the middle of an operator", "1 +-- b\n+/* c */2", ["-- b", "/* c */"]],
  ["a doubled quote does not end a string", "'it''s' x", ["'it''s'"]],
  ["a backslash is nothing in a plain string", String.raw`'a\' x`, [String.raw`'a\'`]],
  ["a backslash escapes in an E string", String.raw`E'a\'b' x`, [String.raw`'a\'b'`]],
  ["an E string may be written with e", String.raw`e'\\' x`, [String.raw`'\\'`]],
  [
    "an E at the end of a word starts no E string",
    String.raw`somE'a\' 'b'`,
    [String.raw`'a\'`, "'b'"],
  ],
  [
    "an E string goes on after a line end with the same rules",
    "E'a'\n  'b\\'c' 'd'",
    ["'a'\n  'b\\'c'", "'d'"],
  ],
  [
    "comments may stand between the parts of an E string",
    "E'a' -- it's\n-- more\n'b\\'' x",
    ["'a' -- it's\n-- more\n'b\\''"],
  ],
  ["on the same line a new string begins", "E'a' 'b\\' x", ["'a'", "'b\\'"]],
  ["quoted identifiers hold quotes and comment signs", `"a""b--'" 'c'`, [`"a""b--'"`, "'c'"]],
  ["dollar quotes hold anything", "$$ ' -- /* $x$ $$ 'a'", ["$$ ' -- /* $x$ $$", "'a'"]],
  ["a dollar quote ends at its own tag", "$a$ $$ $b$ $a$ 'x'", ["$a$ $$ $b$ $a$", "'x'"]],
  ["tags are case sensitive", "$a$ $A$ $a$", ["$a$ $A$ $a$"]],
  ["tags may be of any alphabet", "$é$ ' $é$", ["$é$ ' $é$"]],
  ["a dollar inside a word is a letter", "a$b$c 'x' d$b$", ["'x'"]],
  ["a parameter is no dollar quote", "$1 'a' $1", ["'a'"]],
  ["an astral character before a quote changes nothing", "'😀' 😀'a'", ["'😀'", "'a'"]],
  ["an empty string is a region", "'' \"\"", ["''", '""']],
])("%s", (_title, text, expected) => {
  expect([...regions(text)].map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  expect([...regions(text)].every(({ closed }) => closed)).toBe(true);
});

test.each([
  ["string", "a 'b"],
  ["string", "a E'b\\'"],
  ["string", "a E'b''"],
  ["string", "a E'b\\"],
  ["quoted-identifier", 'a "b'],
  ["dollar-string", "a $x$ b $$"],
  ["block-comment", "a /* b /* c */"],
])("a %s that never ends reaches to the end of %j and says so", (kind, text) => {
  expect([...regions(text)]).toEqual([
    { kind, start: text.search(/['"$]|\/\*/), end: text.length, closed: false },
  ]);
});

test("an E string of megabytes is read to its end", () => {
  const text = `E'${"a''\\'".repeat(500_000)}'`;
  expect([...regions(text)]).toEqual([
    { kind: "string", start: 1, end: text.length, closed: true },
  ]);
});

test("codeOnly blanks regions out and keeps every offset", () => {
  expect(codeOnly("a 'b' -- c\nd")).toBe(`a${" ".repeat(9)}\nd`);
});
