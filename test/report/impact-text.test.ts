import { describe, expect, test } from "vitest";
import type { Impact } from "../../src/impact/impact.ts";
import { impactJson } from "../../src/report/impact-json.ts";
import { impactText } from "../../src/report/impact-text.ts";
import { ageText, bytesText, countText, rangeText, rateText } from "../../src/report/quantity.ts";
import { createStyle } from "../../src/report/style.ts";

const executions = { schema: "flowmaestro", name: "executions" };
const held = { from: 171, to: 686 };
const rewrite = {
  kind: "rewrite",
  relation: executions,
  shares: [{ amount: 12e9, rate: { unit: "bytes", slow: 17.5e6, fast: 70e6 } }],
  duration: held,
} as const;

const impact: Impact = {
  against: "postgres://app:***@db/prod",
  pendingIn: "postgres://app:***@db/prod",
  statistics: { readAt: "2026-11-27", postgres: "16.4", databaseBytes: 480e9, tables: 3 },
  activity: {
    longTransactions: [{ ageSeconds: 745, state: "idle in transaction", application: "reports" }],
    hiddenTransactions: 2,
  },
  scratch: "PGlite (PostgreSQL 18.6)",
  segments: [
    {
      transaction: true,
      duration: held,
      verdict: "stops the application",
      statements: [
        {
          migration: "4_add-token",
          ...{ file: "migrations/4_add-token.sql", line: 7, column: 1 },
          text: "ALTER TABLE flowmaestro.executions\n  ADD COLUMN token uuid DEFAULT gen_random_uuid()",
          source: "observed",
          locks: [
            {
              ...executions,
              kind: "table",
              mode: "ACCESS EXCLUSIVE",
              size: { is: "known", rows: 41e6, totalBytes: 12e9, small: false, busy: true },
              partitions: 24,
              held,
              verdict: "stops the application",
              reason: { rule: "blocked-long", relation: executions, held },
            },
          ],
          works: [rewrite],
          duration: held,
          verdict: "stops the application",
          reasons: [
            { rule: "blocked-long", relation: executions, held },
            {
              rule: "long-transaction",
              relation: executions,
              transaction: { ageSeconds: 745, state: "idle in transaction" },
            },
            { rule: "harmless", relation: executions },
          ],
        },
      ],
    },
  ],
  verdict: "stops the application",
  durationMs: 900,
};

test("an impact tells the lock, the size, the time, how it was estimated, and the verdict", () => {
  expect(impactText(impact, createStyle(false))).toBe(
    `Against postgres://app:***@db/prod (PostgreSQL 16.4, 480 GB), read 2026-11-27; locks as on PGlite (PostgreSQL 18.6).
Open transaction: for 12 min, idle in transaction, application reports.
Warning: 2 open transactions whose age this role may not see; pg_read_all_stats may.

Segment 1: one transaction - 2 to 12 min, stops the application
  up 4_add-token
    ✗ 7: ALTER TABLE flowmaestro.executions ADD COLUMN token uuid DEFAULT gen_random_uuid()
        ACCESS EXCLUSIVE on flowmaestro.executions and its 24 partitions (41 M rows, 12 GB, busy): nobody can read or write it for 2 to 12 min
        rewrites flowmaestro.executions: 2 to 12 min (12 GB at 18 to 70 MB/s)
        stops the application: flowmaestro.executions is locked for 2 to 12 min, until the segment ends
        a transaction has been open for 12 min; if it has used flowmaestro.executions, the lock waits for it, and everybody behind the two

Of 1 statement 1 stops the application. Verdict: stops the application.`,
  );
});

test("an impact against a file says where what is pending comes from", () => {
  const { activity: _activity, pendingIn: _pendingIn, ...others } = impact;
  const text = (more: object) =>
    impactText(
      { ...others, against: "pgmaestro.stats.json", segments: [], ...more },
      createStyle(false),
    );
  expect(text({})).toContain("No target is named, so every migration counts as pending.");
  expect(text({ pendingIn: "the target" })).toContain("Pending is what is pending in the target.");
  expect(text({})).toMatch(/\nNothing to do\.$/);
});

test("an impact as JSON has each reason in words, and no password", () => {
  const json = JSON.stringify(impactJson({ ...impact, against: "postgres://app:secret@db/prod" }));
  expect(json).not.toContain("secret");
  expect(JSON.parse(json)).toMatchObject({ against: "postgres://app:***@db/prod" });
  expect(json).toContain(
    '"text":"flowmaestro.executions is locked for 2 to 12 min, until the segment ends"',
  );
});

describe("quantities", () => {
  test("of things and bytes have two digits", () => {
    expect([0, 7, 950, 1000, 9_960, 41_234, 41_234_567].map(countText)).toEqual([
      "0",
      "7",
      "950",
      "1 k",
      "10 k",
      "41 k",
      "41 M",
    ]);
    expect([0, 820, 8192, 12_345_678, 1.25e9, 4e12].map(bytesText)).toEqual([
      "0 B",
      "820 B",
      "8.2 kB",
      "12 MB",
      "1.3 GB",
      "4 TB",
    ]);
    expect(rateText("bytes", 17.5e6, 70e6)).toBe("18 to 70 MB/s");
    expect(rateText("rows", 127_500, 510_000)).toBe("130 k to 510 k rows/s");
  });

  test("of time are ranges in the unit of their upper bound", () => {
    const told = (from: number, to: number | null) => rangeText({ from, to });
    expect(told(0, 0.4)).toBe("a moment");
    expect(told(0.4, 1.6)).toBe("up to 2 s");
    expect(told(20, 80)).toBe("20 to 80 s");
    expect(told(27.9, 114)).toBe("27 s to 2 min");
    expect(told(130, 470)).toBe("2 to 8 min");
    expect(told(3600, 4 * 3600)).toBe("1 to 4 h");
    expect(told(60, 60)).toBe("about 60 s");
    expect(told(0, null)).toBe("an unknown time");
    expect(told(130, null)).toBe("at least 2 min");
  });

  test("of age are whole units", () => {
    expect([45, 745, 11_000, 900_000].map(ageText)).toEqual(["45 s", "12 min", "3 h", "10 d"]);
  });
});
