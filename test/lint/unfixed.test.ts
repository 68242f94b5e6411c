import { beforeAll, describe, expect, test } from "vitest";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { fixedBy, orders, second } from "../support/fixes.ts";
import { upDown } from "../support/migrations.ts";

beforeAll(loadParser);

const index = "CREATE INDEX a_idx ON orders (user_id);";
const column = "ALTER TABLE orders ADD COLUMN a int;";

describe("what has no one right rewrite stays as it is, and says why where the rule has one elsewhere", () => {
  test.each([
    [
      "index-not-concurrent",
      "an index in a DO block",
      `DO $$ BEGIN ${index} END $$;`,
      "",
      "it is in a DO block, where nothing is concurrent",
    ],
    [
      "index-not-concurrent",
      "one that is used later",
      `${index}\nCOMMENT ON INDEX a_idx IS 'a';`,
      "",
      "what follows in the migration may need a_idx",
    ],
    [
      "index-not-concurrent",
      "a unique one before ON CONFLICT",
      "CREATE UNIQUE INDEX a_idx ON orders (note);\nINSERT INTO orders (id, note) VALUES (1, 'a') ON CONFLICT (note) DO NOTHING;",
      "",
      "what follows in the migration may need a_idx",
    ],
    [
      "index-not-concurrent",
      "one without a name among others",
      `${column}\nCREATE INDEX ON orders (a);`,
      "",
      "the index has no name",
    ],
    [
      "drop-index-not-concurrent",
      "two at once",
      "DROP INDEX IF EXISTS a_idx, b_idx;",
      "",
      "CONCURRENTLY takes one index at a time",
    ],
    [
      "drop-index-not-concurrent",
      "with CASCADE",
      "DROP INDEX IF EXISTS a_idx CASCADE;",
      "",
      "CONCURRENTLY refuses CASCADE",
    ],
    [
      "drop-index-not-concurrent",
      "among others",
      `${column}\nDROP INDEX IF EXISTS a_idx;`,
      "",
      "other statements stand beside it",
    ],
    [
      "unnamed-index",
      "an expression",
      "CREATE INDEX ON orders (lower(note));",
      "",
      "what it indexes makes no plain name",
    ],
    [
      "unnamed-index",
      "a name that is taken",
      "CREATE INDEX orders_note_idx ON orders (user_id);\nCREATE INDEX ON orders (note);",
      "",
      "the name orders_note_idx is taken",
    ],
    [
      "unnamed-index",
      "a DO block",
      "DO $$ BEGIN CREATE INDEX ON orders (note); END $$;",
      "",
      "it is in a DO block",
    ],
    [
      "unnamed-constraint",
      "a DO block",
      "DO $$ BEGIN ALTER TABLE orders ADD UNIQUE (note); END $$;",
      "",
      "it is in a DO block",
    ],
    [
      "unnamed-constraint",
      "an exclusion",
      "ALTER TABLE orders ADD EXCLUDE USING gist (note WITH =);",
      "",
      "the name that the server makes up is not plain",
    ],
    [
      "validate-in-same-transaction",
      "one statement",
      "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID, VALIDATE CONSTRAINT c;",
      "",
      "its statement does more than that",
    ],
    [
      "validate-in-same-transaction",
      "a DO block",
      "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID;\nDO $$ BEGIN ALTER TABLE orders VALIDATE CONSTRAINT c; END $$;",
      "",
      "it is in a DO block",
    ],
    [
      "add-column-with-check",
      "a guarded column",
      "ALTER TABLE orders ADD COLUMN IF NOT EXISTS a int CHECK (a > 0);",
      "",
      "IF NOT EXISTS is not for the constraint",
    ],
    [
      "add-check-validates",
      "a constraint that is used later",
      "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0);\nALTER TABLE orders DROP CONSTRAINT c;",
      "",
      "what follows in the migration speaks of c",
    ],
    [
      "set-not-null-scans",
      "a way back that does something else",
      "ALTER TABLE orders ALTER user_id SET NOT NULL;",
      "UPDATE orders SET user_id = NULL WHERE id = 1;",
      "the down section does not drop NOT NULL by itself",
    ],
    [
      "missing-idempotence-guard",
      "a command without a guard",
      "ALTER TABLE orders ADD COLUMN a int, ADD CONSTRAINT c CHECK (total > 0) NOT VALID;",
      "",
      "PostgreSQL has no guard for all that it does",
    ],
    [
      "missing-idempotence-guard",
      "a schema with objects",
      "CREATE SCHEMA app CREATE TABLE t (id int);",
      "",
      "CREATE SCHEMA IF NOT EXISTS may hold no objects",
    ],
  ])("%s: %s", (rule, _what, up, down, reason) => {
    const { files, created, result, refused } = fixedBy([rule], {
      ...orders,
      [second]: upDown(up, down),
    });
    expect(result.findings.map((finding) => finding.rule)).toContain(rule);
    expect([files, created]).toEqual([[], []]);
    expect(refused.map((one) => one.reason)).toEqual([reason]);
  });

  test.each([
    ["2_b", "SELECT 1;", "its number is no time, which would say the day"],
    [
      "1700000000002_a",
      "-- Created: 2024-01-01\nSELECT 1;",
      "what is missing only its author knows",
    ],
  ])("header-missing: %s, %s", (name, text, reason) => {
    const { files, refused } = fixedBy(["header-missing"], { "1_a": "SELECT 1;", [name]: text });
    expect([files, refused.map((one) => one.reason)]).toEqual([[], [reason]]);
  });

  test("a foreign key of a partitioned table before PostgreSQL 18", () => {
    const texts = {
      "1_a": upDown(
        "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE p (user_id int) PARTITION BY RANGE (user_id);",
        "",
      ),
      "2_b": upDown("ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users;", ""),
    };
    const on = (major: number) =>
      fixedBy(["add-foreign-key-validates"], texts, { postgres: { major, source: "" } });
    expect([on(17).files.length, on(18).files.length]).toEqual([0, 1]);
  });
});
