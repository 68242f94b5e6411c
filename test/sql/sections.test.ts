import { describe, expect, test } from "vitest";
import { sections, withoutMarkers } from "../../src/sql/text/sections.ts";
import { SqlTextError } from "../../src/sql/text/sql-text-error.ts";
import { thrown } from "../support/thrown.ts";

function parts(text: string) {
  const { up, down } = sections(text);
  const cut = (span: { start: number; end: number }) => text.slice(span.start, span.end).trim();
  return { up: cut(up), down: down && cut(down) };
}

function warnings(text: string): string[] {
  return sections(text).warnings.map((warning) => `${warning.offset}: ${warning.text}`);
}

describe("the markers", () => {
  test.each([
    ["both", "-- Up Migration\na;\n-- Down Migration\nb;\n", { up: "a;", down: "b;" }],
    ["CRLF", "-- Up Migration\r\na;\r\n-- Down Migration\r\nb;\r\n", { up: "a;", down: "b;" }],
    ["down first", "-- Down Migration\nb;\n-- Up Migration\na;", { up: "a;", down: "b;" }],
    ["no marker: all of it is up", "a;\nb;\n", { up: "a;\nb;" }],
    ["no down marker: no down section", "-- Up Migration\na;", { up: "a;" }],
    ["an empty file", "", { up: "" }],
    [
      "a down marker alone, above nothing",
      "a;\n-- Down Migration\n-- b;",
      { up: "a;", down: "-- b;" },
    ],
    [
      "an empty down section is still one",
      "-- Up Migration\na;\n-- Down Migration",
      { up: "a;", down: "" },
    ],
    [
      "any letter case and spacing",
      "--up   migration\na;\n\t ------ DOWN\tMigration ---\nb;",
      { up: "a;", down: "b;" },
    ],
    [
      "text after a marker that is no prose",
      "-- Up Migration: users\na;\n-- Down Migration (users)\nb;",
      { up: "a;", down: "b;" },
    ],
    [
      "an exact marker goes before a look-alike above it",
      "-- Up Migration\na;\n-- down migration of users follows\nb;\n-- Down Migration\nc;".replace(
        "b;\n",
        "",
      ),
      { up: "a;\n-- down migration of users follows", down: "c;" },
    ],
    [
      "multi-byte text above moves nothing",
      "-- Up Migration\nselect '😀é';\n-- Down Migration\nselect '€';",
      { up: "select '😀é';", down: "select '€';" },
    ],
  ])("divide a file: %s", (_title, text, expected) => {
    expect(parts(text)).toEqual({ down: undefined, ...expected });
    expect(warnings(text).filter((warning) => !warning.includes("remark"))).toEqual([]);
  });

  test.each([
    ["a string", "select '\n-- Down Migration\n';"],
    ["an E string", "select E'\\'\n-- Down Migration\n';"],
    ["a quoted identifier", 'select 1 as "\n-- Down Migration\n";'],
    ["a function body", "do $$\n-- Down Migration\nbegin end $$;"],
    ["a tagged function body", "do $fn$\n$$\n-- Down Migration\n$$\n$fn$;"],
    ["a block comment", "/*\n-- Down Migration\n*/ select 1;"],
    ["a nested block comment", "/* /* */\n-- Down Migration\n*/ select 1;"],
    ["a comment behind a statement", "select 1; -- Down Migration"],
    ["a comment that goes on with the words", "-- see: -- Down Migration\nselect 1;"],
    ["a comment of another kind", "-- Down Migrator\nselect 1;"],
  ])("are none inside %s", (_where, body) => {
    expect(parts(body)).toEqual({ up: body.trim(), down: undefined });
    expect(parts(`-- Up Migration\n${body}`)).toEqual({ up: body.trim(), down: undefined });
    expect(warnings(body)).toEqual([]);
  });
});

test("a down marker alone divides a file too", () => {
  expect(parts("a;\n-- Down Migration (by hand)\nb;")).toEqual({ up: "a;", down: "b;" });
});

describe("warned of, with its place", () => {
  test.each([
    ["a second marker", "-- Up Migration\na;\n-- Up Migration\nb;", 19, "looks like the up marker"],
    ["a remark that looks like one", "-- down migration of a\na;", 0, "looks like the down marker"],
    [
      "a remark that may be the down marker",
      "-- Up Migration\na;\n-- Down migration to undo this\nb;",
      19,
      "taken for the down marker",
    ],
    ["statements below a down marker alone", "a;\n-- Down Migration\nb;", 3, "part of up"],
    ["statements above the markers", "-- c\na;\n-- Up Migration\nb;", 5, "never run"],
  ])("%s", (_what, text, offset, warning) => {
    expect(sections(text).warnings).toEqual([{ offset, text: expect.stringContaining(warning) }]);
  });

  test("and taken for the marker, what may be a remark", () => {
    const text = "-- Up Migration\na;\n-- Down migration to undo this\nb;";
    expect(parts(text)).toEqual({ up: "a;", down: "b;" });
  });

  test("comments above the markers are not", () => {
    expect(warnings("-- a\n/* b */\n\n-- Up Migration\nb;")).toEqual([]);
  });
});

describe("refused, with its place and what to do", () => {
  test.each([
    [
      "a remark below statements that may be the up marker",
      "a;\n-- up migration of users\nb;",
      3,
      "up marker or only a remark",
    ],
    ["a string that never ends", "a;\nselect 'b;\n", 10, "string never ends"],
    ["a function body that never ends", "do $x$ begin end $$;", 3, "dollar string never ends"],
    ["a quoted identifier that never ends", 'select "b', 7, "quoted identifier never ends"],
    ["a comment that never ends", "a; /* b /* c */", 3, "comment never ends"],
    [
      "COPY FROM STDIN, whose rows hold a quote",
      "COPY t FROM stdin;\n1\tit's\n\\.\n",
      0,
      "COPY … FROM STDIN",
    ],
  ])("%s", (_what, text, offset, message) => {
    const error = thrown(SqlTextError, () => sections(text));
    expect(error).toMatchObject({ offset, message: expect.stringContaining(message) });
    expect(error.hint).not.toBe("");
  });

  test("a remark below which nothing stands is no danger", () => {
    expect(parts("-- Up Migration\na;\n-- down migration of users\n-- none\n").up).toBe("a;");
  });
});

describe("markers made remarks", () => {
  test.each([
    ["a;\n-- Up Migration\nb;", "a;\n-- remark: Up Migration\nb;"],
    ["--- down migration of users\na;", "-- remark: down migration of users\na;"],
    ["'\n-- Up Migration\n'", "'\n-- Up Migration\n'"],
  ])("%j", (text, expected) => {
    expect(withoutMarkers(text)).toBe(expected);
    expect(parts(withoutMarkers(text)).up).toBe(expected);
  });
});
