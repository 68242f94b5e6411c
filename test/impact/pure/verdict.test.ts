import { describe, expect, test } from "vitest";
import type { Size } from "../../../src/impact/impact.ts";
import {
  byGravity,
  isAcceptable,
  judgeLock,
  judgeChangedRows,
  worst,
  type LockCase,
} from "../../../src/impact/verdict.ts";

const relation = { schema: "app", name: "orders" };
const large: Size = { is: "known", rows: 41e6, totalBytes: 12e9, small: false, busy: true };
const largeIdle: Size = { ...large, busy: false };
const smallIdle: Size = { is: "known", rows: 12, totalBytes: 8192, small: true, busy: false };
const smallBusy: Size = { ...smallIdle, busy: true };
const moment = { from: 0, to: 0.01 };
const long = { from: 120, to: 480 };
const open = { ageSeconds: 720, state: "idle in transaction" };

/** ACCESS EXCLUSIVE on a large and busy table for a moment, and what differs from that. */
function lock(different: Partial<LockCase> = {}) {
  return judgeLock({
    relation,
    mode: "ACCESS EXCLUSIVE",
    size: large,
    held: moment,
    concurrent: false,
    lockTimeout: 0,
    longTransaction: undefined,
    ...different,
  });
}

function expectRule(judged: ReturnType<typeof judgeLock>, verdict: string, rule: string): void {
  expect(judged).toMatchObject({ verdict, reason: { rule, relation } });
}

describe("a lock", () => {
  test("new: on what a pending migration made nobody waits, however long it is held", () => {
    expectRule(lock({ size: { is: "new" }, held: long, longTransaction: open }), "safe", "new");
  });

  test("harmless: neither reads nor writes wait", () => {
    for (const mode of ["ACCESS SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE"] as const)
      expectRule(lock({ mode, held: long }), "safe", "harmless");
    expectRule(lock({ mode: "SHARE UPDATE EXCLUSIVE", longTransaction: open }), "safe", "harmless");
  });

  test("waits-for-transactions: a concurrent statement waits for those that are open", () => {
    const mode = "SHARE UPDATE EXCLUSIVE";
    const judged = lock({ mode, concurrent: true, longTransaction: open });
    expectRule(judged, "needs care", "waits-for-transactions");
    expectRule(lock({ mode, concurrent: true }), "safe", "harmless");
  });

  test("not-in-statistics: a table of unknown size is never safe", () => {
    expectRule(lock({ size: { is: "unknown" } }), "unknown", "not-in-statistics");
  });

  test("blocked-long: more than five seconds at the upper bound, of reads or of writes alone", () => {
    expectRule(lock({ held: long }), "stops the application", "blocked-long");
    expectRule(lock({ held: { from: 1, to: 5.1 } }), "stops the application", "blocked-long");
    expectRule(lock({ mode: "SHARE", held: long }), "stops the application", "blocked-long");
    expectRule(lock({ size: smallIdle, held: long }), "stops the application", "blocked-long");
  });

  test("blocked-long: what is known suffices where the rest is unknown", () => {
    expectRule(lock({ held: { from: 60, to: null } }), "stops the application", "blocked-long");
  });

  test("unknown-duration: no upper bound", () => {
    expectRule(lock({ held: { from: 0, to: null } }), "unknown", "unknown-duration");
    expectRule(
      lock({ size: smallIdle, held: { from: 0, to: null } }),
      "unknown",
      "unknown-duration",
    );
  });

  test("blocked-noticeably: one to five seconds", () => {
    expectRule(lock({ held: { from: 0, to: 5 } }), "needs care", "blocked-noticeably");
    expectRule(lock({ held: { from: 0, to: 1.1 } }), "needs care", "blocked-noticeably");
  });

  test("long-transaction: from SHARE ROW EXCLUSIVE on, whatever the table", () => {
    for (const mode of ["SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"] as const)
      expectRule(
        lock({ mode, size: smallIdle, longTransaction: open }),
        "needs care",
        "long-transaction",
      );
    expectRule(
      lock({ mode: "SHARE", size: smallIdle, longTransaction: open }),
      "safe",
      "small-and-idle",
    );
  });

  test("bounded-wait: a lock_timeout of at most ten seconds", () => {
    expectRule(lock({ lockTimeout: 2000 }), "safe", "bounded-wait");
    expectRule(lock({ lockTimeout: 60_000 }), "needs care", "queue");
    expectRule(
      lock({ lockTimeout: 2000, longTransaction: open }),
      "needs care",
      "long-transaction",
    );
  });

  test("small-and-idle: a short lock on it", () => {
    expectRule(lock({ size: smallIdle }), "safe", "small-and-idle");
  });

  test("queue: a short lock on what is large, or busy, or has no size", () => {
    for (const size of [large, largeIdle, smallBusy, { is: "without rows" } as const])
      expectRule(lock({ size }), "needs care", "queue");
  });
});

describe("changed rows", () => {
  test("new: of a table that a pending migration made", () => {
    expectRule(judgeChangedRows({ relation, size: { is: "new" }, held: long }), "safe", "new");
  });

  test("rows-locked-long: of a busy table for more than five seconds", () => {
    const judged = judgeChangedRows({ relation, size: large, held: long });
    expectRule(judged, "stops the application", "rows-locked-long");
  });

  test("rows-locked: of an idle one, or not for long", () => {
    expectRule(
      judgeChangedRows({ relation, size: largeIdle, held: long }),
      "needs care",
      "rows-locked",
    );
    expectRule(
      judgeChangedRows({ relation, size: large, held: moment }),
      "needs care",
      "rows-locked",
    );
  });

  test("few-rows: of a small table, for a moment", () => {
    expectRule(judgeChangedRows({ relation, size: smallBusy, held: moment }), "safe", "few-rows");
  });

  test("unknown: neither size nor time may be guessed", () => {
    const unknown = judgeChangedRows({ relation, size: { is: "unknown" }, held: moment });
    expectRule(unknown, "unknown", "not-in-statistics");
    const endless = judgeChangedRows({ relation, size: large, held: { from: 0, to: null } });
    expectRule(endless, "unknown", "unknown-duration");
  });
});

describe("verdicts together", () => {
  test("the gravest decides: a stop over the unknown, that over care, that over safe", () => {
    expect(worst([])).toBe("safe");
    expect(worst(["safe", "needs care"])).toBe("needs care");
    expect(worst(["unknown", "needs care", "safe"])).toBe("unknown");
    expect(worst(["unknown", "stops the application"])).toBe("stops the application");
  });

  test("reasons come by gravity", () => {
    const judged = [lock({ size: smallIdle }), lock({ held: long }), lock()];
    expect(judged.toSorted(byGravity).map(({ reason }) => reason.rule)).toEqual([
      "blocked-long",
      "queue",
      "small-and-idle",
    ]);
  });

  test("a stop and the unknown are not acceptable", () => {
    expect(isAcceptable("safe")).toBe(true);
    expect(isAcceptable("needs care")).toBe(true);
    expect(isAcceptable("unknown")).toBe(false);
    expect(isAcceptable("stops the application")).toBe(false);
  });
});
