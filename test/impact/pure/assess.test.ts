import { describe, expect, test } from "vitest";
import { rates } from "../../../src/impact/rates.ts";
import type { Activity } from "../../../src/impact/statistics.ts";
import { assessed, build, lock, relation, scan, statementsOf } from "../../support/impacts.ts";
import { tableOf } from "../../support/statistics.ts";

/** 1 M rows and 1 GB, nothing going on. */
const orders = tableOf("app.orders");
const addColumn = "alter table app.orders add column z int;";
const metadataOnly = { locks: [lock("ACCESS EXCLUSIVE", "app.orders")] };

describe("the time for which a table is locked", () => {
  test("of a rewrite is its bytes by the rates, with the indexes that are built anew", async () => {
    const [statement] = await statementsOf({
      files: { "1_a.sql": "alter table app.orders alter column id type bigint;" },
      seen: {
        "1_a": [
          {
            ...metadataOnly,
            rewrites: [relation("app.orders")],
            builds: [build("app.orders_pkey", "app.orders")],
          },
        ],
      },
      tables: [orders],
    });
    const [rewrite, index] = statement!.works;
    expect(rewrite).toMatchObject({ kind: "rewrite", relation: relation("app.orders") });
    expect(rewrite!.duration.from).toBeCloseTo(1e9 / rates.rewrite.fast);
    expect(rewrite!.duration.to).toBeCloseTo(1e9 / rates.rewrite.slow);
    expect(index).toMatchObject({ kind: "index build", name: "orders_pkey" });
    expect(index!.duration.to).toBeCloseTo(1e9 / rates.scan.slow + 1e6 / rates.indexEntries.slow);
    const [held] = statement!.locks;
    expect(held!.held.from).toBeCloseTo(rewrite!.duration.from + index!.duration.from);
    expect(held).toMatchObject({ verdict: "stops the application" });
    expect(statement).toMatchObject({ verdict: "stops the application" });
  });

  test("goes on until the segment ends, through later migrations", async () => {
    const [segment, ...others] = await assessed({
      files: {
        "1_a.sql": addColumn,
        "2_b.sql": "alter table app.logs add constraint c check (id > 0);",
      },
      seen: {
        "1_a": [metadataOnly],
        "2_b": [{ locks: [lock("ACCESS EXCLUSIVE", "app.logs")], scans: [scan("app.logs")] }],
      },
      tables: [orders, tableOf("app.logs", { heapBytes: 8e9 })],
      transaction: "all",
    });
    expect(others).toEqual([]);
    const [first, second] = segment!.statements;
    const longest = 8e9 / rates.scan.slow;
    expect(first!.works).toEqual([]);
    expect(first!.locks[0]!.held.to).toBeGreaterThanOrEqual(longest);
    expect(first).toMatchObject({ verdict: "stops the application" });
    expect(first!.reasons[0]).toMatchObject({
      rule: "blocked-long",
      relation: relation("app.orders"),
    });
    expect(second!.locks[0]!.held.to).toBeLessThanOrEqual(first!.locks[0]!.held.to!);
    expect(segment!.duration.to).toBeGreaterThanOrEqual(longest);
  });

  test("does not count what comes before it in the segment", async () => {
    const [, second] = await statementsOf({
      files: {
        "1_a.sql": "alter table app.logs add constraint c check (id > 0);",
        "2_b.sql": addColumn,
      },
      seen: {
        "1_a": [{ locks: [lock("ACCESS EXCLUSIVE", "app.logs")], scans: [scan("app.logs")] }],
        "2_b": [metadataOnly],
      },
      tables: [orders, tableOf("app.logs")],
    });
    expect(second!.locks[0]!.held.to).toBeLessThan(0.1);
    expect(second).toMatchObject({ verdict: "needs care", reasons: [{ rule: "queue" }] });
  });

  test("as measured on the scratch database counts by doubles of its triple, and as a moment not at all", async () => {
    const heldAfter = async (...durations: readonly number[]) => {
      const [first] = await statementsOf({
        files: { "1_a.sql": durations.map(() => addColumn).join("\n") },
        seen: { "1_a": durations.map((durationMs) => ({ ...metadataOnly, durationMs })) },
        tables: [orders],
      });
      return first!.locks[0]!.held;
    };
    expect(await heldAfter(100, 200)).toEqual({ from: 0, to: 0 });
    expect(await heldAfter(200, 200)).toEqual({ from: 0, to: 2 });
    expect(await heldAfter(1200, 1250)).toEqual({ from: 0, to: 8 });
  });

  test("of a statement outside a transaction ends with it, and a concurrent build reads twice", async () => {
    const segments = await assessed({
      files: { "1_a.sql": "create index concurrently i on app.orders (id);" },
      seen: {
        "1_a": [
          {
            locks: [lock("SHARE UPDATE EXCLUSIVE", "app.orders")],
            builds: [build("app.i", "app.orders")],
            source: "documented",
          },
        ],
      },
      tables: [orders],
    });
    expect(segments).toMatchObject([{ transaction: false, verdict: "safe" }]);
    const [statement] = segments[0]!.statements;
    expect(statement).toMatchObject({ source: "documented", verdict: "safe" });
    expect(statement!.works[0]!.duration.to).toBeCloseTo(
      2e9 / rates.scan.slow + 1e6 / rates.indexEntries.slow,
    );
  });
});

describe("a lock that the segment holds already", () => {
  test("is not taken anew by a later migration, and a stronger one is", async () => {
    const [, second, third] = await statementsOf({
      files: {
        "1_a.sql": "create index i on app.orders (id);",
        "2_b.sql": "create index j on app.orders (z);",
        "3_c.sql": addColumn,
      },
      seen: {
        "1_a": [{ locks: [lock("SHARE", "app.orders")] }],
        "2_b": [{ locks: [lock("SHARE", "app.orders")] }],
        "3_c": [metadataOnly],
      },
      tables: [orders],
      transaction: "all",
    });
    expect(second!.locks).toEqual([]);
    expect(third!.locks).toMatchObject([{ mode: "ACCESS EXCLUSIVE" }]);
  });
});

describe("a foreign key", () => {
  test("costs by the rows of the table that is altered; the other is read", async () => {
    const why = 'validating foreign key constraint "f"';
    const [statement] = await statementsOf({
      files: {
        "1_a.sql":
          "alter table app.orders add constraint f foreign key (o) references app.owners (id);",
      },
      seen: {
        "1_a": [
          {
            locks: [
              lock("SHARE ROW EXCLUSIVE", "app.orders"),
              lock("SHARE ROW EXCLUSIVE", "app.owners"),
            ],
            scans: [
              { ...scan("app.orders", why), foreignKey: "referencing" },
              { ...scan("app.owners", why), foreignKey: "referenced" },
            ],
            validates: ["f"],
          },
        ],
      },
      tables: [orders, tableOf("app.owners", { heapBytes: 1e6 })],
    });
    expect(statement!.works).toMatchObject([
      { kind: "foreign key", relation: relation("app.orders") },
      { kind: "scan", relation: relation("app.owners") },
    ]);
    expect(statement!.works[0]!.duration.to).toBeCloseTo(
      1e9 / rates.scan.slow + 1e6 / rates.foreignKey.slow,
    );
  });
});

describe("what is not known", () => {
  test("is a statement that was not traced, and what its segment locks", async () => {
    const [first, second] = await statementsOf({
      files: { "1_a.sql": addColumn, "2_b.sql": "create extension postgis;" },
      seen: { "1_a": [metadataOnly], "2_b": [undefined] },
      tables: [orders],
      notTraced: { "2_b": 'extension "postgis" is not available' },
    });
    expect(first).toMatchObject({ verdict: "unknown", reasons: [{ rule: "unknown-duration" }] });
    expect(second).toMatchObject({
      verdict: "unknown",
      reasons: [{ rule: "not-traced", why: 'extension "postgis" is not available' }],
    });
  });

  test("is never a setting", async () => {
    const [setting] = await statementsOf({
      files: { "1_a.sql": "set local lock_timeout = '2s';" },
      seen: {},
    });
    expect(setting).toMatchObject({ verdict: "safe", reasons: [] });
  });

  test("is a setting by a function that nobody knows", async () => {
    const [known, unknown] = await statementsOf({
      files: {
        "1_a.sql":
          "select set_config('lock_timeout', '2s', true); select set_config('lock_timeout', f(), true);",
      },
      seen: {},
    });
    expect(known).toMatchObject({ verdict: "safe", reasons: [] });
    expect(unknown).toMatchObject({ verdict: "unknown", reasons: [{ rule: "not-traced" }] });
  });
});

describe("lock_timeout", () => {
  test("bounds the wait of what comes after it in its migration, and no longer", async () => {
    const [, bounded, unbounded] = await statementsOf({
      files: {
        "1_a.sql": `set local lock_timeout = '2s'; ${addColumn}`,
        "2_b.sql": "alter table app.logs add column z int;",
      },
      seen: {
        "1_a": [{}, metadataOnly],
        "2_b": [{ locks: [lock("ACCESS EXCLUSIVE", "app.logs")] }],
      },
      tables: [orders, tableOf("app.logs")],
    });
    expect(bounded!.reasons).toMatchObject([{ rule: "bounded-wait" }]);
    expect(unbounded!.reasons).toMatchObject([{ rule: "queue" }]);
  });

  test("bounds nothing once it is reset", async () => {
    const [, , unbounded] = await statementsOf({
      files: { "1_a.sql": `set lock_timeout = '2s'; reset lock_timeout; ${addColumn}` },
      seen: { "1_a": [{}, {}, metadataOnly] },
      tables: [orders],
    });
    expect(unbounded!.reasons).toMatchObject([{ rule: "queue" }]);
  });
});

test("a long transaction on the target is told with a strong lock", async () => {
  const transaction = { ageSeconds: 720, state: "idle in transaction" };
  const activity: Activity = { longTransactions: [transaction], hiddenTransactions: 0 };
  const [statement] = await statementsOf({
    files: { "1_a.sql": addColumn },
    seen: { "1_a": [metadataOnly] },
    tables: [tableOf("app.orders", { rows: 1, heapBytes: 1, tableBytes: 1, totalBytes: 1 })],
    activity,
  });
  expect(statement).toMatchObject({
    verdict: "needs care",
    reasons: [{ rule: "long-transaction", transaction }],
  });
});

test("an index is as large as its table, and goes without saying beside it", async () => {
  const table = tableOf("app.orders", {
    indexes: [{ name: "i", bytes: 1, unique: false, valid: true, primary: false }],
  });
  const [dropped, renamed] = await statementsOf({
    files: { "1_a.sql": "drop index app.i; alter table app.i rename to j;" },
    seen: {
      "1_a": [
        {
          locks: [
            lock("ACCESS EXCLUSIVE", "app.orders"),
            lock("ACCESS EXCLUSIVE", "app.i", "index"),
          ],
        },
        { locks: [lock("ACCESS EXCLUSIVE", "app.i", "index")] },
      ],
    },
    tables: [table],
  });
  expect(dropped!.locks).toMatchObject([{ name: "orders" }]);
  expect(renamed!.locks).toMatchObject([{ name: "i", size: { is: "known", rows: 1_000_000 } }]);
});
