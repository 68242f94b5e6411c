import { beforeAll, describe, expect, test } from "vitest";
import { fixMigrations } from "../../src/lint/fixing.ts";
import { pairMigration } from "../../src/migrations/load.ts";
import { lintableMigration } from "../../src/lint/lintable-text.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { factsFor, fixedBy, lintables, orders, second, today } from "../support/fixes.ts";
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

describe("what is refused is told with its reason", () => {
  const mended = (more: Parameters<typeof fixedBy>[2]) =>
    fixedBy(
      ["index-not-concurrent"],
      { ...orders, [second]: upDown(index, "DROP INDEX a_idx;") },
      more,
    );

  test.each(["applied", "edited"])("a migration that is %s", (state) => {
    const { files, refused, result } = mended({ states: new Map([[second, state]]) });
    expect(files).toEqual([]);
    expect(result.findings).toHaveLength(1);
    expect(refused).toEqual([
      expect.objectContaining({
        rule: "index-not-concurrent",
        migration: second,
        reason: "the migration is applied, and not to be edited",
      }),
    ]);
  });

  test.each(["pending", "out-of-order"])("one that is %s is mended", (state) => {
    expect(mended({ states: new Map([[second, state]]) }).files).toHaveLength(1);
  });

  test("no room for a new migration; what needs none is fixed all the same", () => {
    const up = `SET statement_timeout = 0;\n${column}\n${index}`;
    const rules = ["index-not-concurrent", "set-without-local"];
    const { files, created, refused } = fixedBy(rules, {
      ...orders,
      [second]: upDown(up, ""),
      "1700000000003_next": upDown("SELECT 1;", ""),
    });
    expect(files.map(({ after }) => after)).toEqual([upDown(up.replace("SET", "SET LOCAL"), "")]);
    expect(created).toEqual([]);
    expect(refused).toMatchObject([
      {
        rule: "index-not-concurrent",
        reason: "there is no room for a new migration before the next one",
      },
    ]);
  });
});

describe("new migrations are numbered", () => {
  test.each([
    ["1700000000999_a", ["1700000001000_build-a-idx", "1700000001001_build-b-idx"]],
    ["20261231235959999_a", ["20270101000000000_build-a-idx", "20270101000000001_build-b-idx"]],
    ["0009_a", ["0010_build-a-idx", "0011_build-b-idx"]],
    [
      "99999999999999999999_a",
      ["100000000000000000000_build-a-idx", "100000000000000000001_build-b-idx"],
    ],
  ])("behind %s", (name, expected) => {
    const up = `${column}\n${index}\nCREATE INDEX b_idx ON orders (total);`;
    const { all, created } = fixedBy(["index-not-concurrent"], {
      "0001_orders": orders["1700000000001_create-orders"],
      [name]: upDown(up, ""),
    });
    expect(created.map((one) => one.name)).toEqual(expected);
    expect(created.map((one) => one.file)).toEqual(expected.map((one) => `${one}.sql`));
    expect(all.map((one) => one.name).slice(-3)).toEqual([name, ...expected]);
  });
});

describe("rewrites that meet", () => {
  test("are made one after the other, those of new migrations too", () => {
    const up =
      "ALTER TABLE orders ADD COLUMN a int;\nCREATE INDEX ON orders (total);\nALTER TABLE orders ADD CHECK (total > 0);";
    const rules = [
      "index-not-concurrent",
      "unnamed-index",
      "unnamed-constraint",
      "add-check-validates",
      "missing-idempotence-guard",
      "missing-lock-timeout",
    ];
    const { files, created, result } = fixedBy(rules, {
      ...orders,
      [second]: upDown(up, "DROP INDEX orders_total_idx;"),
    });
    expect(files[0]!.after).toBe(
      upDown(
        "SET LOCAL lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN IF NOT EXISTS a int;\nALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total > 0) NOT VALID;",
        "",
      ).replace("-- Down Migration\n\n", "-- Down Migration\n"),
    );
    expect(created.map(({ name }) => name)).toEqual([
      "1700000000003_validate-orders-total-check",
      "1700000000004_build-orders-total-idx",
    ]);
    expect(created[1]!.text).toContain(
      "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_total_idx ON orders (total);",
    );
    expect(result.findings.map(({ rule }) => rule)).toEqual(["missing-idempotence-guard"]);
  });
});

describe("files", () => {
  test("keep their line ends", () => {
    const text = upDown(`-- a\n${column}\n\n-- b\n${index}\n`, "SELECT 1;").replaceAll(
      "\n",
      "\r\n",
    );
    const { files, created } = fixedBy(["index-not-concurrent"], { ...orders, [second]: text });
    const timed = fixedBy(["missing-lock-timeout"], { ...orders, [second]: text });
    expect(created[0]!.text.replaceAll("\r\n", "")).not.toContain("\n");
    expect(timed.files[0]!.after).toContain("lock_timeout = '2s';\r\n-- a\r\n");
    expect(files[0]!.after).toBe(upDown(`-- a\n${column}\n`, "SELECT 1;").replaceAll("\n", "\r\n"));
  });

  test("of a pair are both mended", () => {
    const [up, down] = ["2_b.up.sql", "2_b.down.sql"];
    const pair = pairMigration(
      "2_b",
      { file: up, source: `-- a\n${column}\n${index}\n` },
      { file: down, source: `-- b\nDROP INDEX a_idx;\nALTER TABLE orders DROP COLUMN a;\n` },
    );
    const all = [
      ...lintables({ "1_a": orders["1700000000001_create-orders"] }),
      lintableMigration(pair, pair.up.source),
    ];
    const facts = factsFor({ only: ["index-not-concurrent"] });
    const { files } = fixMigrations({ all, chosen: new Set(["2_b"]), facts, date: today });
    expect(files.map(({ file, after }) => [file, after])).toEqual([
      [up, `-- a\n${column}\n`],
      [down, `ALTER TABLE orders DROP COLUMN a;\n`],
    ]);
  });
});

describe("a header", () => {
  const mended = (name: string, text: string) =>
    fixedBy(["header-missing"], { ...orders, [name]: text });

  test.each([
    ["", "-- Migration: Change Orders\n-- Created: 2023-11-14\n-- Description:\n\n"],
    [
      "-- Description: For all\n\n",
      "-- Migration: Change Orders\n-- Created: 2023-11-14\n-- Description: For all\n\n",
    ],
    [
      "-- Migration: Mine\n-- Description: For all\n",
      "-- Migration: Mine\n-- Created: 2023-11-14\n-- Description: For all\n",
    ],
  ])("is completed: %j", (head, expected) => {
    const { files } = mended(second, `${head}-- Up Migration\n${column}\n`);
    expect(files[0]!.after).toBe(`${expected}-- Up Migration\n${column}\n`);
  });

  test("asks for the description until there is one", () => {
    const { result } = mended(second, upDown(column, ""));
    expect(result.findings.map(({ message }) => message)).toEqual([
      "The header gives no description.",
    ]);
  });

  test("is not made up where the number tells no day", () => {
    expect(mended("1800000000000000000000_a", upDown(column, "")).files).toEqual([]);
  });
});
