import { describe, expect, test, vi } from "vitest";
import type { CheckPartName } from "../../src/index.ts";
import { upDown } from "../support/migrations.ts";
import {
  checked,
  failed,
  fresh,
  named,
  orders,
  type PullRequest,
  rulesIn,
  second,
  table,
} from "../support/pull-request.ts";

vi.setConfig({ testTimeout: 240_000 }); // scratch databases on a slow machine

describe("a bad pull request is caught", () => {
  test.each<[string, PullRequest, CheckPartName[], string?]>([
    [
      "edits a migration of the base",
      { [orders]: table("orders").replace("email", "mail") },
      ["names"],
      "applied-migration-edited",
    ],
    [
      "renames one",
      { [orders]: null, [named("1700000000003_orders")]: table("orders") },
      ["names"],
      "applied-migration-renamed",
    ],
    ["deletes one", { [orders]: null }, ["names"], "applied-migration-missing"],
    [
      "takes the number of the last one",
      { [named("1700000000009_taken")]: table("taken") },
      ["names"],
      "version-out-of-order",
    ],
    [
      "has two with one number",
      { [fresh]: table("one"), [named("1700000000010_other")]: table("two") },
      ["names"],
      "version-out-of-order",
    ],
    [
      "puts one before what the base has",
      { [named("1700000000005_late")]: table("late") },
      ["names"],
      "version-out-of-order",
    ],
    [
      "has no guards",
      { [fresh]: upDown("CREATE TABLE a (id bigint PRIMARY KEY);", "DROP TABLE IF EXISTS a;") },
      ["verify"],
    ],
    [
      "cannot be rolled back",
      { [fresh]: "CREATE TABLE IF NOT EXISTS a (id bigint PRIMARY KEY);" },
      ["verify"],
    ],
    [
      "is rolled back in part",
      {
        [fresh]: upDown(
          "CREATE TABLE IF NOT EXISTS a (id bigint PRIMARY KEY); CREATE TABLE IF NOT EXISTS b (id bigint PRIMARY KEY);",
          "DROP TABLE IF EXISTS a;",
        ),
      },
      ["verify"],
    ],
    [
      "does not run",
      { [fresh]: upDown("CREATE TABLE IF NOT EXISTS a (id nothing);", "DROP TABLE IF EXISTS a;") },
      ["verify"],
    ],
    [
      "loses rows",
      { [fresh]: upDown("DROP TABLE IF EXISTS orders;", table("orders").split("\n")[1]!) },
      ["lint"],
      "drop-table",
    ],
    [
      "stops the application",
      {
        [fresh]: upDown(
          "CREATE INDEX IF NOT EXISTS by_email ON users (email);",
          "DROP INDEX IF EXISTS by_email;",
        ),
      },
      ["lint"],
      "index-not-concurrent",
    ],
    [
      "is no SQL",
      { [fresh]: upDown("CREATE TABEL a ();", "DROP TABLE IF EXISTS a;") },
      ["lint", "verify"],
      "syntax-error",
    ],
    ["is not written", { [fresh]: upDown("", "") }, ["verify"], "empty-migration"],
  ])("which %s", async (_what, change, parts, rule) => {
    const result = await checked(change);
    expect(result.passed).toBe(false);
    expect(failed(result)).toEqual(expect.arrayContaining(parts));
    if (rule !== undefined) expect(rulesIn(result)).toContain(rule);
  });
});

describe("a good pull request passes without a word", () => {
  test.each<[string, PullRequest]>([
    ["adds a table", { [fresh]: table("a") }],
    ["adds two tables", { [fresh]: table("a"), [second]: table("b") }],
    [
      "adds a column",
      {
        [fresh]: upDown(
          "ALTER TABLE users ADD COLUMN IF NOT EXISTS note text;",
          "ALTER TABLE users DROP COLUMN IF EXISTS note;",
        ),
      },
    ],
    [
      "adds a column with a constant default",
      {
        [fresh]: upDown(
          "ALTER TABLE users ADD COLUMN IF NOT EXISTS level int NOT NULL DEFAULT 0;",
          "ALTER TABLE users DROP COLUMN IF EXISTS level;",
        ),
      },
    ],
    [
      "builds an index concurrently",
      {
        [fresh]: upDown(
          "CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);",
          "DROP INDEX CONCURRENTLY IF EXISTS users_email;",
        ),
      },
    ],
    [
      "makes a view",
      {
        [fresh]: upDown(
          "CREATE OR REPLACE VIEW mails AS SELECT email FROM users;",
          "DROP VIEW IF EXISTS mails;",
        ),
      },
    ],
    [
      "comments a table",
      { [fresh]: upDown("COMMENT ON TABLE users IS 'people';", "COMMENT ON TABLE users IS NULL;") },
    ],
    [
      "changes a comment of an old migration",
      { [orders]: `-- What people buy.\n${table("orders")}` },
    ],
    ["changes nothing", {}],
    ["changes another file", { "README.md": "Read me.\n" }],
    [
      "makes a schema",
      { [fresh]: upDown("CREATE SCHEMA IF NOT EXISTS app;", "DROP SCHEMA IF EXISTS app;") },
    ],
    [
      "makes a type",
      {
        [fresh]: upDown(
          "DO $$ BEGIN CREATE TYPE mood AS ENUM ('good'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
          "DROP TYPE IF EXISTS mood;",
        ),
      },
    ],
  ])("which %s", async (_what, change) => {
    const result = await checked({ ...change, "NOTES.md": "Changed.\n" });
    const { lint, names, verify } = result;
    expect(failed(result)).toEqual([]);
    expect(result.passed).toBe(true);
    expect(rulesIn(result)).toEqual([]);
    expect([names.verdict, lint.verdict]).toEqual(["passed", "passed"]);
    if ("result" in verify) expect(verify.result.unfilled).toEqual([]);
    else expect(verify).toEqual({ verdict: "skipped", reason: "nothing-changed" });
  });
});
