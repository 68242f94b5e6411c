import { expect, test } from "vitest";
import { directives, header } from "../../src/sql/text/header.ts";
import { SqlTextError } from "../../src/sql/text/sql-text-error.ts";
import { thrown } from "../support/thrown.ts";

const full = `-- Migration: Add Users
-- Created: 2026-01-02
-- Description: Users, and
--   what they own.

-- Up Migration
CREATE TABLE users ();
`;

test.each([
  ["LF", full],
  ["CRLF", full.replaceAll("\n", "\r\n")],
])("title, date and description of several lines are read with %s", (_name, text) => {
  expect(header(text)).toEqual({
    migration: "Add Users",
    created: "2026-01-02",
    description: "Users, and what they own.",
  });
});

test.each([
  ["an empty field is absent", "-- Description:\nselect 1;", {}],
  ["a description may begin on the next line", "-- Description:\n--   a\n", { description: "a" }],
  ["letter case does not matter", "-- DESCRIPTION: a\n", { description: "a" }],
  ["the first of two counts", "-- Created: a\n-- Created: b\n", { created: "a" }],
  ["another comment ends a description", "-- Description: a\n-- b\n--   c\n", { description: "a" }],
  ["a field below a statement is a remark", "select 1;\n-- Description: a\n", {}],
  ["a field inside a string is text", "select '\n-- Description: a\n';", {}],
  ["a block comment has no fields", "/*\n-- Description: a\n*/\n", {}],
  ["a licence above is passed over", "/* (c) */\n-- Description: a\n", { description: "a" }],
])("%s", (_title, text, expected) => {
  expect(header(text)).toEqual(expected);
});

test("directives are found with their places, in any letter case", () => {
  const text = "-- pgmaestro: no-transaction\nselect 1;\n--PGMAESTRO: Opaque \n";
  expect(directives(text)).toEqual([
    { name: "no-transaction", start: 0, end: 28 },
    { name: "opaque", start: 39, end: 59 },
  ]);
});

test("irreversible takes the rest of the line as its reason", () => {
  const text = "select 1;\n-- pgmaestro: Irreversible  the old values are gone -- for good \n";
  expect(directives(text)).toEqual([
    { name: "irreversible", reason: "the old values are gone -- for good", start: 10, end: 74 },
  ]);
});

test.each(["-- pgmaestro: irreversible", "-- pgmaestro: irreversible  \r\nselect 1;"])(
  "irreversible without a reason is refused at its place: %j",
  (line) => {
    const error = thrown(SqlTextError, () => directives(`select 1;\n ${line}`));
    expect(error).toMatchObject({
      message: "The directive irreversible says no reason",
      offset: 11,
      hint: expect.stringContaining("`pgmaestro: irreversible the old values are deleted`"),
    });
  },
);

test.each([
  ["-- pgmaestro: phase after", "after"],
  ["--pgmaestro:  Phase  BEFORE ", "before"],
])("the phase is a word: %j", (text, phase) => {
  expect(directives(text)).toEqual([{ name: "phase", phase, start: 0, end: text.length }]);
});

test.each([
  ["-- pgmaestro: phase", "The directive phase says no phase"],
  ["-- pgmaestro: phase later", 'There is no phase "later"'],
])("a phase that is none is refused at its place: %j", (line, message) => {
  const error = thrown(SqlTextError, () => directives(`select 1;\n ${line}`));
  expect(error).toMatchObject({
    message,
    offset: 11,
    hint: expect.stringContaining("`pgmaestro: phase after`"),
  });
});

test("a word that only begins like a directive is none", () => {
  thrown(SqlTextError, () => directives("-- pgmaestro: irreversibly gone"));
});

test.each([
  ["a string", "select '\n-- pgmaestro: no-transaction\n';"],
  ["a function body", "do $$\n-- pgmaestro: no-transaction\n$$;"],
  ["a block comment", "/*\n-- pgmaestro: no-transaction\n*/"],
])("a directive inside %s is none", (_where, text) => {
  expect(directives(text)).toEqual([]);
});

test("a misspelt directive is refused at its place, with those that exist", () => {
  const text = "select 1;\n  -- pgmaestro: no-transactions\n";
  const error = thrown(SqlTextError, () => directives(text));
  expect(error).toMatchObject({
    message: 'Unknown directive "no-transactions"',
    offset: 12,
    hint: expect.stringContaining("no-transaction, opaque, variables, irreversible"),
  });
});
