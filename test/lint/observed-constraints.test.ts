import { beforeAll, expect, test } from "vitest";
import { lintMigrations } from "../../src/lint/linter.ts";
import { lintableText } from "../../src/lint/lintable-text.ts";
import { defaultLintSettings } from "../../src/lint/settings.ts";
import type { TracedStatement } from "../../src/locks/trace.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";

beforeAll(loadParser);

const text = "ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);\n";

/** The rules that find something where the statement was traced so. */
function found(seen: Partial<TracedStatement>): string[] {
  const traced: TracedStatement = {
    migration: "1_check",
    direction: "up",
    file: "1_check.sql",
    line: 1,
    column: 1,
    offset: 0,
    text,
    source: "observed",
    locks: [],
    rewrites: [],
    scans: [],
    validates: [],
    builds: [],
    cascades: [],
    remarks: [],
    durationMs: 1,
    ...seen,
  };
  const { findings } = lintMigrations(
    [lintableText("1_check", "1_check.sql", text)],
    new Set(["1_check"]),
    {
      settings: { ...defaultLintSettings, only: ["add-check-validates"] },
      postgres: { major: 15, source: "default" },
      transaction: "auto",
      traced: (name) => ({ name, file: "1_check.sql", statements: [traced] }),
      isSmall: () => false,
      isBusy: () => false,
    },
  );
  return findings.map(({ rule }) => rule);
}

test("a statement that was seen to read nothing is no finding", () => {
  expect(found({})).toEqual([]);
});

test("a statement that was seen to read the table is one", () => {
  const scans = [{ schema: "public", name: "orders", why: 'verifying table "orders"' }];
  expect(found({ scans })).toEqual(["add-check-validates"]);
});

test("what is only documented refutes nothing", () => {
  expect(found({ source: "documented" })).toEqual(["add-check-validates"]);
});
