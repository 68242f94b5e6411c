import { beforeAll, describe, expect, it } from "vitest";
import { isSameQuery } from "../../src/sql/statement/index.ts";
import {
  isOnlyAbout,
  isSetting,
  type RelationName,
  schemaStatements,
} from "../../src/sql/statement/index.ts";
import { SqlTextError } from "../../src/sql/text/sql-text-error.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { thrown } from "../support/thrown.ts";

beforeAll(loadParser);

describe("a schema file", () => {
  it("is its statements, without psql's commands and transaction control", () => {
    const text =
      "\\restrict xy\nBEGIN;\nSET a = 1;\n-- \\c\nCREATE TABLE t (a text DEFAULT '\n\\x');\nCOMMIT;\n";
    expect(schemaStatements(text).map((one) => [one.text, one.start, isSetting(one)])).toEqual([
      ["SET a = 1", 20, true],
      [expect.stringContaining("DEFAULT '\n\\x'"), 37, false],
    ]);
  });

  it("is not what is said of the database it was made of", () => {
    const text = `CREATE DATABASE a;\nALTER DATABASE a OWNER TO b;\nALTER DATABASE a SET c = 1;
      COMMENT ON DATABASE a IS 'b';\n\\connect a\nGRANT ALL ON DATABASE a TO b; CREATE TABLE t ();`;
    expect(schemaStatements(text).map((one) => one.text)).toEqual(["CREATE TABLE t ()"]);
  });

  it("knows what speaks of some relations alone", () => {
    const isOwn = ({ schema, name }: RelationName) => schema === "a" && name === "t";
    const own = `CREATE TABLE a.t (id int); ALTER TABLE a.t OWNER TO b; GRANT SELECT ON a.t TO b; COMMENT ON TABLE a.t IS 'c';
      COMMENT ON COLUMN a.t.id IS 'c'; CREATE INDEX ON a.t (id); ALTER TABLE a.t ADD PRIMARY KEY (id); DROP TABLE IF EXISTS a.t`;
    expect(schemaStatements(own).filter((one) => !isOnlyAbout(one, isOwn))).toEqual([]);
    const others = `CREATE TABLE t (); GRANT SELECT ON a.t, a.u TO b; CREATE SCHEMA a; GRANT USAGE ON SCHEMA a TO b; SELECT 1;
      ALTER TABLE a.u ADD FOREIGN KEY (id) REFERENCES a.t`;
    expect(schemaStatements(others).filter((one) => isOnlyAbout(one, isOwn))).toEqual([]);
  });

  it("has no rows, and none of psql's other commands", () => {
    const copy = thrown(SqlTextError, () =>
      schemaStatements("SELECT 1;\nCOPY t FROM stdin;\n1\n\\."),
    );
    expect(copy.offset).toBe(10);
    const copyCommand = thrown(SqlTextError, () => schemaStatements("\\copy t from x\n"));
    expect(copyCommand.message).toContain("\\copy");
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
