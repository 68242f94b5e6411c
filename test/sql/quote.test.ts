import { beforeAll, expect, test } from "vitest";
import { literal, quoteIdentifier, quoteLiteral } from "../../src/sql/text/quote.ts";
import { loadParser, parseStatements } from "../../src/sql/statement/statements.ts";

beforeAll(loadParser);

const nasty = [
  "plain",
  "it's",
  'say "hi"',
  String.raw`back\slash`,
  String.raw`both \' and ''`,
  "$$dollars$$",
  "-- no comment",
  "new\nline",
  "é 😀",
  "; drop table users",
];

test.each(nasty)("%j as a literal is one statement with that very value", (value) => {
  expect(parseStatements(`select ${quoteLiteral(value)} as x`)).toHaveLength(1);
  expect(unquoted(quoteLiteral(value))).toBe(value);
});

test.each(nasty)("%j as an identifier is one statement", (value) => {
  const text = `select 1 as ${quoteIdentifier(value)}`;
  expect(parseStatements(text)).toMatchObject([{ text }]);
});

test.each([
  [undefined, "NULL"],
  [null, "NULL"],
  [12.5, "12.5"],
  ["12", "'12'"],
  ["", "''"],
])("%j as SQL text is %s", (value, text) => {
  expect(literal(value)).toBe(text);
});

function unquoted(text: string): string {
  const plain = text.replace(/^E?'([^]*)'$/, "$1").replaceAll("''", "'");
  return text.startsWith("E") ? plain.replaceAll("\\\\", "\\") : plain;
}
