import type { FullName } from "../schema/index.ts";
import { blockedBy, isAtLeast, type LockMode } from "../locks/table/index.ts";
import type { Reason, Size, TimeRange, Verdict } from "./impact.ts";
import type { OpenTransaction } from "./statistics.ts";

/** Waiting up to here is a moment: nobody notices. Seconds. */
export const momentSeconds = 1;
/** Waiting longer than this fills pools of connections and runs into timeouts. Seconds. */
const stopSeconds = 5;
/** A lock_timeout up to here keeps a queue short enough. Milliseconds. */
const boundedWait = 10_000;

/** A verdict and what led to it. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: Reason;
}

/** All that counts of a lock. */
export interface LockCase {
  readonly relation: FullName;
  readonly mode: LockMode;
  readonly size: Size;
  readonly held: TimeRange;
  /** Of a statement that runs outside a transaction and waits for others without stopping them. */
  readonly concurrent: boolean;
  /** What the migration has set; milliseconds, 0 for no limit. */
  readonly lockTimeout: number;
  /** The oldest that is open on the target. */
  readonly longTransaction: OpenTransaction | undefined;
}

/** The first rule that fits decides; its upper bound counts as the time. */
export function judgeLock(lock: LockCase): Judgement {
  const { relation, mode, size, held, concurrent, lockTimeout, longTransaction } = lock;
  const { reads, writes } = blockedBy(mode);
  if (size.is === "new") return { verdict: "safe", reason: { rule: "new", relation } };
  if (concurrent && longTransaction && isAtLeast(mode, "SHARE UPDATE EXCLUSIVE"))
    return care({ rule: "waits-for-transactions", relation, transaction: longTransaction });
  if (!reads && !writes) return { verdict: "safe", reason: { rule: "harmless", relation } };
  if (size.is === "unknown")
    return { verdict: "unknown", reason: { rule: "not-in-statistics", relation } };
  if (Math.max(held.from, held.to ?? 0) > stopSeconds)
    return { verdict: "stops the application", reason: { rule: "blocked-long", relation, held } };
  if (held.to === null)
    return { verdict: "unknown", reason: { rule: "unknown-duration", relation } };
  if (held.to > momentSeconds) return care({ rule: "blocked-noticeably", relation, held });
  if (longTransaction && isAtLeast(mode, "SHARE ROW EXCLUSIVE"))
    return care({ rule: "long-transaction", relation, transaction: longTransaction });
  if (lockTimeout > 0 && lockTimeout <= boundedWait)
    return { verdict: "safe", reason: { rule: "bounded-wait", relation } };
  if (size.is === "known" && size.small && !size.busy)
    return { verdict: "safe", reason: { rule: "small-and-idle", relation } };
  return care({ rule: "queue", relation });
}

/** All that counts of rows that are changed, and so are locked until the segment ends. */
export interface RowsCase {
  readonly relation: FullName;
  readonly size: Size;
  readonly held: TimeRange;
}

/** Others still read the rows; who wants to change one waits. */
export function judgeChangedRows({ relation, size, held }: RowsCase): Judgement {
  if (size.is === "new") return { verdict: "safe", reason: { rule: "new", relation } };
  if (size.is !== "known")
    return { verdict: "unknown", reason: { rule: "not-in-statistics", relation } };
  if (size.busy && Math.max(held.from, held.to ?? 0) > stopSeconds)
    return {
      verdict: "stops the application",
      reason: { rule: "rows-locked-long", relation, held },
    };
  if (held.to === null)
    return { verdict: "unknown", reason: { rule: "unknown-duration", relation } };
  if (size.small && held.to <= momentSeconds)
    return { verdict: "safe", reason: { rule: "few-rows", relation } };
  return care({ rule: "rows-locked", relation, held });
}

function care(reason: Reason): Judgement {
  return { verdict: "needs care", reason };
}

const order: readonly Verdict[] = ["safe", "needs care", "unknown", "stops the application"];

/** The gravest of them; of none, safe. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return order[Math.max(0, ...verdicts.map((verdict) => order.indexOf(verdict)))]!;
}

/** For sorting what has a verdict: the gravest first. */
export function byGravity(
  one: { readonly verdict: Verdict },
  other: { readonly verdict: Verdict },
): number {
  return order.indexOf(other.verdict) - order.indexOf(one.verdict);
}

/** Whether a verdict lets a run go on unasked. */
export function isAcceptable(verdict: Verdict): boolean {
  return verdict === "safe" || verdict === "needs care";
}
