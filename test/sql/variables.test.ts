import { describe, expect, test } from "vitest";
import { replaceVariables, writtenOffset } from "../../src/sql/text/index.ts";

const values = {
  a: "x",
  b: "it's",
  back: "a\\b",
  name: 'we"ird',
  empty: "",
  other: ":a + :'b'",
  loop: ":loop",
  ping: ":pong",
  pong: ":ping",
  quote: "'open :a",
  remark: "-- :a\n",
  é: "acute",
  A: "upper",
};

/** What psql 15 sends for the same text and values, tried with `psql -e -v`. */
describe("replaced as psql does", () => {
  test.each([
    ["select :a", "select x"],
    ["select :'a', :'b'", "select 'x', 'it''s'"],
    ["select:'back'", "select E'a\\\\b'"],
    [`select :"a", :"name"`, `select "x", "we""ird"`],
    ["select :é, :A", "select acute, upper"],
    ["select f:a", "select fx"],
    ["select :a.t", "select x.t"],
    ["select :empty;", "select ;"],
    ["select :a:a", "select xx"],
    ["select :'a':'b'", "select 'x''it''s'"],
    ["select 1:::a", "select 1::x"],
    ["select :other", "select x + 'it''s'"],
    ["select :quote'", "select 'open :a'"],
    ["select :remark :a", "select -- :a\n x"],
    ["select N':a' :a", "select N':a' x"],
  ])("%s", (text, expected) => {
    expect(replaceVariables(text, values)).toMatchObject({ text: expected, unset: [] });
  });

  test.each([
    'select 1::a, x::"a", \'1\'::"char"',
    "select ':a', 'it''s :a', E'\\' :a', U&':a', B':a'",
    `select ":a", """:a"`,
    "select 1 -- :a\n /* :a /* :a */ :a */",
    "do $$ begin x := :a; end $$; select $t$ :a $$ :a $t$",
    "x :=:= y",
    "select a[1:2], a[:2], a[1:]",
    "select a[n:m], a[(f(1)):m], a[b[1]:m]",
    "select : a, :",
    "select :loop",
  ])("left alone: %s", (text) => {
    expect(replaceVariables(text, values)).toEqual({
      text: text.replace(":loop", ":loop"),
      places: expect.anything(),
      unset: [],
    });
  });

  test("a value that leads back to itself is left where it does", () => {
    expect(replaceVariables("select :ping", values).text).toBe("select :ping");
  });

  test.each([
    ["select :none", ":none"],
    ["select :'none'", ":'none'"],
    [`select :"none"`, `:"none"`],
    ["select :toString", ":toString"],
    ["select array[:none]", ":none"],
    ["select array[1, :none]", ":none"],
    ["select a[:'none':2]", ":'none'"],
    ["select a[1]; select b:none]", ":none"],
  ])("without a value: %s", (text, variable) => {
    const { unset, text: left } = replaceVariables(text, values);
    expect(left).toBe(text);
    expect(unset.map(({ offset }) => offset)).toEqual([text.indexOf(variable)]);
  });
});

describe("places", () => {
  const written = "select :'b', :a, :other;\nselect 2";
  const { text, places } = replaceVariables(written, values);

  test.each([
    ["select", "start"],
    ["select 2", "start"],
    [", x,", "start"],
  ] as const)("of %s are those of the written text", (part, edge) => {
    const there = part === ", x," ? written.indexOf(", :a,") : written.indexOf(part);
    expect(writtenOffset(places, text.indexOf(part), edge)).toBe(there);
  });

  test("inside of a value are those of its variable", () => {
    const at = text.indexOf("+");
    expect(writtenOffset(places, at)).toBe(written.indexOf(":other"));
    expect(writtenOffset(places, at, "end")).toBe(written.indexOf(";"));
    expect(writtenOffset(places, text.indexOf(";"), "end")).toBe(written.indexOf(";"));
  });
});
