import { beforeAll, expect, test } from "vitest";
import { SqlTextError } from "../../src/sql/text/index.ts";
import { hasNode, walk } from "../../src/sql/statement/reader/tree-walk.ts";
import { loadParser, parseTrees } from "../../src/sql/statement/reader/parser.ts";
import { thrown } from "../support/thrown.ts";

beforeAll(loadParser);

const sum = (terms: number) => `select ${Array.from({ length: terms }, () => "1").join("+")}`;

test("comments nested fifty thousand deep are one comment", () => {
  const comment = `${"/*é".repeat(50_000)}${"*/".repeat(50_000)}`;
  const text = `select 'é/*'; ${comment} select 2 /* x */ + 3;`;
  const statements = parseTrees(text);
  expect(statements.map((one) => one.text.slice(-20))).toEqual([
    "select 'é/*'",
    "select 2 /* x */ + 3",
  ]);
  expect(statements[1]!.end).toBe(text.length - 1);
}, 20_000);

test("a sum of five thousand terms is walked through", () => {
  const { tree } = parseTrees(sum(5000))[0]!;
  let constants = 0;
  walk(tree, (name) => (constants += Number(name === "A_Const")));
  expect(constants).toBe(5000);
  expect(hasNode(tree, "A_Const")).toBe(true);
  expect(hasNode(tree, "FuncCall")).toBe(false);
});

test("a walk meets what is before in the text before, and what is outside before what is inside", () => {
  const names: string[] = [];
  walk({ a: [{ b: 1 }, { c: { d: 2 } }], e: null }, (name) => void names.push(name));
  expect(names).toEqual(["a", "b", "c", "d", "e"]);
});

test("a statement that is too deep for the parser is an error at its place", () => {
  const text = `select 1; -- ;\n select '${";".repeat(5)}';\n  ${sum(300_000)}; select 3;`;
  const error = thrown(SqlTextError, () => parseTrees(text));
  expect(error.message).toContain("nested too deeply");
  expect(error.offset).toBe(text.indexOf("select 1+"));
  expect(error.hint).toContain("opaque");
});

test("what the parser's memory does not hold is refused, with what helps", () => {
  const text = `\nselect 1${",1".repeat(5_000_000)}`;
  const error = thrown(SqlTextError, () => parseTrees(text));
  expect(error.message).toBe("The section is too large to be parsed: 11 MB of SQL");
  expect(error.offset).toBe(1);
  expect(error.hint).toContain("-- pgmaestro: opaque");
  expect(parseTrees("table a")).toHaveLength(1);
}, 60_000);
