import { beforeAll, describe, expect, it } from "vitest";
import { isSameQuery } from "../../src/sql/statement/index.ts";
import { schemaStatements } from "../../src/sql/statement/schema-file.ts";
import { SqlTextError } from "../../src/sql/text/sql-text-error.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { thrown } from "../support/thrown.ts";

beforeAll(loadParser);

describe("a schema file", () => {
  it("is its statements, without psql's commands and transaction control", () => {
    const text =
      "\\restrict xy\nBEGIN;\nSET a = 1;\n-- \\c\nCREATE TABLE t (a text DEFAULT '\n\\x');\nCOMMIT;\n";
    expect(schemaStatements(text)).toEqual([
      { text: "SET a = 1", start: 20, isSetting: true },
      { text: expect.stringContaining("DEFAULT '\n\\x'"), start: 37, isSetting: false },
    ]);
  });

  it("has no rows, and none of psql's other commands", () => {
    const copy = thrown(SqlTextError, () =>
      schemaStatements("SELECT 1;\nCOPY t FROM stdin;\n1\n\\."),
    );
    expect(copy.offset).toBe(10);
    const connect = thrown(SqlTextError, () => schemaStatements("\\connect other\n"));
    expect(connect.message).toContain("\\connect");
  });
});

describe("two queries are the same", () => {
  const same: [string, string][] = [
    ["SELECT id FROM a.t", " SELECT t.id\n   FROM a.t;"],
    ["SELECT (a) FROM t WHERE x > 1", "SELECT t.a FROM t WHERE (t.x > 1)"],
  ];
  it.each(same)("%s", (one, other) => {
    expect(isSameQuery(one, other)).toBe(true);
  });

  const different: [string, string][] = [
    ["SELECT id FROM a.t", "SELECT id FROM b.t"],
    ["SELECT id FROM t", "SELECT id AS id2 FROM t"],
    ["SELECT 1 WHERE (a OR b) AND c", "SELECT 1 WHERE a OR (b AND c)"],
    ["not SQL", "neither"],
  ];
  it.each(different)("not %s", (one, other) => {
    expect(isSameQuery(one, other)).toBe(false);
  });
});
