import { beforeAll, expect, test } from "vitest";
import { sortOf, withValues } from "../../../src/import/recording/sent.ts";
import { loadParser } from "../../../src/sql/statement/index.ts";

beforeAll(loadParser);

test.each([
  ["BEGIN", "control"],
  ["START TRANSACTION ISOLATION LEVEL SERIALIZABLE;", "control"],
  ["COMMIT", "control"],
  ["SAVEPOINT a", "control"],
  ["ROLLBACK", "rollback"],
  ["ROLLBACK TO SAVEPOINT a", "rollback"],
  ["BEGIN; CREATE TABLE t (); COMMIT", "mixed"],
  ["SET client_min_messages TO warning; SET TIME ZONE '+00:00'", "setup"],
  ["SHOW server_version", "question"],
  ["SELECT 1+1 AS result", "question"],
  ["SELECT version()", "question"],
  ["SELECT * FROM information_schema.columns c JOIN pg_class k ON true", "question"],
  ["WITH r AS (SELECT * FROM pg_range) SELECT * FROM r", "question"],
  ["SELECT id FROM users", "data"],
  ["SELECT * FROM pg_class, users", "data"],
  ["SELECT * FROM app.pg_users", "data"],
  ["INSERT INTO t VALUES (1) RETURNING id", "data"],
  ["SELECT setval('s', 3)", "work"],
  ["SELECT setval('s', (SELECT max(id) FROM t))", "data"],
  ["SELECT nobody_knows()", "work"],
  ["no SQL at all", "work"],
])("%s is %s", (text, sort) => {
  expect(sortOf(text)).toBe(sort);
});

test.each([
  ["SELECT $1, $2", ["it's", null], "SELECT 'it''s', NULL"],
  ["SELECT '$1', $$ $1 $$, \"$1\", $1 -- $1", ["a"], "SELECT '$1', $$ $1 $$, \"$1\", 'a' -- $1"],
  ["SELECT $10, $1", [..."abcdefghij"], "SELECT 'j', 'a'"],
  ["SELECT $1", ["\\x"], "SELECT E'\\\\x'"],
  ["SELECT $1", [], "SELECT $1"],
])("values are written into %s", (text, values, expected) => {
  expect(withValues(text, values)).toBe(expected);
});
