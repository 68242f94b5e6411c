import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../../src/errors/index.ts";
import { historyTable } from "../../src/history/table.ts";
import { thrown } from "../support/thrown.ts";

describe("a table name", () => {
  test.each([
    ["alone is in public", "pgmigrations", undefined, "public", "pgmigrations"],
    ["alone is in the schema that is given", "pgmigrations", "app", "app", "pgmigrations"],
    ["may name its schema", "app.pgmigrations", undefined, "app", "pgmigrations"],
    ["names its schema louder than the setting", "app.history", "other", "app", "history"],
    ["keeps its letter case", "App.History", undefined, "App", "History"],
    ["in quotes may hold a dot", '"a.b"."c.d"', undefined, "a.b", "c.d"],
    ["in quotes may hold a quote", '"a""b"', undefined, "public", 'a"b'],
    ["may be quoted in part", 'app."my table"', undefined, "app", "my table"],
    ["of another alphabet is one too", "история", undefined, "public", "история"],
  ])("%s", (_title, given, setting, schema, name) => {
    expect(historyTable(given, setting)).toMatchObject({ schema, name });
  });

  test("is SQL with quotes, and the journal stands beside it", () => {
    expect(historyTable('"it""s".x')).toMatchObject({
      sql: '"it""s"."x"',
      journal: '"it""s"."x_journal"',
    });
  });

  test.each([
    ["app.pgmigrations", "app.pgmigrations"],
    ["pgmigrations", undefined],
    ['"app.pgmigrations"', undefined],
  ])("%s may have been taken literally as %s", (given, dotted) => {
    expect(historyTable(given).dotted).toBe(dotted);
  });

  test.each([
    ["nothing", ""],
    ["three parts", "a.b.c"],
    ["no schema before the dot", ".a"],
    ["no table after the dot", "a."],
    ["a quote that never ends", '"a'],
    ["empty quotes", '""'],
    ["a quote inside", 'a"b'],
    ["a name whose journal PostgreSQL would cut", "a".repeat(56)],
    ["the same in bytes", "é".repeat(28)],
  ])("is refused: %s", (_what, given) => {
    thrown(ConfigurationError, () => historyTable(given));
  });

  test("of 55 bytes fits with its journal", () => {
    const { journal } = historyTable("a".repeat(55));
    expect(journal).toBe(`"public"."${"a".repeat(55)}_journal"`);
  });
});
