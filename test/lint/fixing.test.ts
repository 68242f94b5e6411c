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
        "SET LOCAL lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN IF NOT EXISTS a int;\nDO $$\nBEGIN\n    IF NOT EXISTS (\n        SELECT FROM pg_constraint\n        WHERE conrelid = 'orders'::regclass AND conname = 'orders_total_check'\n    ) THEN\n        ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total > 0) NOT VALID;\n    END IF;\nEND;\n$$;",
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
    expect(result.findings).toEqual([]);
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
