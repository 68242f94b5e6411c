import { beforeAll, describe, expect, test } from "vitest";
import { lineColumn } from "../../src/sql/text/positions.ts";
import { SqlTextError } from "../../src/sql/text/sql-text-error.ts";
import { loadParser, parseSection } from "../../src/sql/statement/index.ts";
import { thrown } from "../support/thrown.ts";

beforeAll(loadParser);

function texts(text: string): string[] {
  return parseSection(text).statements.map((statement) => statement.text);
}

describe("statements", () => {
  test.each([
    ["are cut at semicolons", "select 1; select 2", ["select 1", "select 2"]],
    ["end without a semicolon too", "select 1", ["select 1"]],
    ["are not made of comments", "-- a\n/* b */;\n", []],
    ["are not made of white space", " \r\n\t", []],
    ["are not made of semicolons", ";;select 1;;", ["select 1"]],
    ["hold semicolons in quotes", `select ';', ";", $$;$$`, [`select ';', ";", $$;$$`]],
    [
      "hold semicolons in SQL function bodies",
      "create function f() returns int begin atomic select 1; select 2; end; select 3",
      ["create function f() returns int begin atomic select 1; select 2; end", "select 3"],
    ],
    ["begin behind a comment", "-- a\nselect 1; -- b\nselect 2", ["select 1", "select 2"]],
    ["lose the white space before the semicolon", "select 1\n ;", ["select 1"]],
    ["end before the comments behind the last", "select '--' -- a\n/* b */ ", ["select '--'"]],
  ])("%s", (_title, text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  test("have offsets that point at their text behind multi-byte and astral characters", () => {
    const text = "/* é */ select '😀';\r\n-- €😀\r\n  select 'ü' ; select \"😀\" from t;";
    const found = parseSection(text).statements;
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(
      found.map((statement) => statement.text),
    );
    expect(found.map(({ start }) => lineColumn(text, start))).toEqual([
      { line: 1, column: 9 },
      { line: 3, column: 3 },
      { line: 3, column: 16 },
    ]);
  });

  test("of thousands are cut in one walk over the text", () => {
    const text = "insert into t values ('😀');\n".repeat(5000);
    expect(parseSection(text).statements.at(-1)).toMatchObject({ end: text.length - 2 });
  });
});

describe("refused at its place", () => {
  test.each([
    ["a syntax error", "select 1;\nselect 1 frm a b;", 2, 14, "Syntax error"],
    ["a syntax error behind an emoji", "select '😀é',\n '😀' frm a b", 2, 10, "Syntax error"],
    ["a syntax error at the end", "select 1 +", 1, 11, "Syntax error"],
    ["a psql meta-command", "select 1;\n  \\connect other\n", 2, 3, "A psql meta-command"],
    ["a psql meta-command in the first line", "\\set x 1", 1, 1, "A psql meta-command"],
    ["a psql meta-command behind a query", "select 1 \\gexec", 1, 10, "Syntax error"],
    ["COPY FROM STDIN", "select 1;\nCOPY t (a)\n  FROM STDIN;", 2, 1, "COPY … FROM STDIN"],
    [
      "COPY FROM STDIN before the end of its rows",
      "copy t from stdin with (format csv);\n1,2\n\\.\n",
      1,
      1,
      "COPY … FROM STDIN",
    ],
    ["BEGIN without COMMIT", "select 1;\n BEGIN;", 2, 2, "BEGIN without COMMIT"],
    ["of several the first", "begin; start transaction;", 1, 8, "START TRANSACTION inside a trans"],
    [
      "COMMIT without BEGIN",
      "select 1; commit and chain;",
      1,
      11,
      "COMMIT AND CHAIN without BEGIN",
    ],
    ["END without BEGIN", "end;", 1, 1, "END without BEGIN"],
    ["COMMIT twice", "begin; select 1; commit; commit;", 1, 26, "COMMIT without BEGIN"],
    [
      "AND CHAIN at the end",
      "begin; select 1; commit and chain;",
      1,
      18,
      "COMMIT AND CHAIN without COMMIT",
    ],
    ["ROLLBACK", "begin;\nrollback;", 2, 1, "ROLLBACK in a migration"],
    ["ABORT", "abort;", 1, 1, "ABORT in a migration"],
    ["PREPARE TRANSACTION", "prepare transaction 'x';", 1, 1, "PREPARE TRANSACTION in a migration"],
    ["COMMIT PREPARED", "commit prepared 'x';", 1, 1, "COMMIT PREPARED in a migration"],
    ["VACUUM in a block", "begin; vacuum; commit;", 1, 8, "VACUUM between BEGIN and COMMIT"],
  ])("%s", (_what, text, line, column, message) => {
    const error = thrown(SqlTextError, () => parseSection(text));
    expect(lineColumn(text, error.offset)).toEqual({ line, column });
    expect(error.message).toContain(message);
    expect(error.hint).not.toBe("");
  });

  test.each([
    ["savepoints", "savepoint a; rollback to a; release a"],
    ["BEGIN of a PL/pgSQL block", "do $$ begin null; end $$"],
    ["COPY from a file on the server", "copy t from '/tmp/stdin'"],
    ["COPY to a program", "copy t to stdout"],
    ["the words of COPY in a string", "select 'copy t from stdin'"],
    ["the words of COPY in a comment", "/* copy t from stdin */ select 1"],
    ["a backslash at the beginning of a line in a string", "select '\n\\d'"],
    ["a backslash operator's line", "select 1 -- \n\\d".replace("\n\\d", " \\d")],
  ])("not: %s", (_what, text) => {
    expect(() => parseSection(text)).not.toThrow();
  });
});
