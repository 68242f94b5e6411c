import type { FullName } from "../schema/index.ts";
import type { LockMode } from "../locks/table/index.ts";
import type { TracedLock } from "../locks/index.ts";
import type { SegmentReason } from "../plan/index.ts";
import type { Rate, WorkKind } from "./rates.ts";
import type { Activity, OpenTransaction } from "./statistics.ts";

/**
 * `safe`: nobody notices. `needs care`: it is short, or few wait. `stops the application`: reads or writes of a table
 * wait too long. `unknown`: that cannot be said, so it is never to be taken for safe.
 */
export type Verdict = "safe" | "needs care" | "stops the application" | "unknown";

/** A time in seconds, between two bounds; `to` is null where it is not known. */
export interface TimeRange {
  readonly from: number;
  readonly to: number | null;
}

/** Part of an estimate: so many bytes or rows at a rate. */
export interface Share {
  readonly amount: number;
  readonly rate: Rate;
  /** Perhaps none of it, as the rows that a condition meets. */
  readonly atMost?: true;
}

/** What a statement does to the rows of a table, and how long that takes. */
export interface Work {
  readonly kind: WorkKind;
  readonly relation: FullName;
  /** The index or the constraint. */
  readonly name?: string;
  readonly shares: readonly Share[];
  readonly duration: TimeRange;
}

/** What is known of a relation that is locked. */
export type Size =
  | {
      readonly is: "known";
      readonly rows: number | null;
      readonly totalBytes: number;
      readonly small: boolean;
      readonly busy: boolean;
    }
  /** Made by a pending migration. */
  | { readonly is: "new" }
  /** A view or a sequence, which has no size of its own. */
  | { readonly is: "without rows" }
  /** A table that is not in the statistics. */
  | { readonly is: "unknown" };

/** Why a verdict is what it is; the rules are those of verdict.ts. */
export type Reason =
  | { readonly rule: "not-traced"; readonly why: string }
  | { readonly rule: "unseen-partitions"; readonly relation: FullName; readonly partitions: number }
  | { readonly rule: "not-in-statistics" | "unknown-duration"; readonly relation: FullName }
  | {
      readonly rule: "blocked-long" | "blocked-noticeably" | "rows-locked-long" | "rows-locked";
      readonly relation: FullName;
      readonly held: TimeRange;
    }
  | { readonly rule: "queue"; readonly relation: FullName }
  | {
      readonly rule: "long-transaction" | "waits-for-transactions";
      readonly relation: FullName;
      readonly transaction: OpenTransaction;
    }
  | {
      readonly rule: "new" | "harmless" | "small-and-idle" | "bounded-wait" | "few-rows";
      readonly relation: FullName;
    };

/** A lock that a statement takes, as it would be on the target. */
export interface LockImpact extends FullName {
  readonly kind: TracedLock["kind"];
  readonly mode: LockMode;
  readonly size: Size;
  /** The partitions that are locked along with it. */
  readonly partitions?: number;
  /** From the statement's begin to the end of its segment; of a statement outside a transaction, to its own end. */
  readonly held: TimeRange;
  readonly verdict: Verdict;
  readonly reason: Reason;
}

/** What a statement of the plan would do to the target. */
export interface StatementImpact {
  readonly migration: string;
  readonly file: string;
  /** From 1; columns in characters. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
  /** `documented`: the locks are those that the manual names, not observed ones. Absent where it was not traced. */
  readonly source?: "observed" | "documented";
  /** Newly taken, without those that the segment holds already. */
  readonly locks: readonly LockImpact[];
  readonly works: readonly Work[];
  readonly duration: TimeRange;
  readonly verdict: Verdict;
  /** What led to the verdict, the gravest first. */
  readonly reasons: readonly Reason[];
}

/** What a segment of the plan would do to the target. Its locks are held until it ends. */
export interface SegmentImpact {
  readonly transaction: boolean;
  /** Why it is not part of the segment before it. */
  readonly reason?: SegmentReason;
  readonly statements: readonly StatementImpact[];
  readonly duration: TimeRange;
  readonly verdict: Verdict;
}

/** What the pending migrations would do to the target. */
export interface Impact {
  /** The target without its password, or the file of the statistics. */
  readonly against: string;
  /** The target whose history says what is pending; absent where there is none, and everything counts as pending. */
  readonly pendingIn?: string;
  readonly statistics: {
    readonly readAt: string;
    readonly postgres: string;
    readonly databaseBytes: number;
    readonly tables: number;
  };
  /** What goes on in the target; absent where the statistics are from a file. */
  readonly activity?: Activity;
  /** Where the migrations were traced, with the version of PostgreSQL. */
  readonly scratch: string;
  readonly segments: readonly SegmentImpact[];
  readonly verdict: Verdict;
  /** Of making all this, in milliseconds. */
  readonly durationMs: number;
}
