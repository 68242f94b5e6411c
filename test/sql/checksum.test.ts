import { expect, test } from "vitest";
import { checksum } from "../../src/sql/text/checksum.ts";

const section = `-- The users.
CREATE TABLE users (id int, name text DEFAULT 'it''s  me');
CREATE FUNCTION f() RETURNS text AS $$ SELECT 'a  b' -- c
$$ LANGUAGE sql;
`;

test("a checksum is 64 hexadecimal digits", () => {
  expect(checksum(section)).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ["CRLF", section.replaceAll("\n", "\r\n")],
  ["a lone CR", section.replaceAll("\n", "\r")],
  ["a removed comment", section.replace("-- The users.\n", "")],
  ["an added line comment", section.replace("id int,", "id int, -- the key\n")],
  ["an added block comment", section.replace("id int", "id /* the /* inner */ key */ int")],
  ["a comment that stands for white space", section.replace("CREATE TABLE", "CREATE/**/TABLE")],
  ["a comment with a quote", section.replace("id int,", "id int, -- it's\n")],
  ["indentation", section.replace("(id int, ", "(\n\tid int,\n\t")],
  ["white space beside brackets and commas", section.replace("(id int, ", " ( id int ,")],
  ["blank lines at both ends", `\n\n${section}\n\n`],
])("%s changes nothing", (_what, text) => {
  expect(text).not.toBe(section);
  expect(checksum(text)).toBe(checksum(section));
});

test.each([
  ["another word", section.replace("id int", "id bigint")],
  ["letter case, which may matter to a reader", section.replace("TABLE users", "TABLE Users")],
  ["another string", section.replace("it''s", "it''z")],
  ["white space in a string", section.replace("it''s  me", "it''s me")],
  ["white space in a function body", section.replace("'a  b'", "'a b'")],
  ["a comment in a function body", section.replace("-- c\n", "-- d\n")],
  ["a removed statement", section.replace(/CREATE FUNCTION[^]*/, "")],
  ["words that grow together", section.replace("id int", "idint")],
])("%s changes the checksum", (_what, text) => {
  expect(text).not.toBe(section);
  expect(checksum(text)).not.toBe(checksum(section));
});

test.each([
  ["a string and its line end", "select 'a'\n'b'", "select 'a''b'"],
  ["an operator and two", "select a @- b", "select a @ - b"],
  ["a quoted identifier and a string", `select "a"`, "select 'a'"],
  ["an E string and an alias", "select E'a'", "select E 'a'"],
  ["a no-break space, a letter to the server", "select a\u00a0b", "select a b"],
  ["code and a comment that hides it", "select 1; -- x\nselect 2", "select 1; -- x select 2"],
])("%s are not the same", (_what, one, other) => {
  expect(checksum(one)).not.toBe(checksum(other));
});

test("a section of comments has the checksum of an empty one", () => {
  expect(checksum("-- a\n/* b */\n")).toBe(checksum(""));
});
