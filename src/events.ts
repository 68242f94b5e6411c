import type {
  BlockingSession,
  GaveWayReason,
  LockHolder,
  WaitingSessions,
} from "./errors/index.ts";

/** What a run reports to those who watch it, as it happens. Times are milliseconds. */
export type RunEvent =
  /** A new embedded database is being made, which takes some seconds. */
  | { readonly type: "creating-database"; readonly directory: string }
  /** There is no embedded database yet; what only reads sees an empty one in memory. */
  | { readonly type: "absent-database"; readonly directory: string }
  /** The server does not take connections yet; said once. */
  | { readonly type: "waiting-for-server"; readonly target: string; readonly message: string }
  /** Somebody else holds the lock. */
  | { readonly type: "waiting"; readonly holder: LockHolder | undefined }
  /** Something in the files or the history that the user should know, but that stops nothing. */
  | {
      readonly type: "warning";
      readonly message: string;
      readonly file?: string;
      readonly line?: number;
    }
  /** The turn of this migration has come to be verified; the index counts from 0. */
  | {
      readonly type: "verifying";
      readonly migration: string;
      readonly index: number;
      readonly of: number;
    }
  /** The plan is made, and its run begins. */
  | { readonly type: "started"; readonly migrations: number; readonly statements: number }
  /** A migration's turn has come. Inside a segment the server may run ahead of this. */
  | {
      readonly type: "migration-started";
      readonly migration: string;
      readonly direction: "up" | "down";
    }
  /** So many of all statements are done. */
  | { readonly type: "progress"; readonly statements: number }
  /** A migration has run, in a transaction that is not committed yet. */
  | {
      readonly type: "migration-ran";
      readonly migration: string;
      readonly direction: "up" | "down";
      readonly durationMs: number;
    }
  /** A migration and its record are committed. */
  | {
      readonly type: "migration-done";
      readonly migration: string;
      readonly direction: "up" | "down";
      readonly durationMs: number;
    }
  /** A migration that had run was rolled back with its transaction. */
  | {
      readonly type: "migration-rolled-back";
      readonly migration: string;
      readonly direction: "up" | "down";
    }
  /** A segment is committed. */
  | { readonly type: "segment-done"; readonly migrations: readonly string[] }
  /** A NOTICE or WARNING of the server. */
  | {
      readonly type: "notice";
      readonly migration: string;
      readonly severity: string;
      readonly message: string;
    }
  /** What a second connection sees of what runs, four times a second from its 250th millisecond on. */
  | {
      readonly type: "seen";
      /** How long the segment runs. */
      readonly seconds: number;
      /** Who keeps it waiting. */
      readonly blockers: readonly BlockingSession[];
      /** Who waits for it. */
      readonly waiting: WaitingSessions;
      /** How far its command is, where PostgreSQL reports on that. */
      readonly progress?: CommandProgress;
    }
  /** A batch of a backfill is committed, and how far that is. */
  | {
      readonly type: "batch-done";
      readonly migration: string;
      readonly direction: "up" | "down";
      readonly table: string;
      /** How many rows were gone through, and changed, by all batches so far. */
      readonly met: number;
      readonly changed: number;
      /** How many other sessions waited for this one at its end. */
      readonly waiting: number;
      /** How many other sessions use the database, or may: batches are short beside them. */
      readonly others: number;
      /** Absent where PostgreSQL has no estimate of the rows. */
      readonly percent?: number;
      readonly secondsLeft?: number;
    }
  /** A backfill waits for replicas that lag behind; said once a wait. */
  | { readonly type: "batches-paused"; readonly lagMs: number }
  /** A statement waits for a lock that others hold; said once of each of them. */
  | { readonly type: "blocked"; readonly by: readonly BlockingSession[] }
  /** Other sessions wait for what a statement of ours holds, or waits for itself; said when they become more. */
  | { readonly type: "blocking"; readonly waiting: WaitingSessions }
  /** A session that was in the way, idle in its transaction, was ended, as `cancelBlockers` asks. */
  | {
      readonly type: "ended-blocker";
      readonly migration: string;
      readonly session: BlockingSession;
    }
  /** What met a lock is rolled back, and tried again after a pause. */
  | {
      readonly type: "gave-way";
      readonly migration: string;
      readonly direction: "up" | "down";
      readonly reason: GaveWayReason;
      /** How often it was tried. */
      readonly tries: number;
      readonly pauseMs: number;
    }
  /** An invalid index, left by a build that failed, was dropped so that it can be rebuilt. */
  | { readonly type: "dropped-invalid-index"; readonly migration: string; readonly index: string }
  /** A wave of a rollout has begun, or is met as it goes on. */
  | {
      readonly type: "wave-begun";
      readonly wave: number;
      readonly waves: number;
      readonly members: number;
    }
  /** A member of a fleet has had its turn by this worker. */
  | {
      readonly type: "member-ended";
      readonly member: string;
      /** `again`: it is tried once more after a pause; `waiting`: it was given back. */
      readonly outcome: "done" | "failed" | "again" | "waiting";
      readonly attempts: number;
      /** The last migration that it has. */
      readonly migration?: string | undefined;
      /** How many migrations were run. */
      readonly migrations: number;
      readonly durationMs: number;
      readonly error?: { readonly code: string; readonly message: string } | undefined;
    }
  /** How far a rollout is, by all workers; said every two seconds. */
  | {
      readonly type: "rollout-seen";
      readonly members: number;
      readonly done: number;
      readonly failed: number;
      readonly running: number;
    };

/** How far a command is that PostgreSQL reports on: CREATE INDEX, REINDEX, CLUSTER, VACUUM, ANALYZE, COPY. */
export interface CommandProgress {
  /** `CREATE INDEX CONCURRENTLY` */
  readonly command: string;
  /** As the manual of PostgreSQL names it; absent where there is one phase only. */
  readonly phase?: string;
  readonly relation?: string;
  /** How much of the phase is done, where that is counted. */
  readonly percent?: number;
  /** How long the rest of the phase takes at its pace so far. */
  readonly secondsLeft?: number;
}

/** Called with each event, in order; must not throw. */
export interface Watch {
  (event: RunEvent): void;
  /** When it can take more, where it has not kept up: until then no more is read from the server. */
  readonly drained?: (() => Promise<void> | undefined) | undefined;
}

/** Both hear of each event; the second says when it can take more. */
export function watchedByBoth(first: (event: RunEvent) => void, second?: Watch): Watch {
  const both = (event: RunEvent) => {
    first(event);
    second?.(event);
  };
  return Object.assign(both, { drained: second?.drained });
}

/** Hands on each warning once, and every other event. */
export function warnedOnce(watch: Watch): Watch {
  const said = new Set<string>();
  const once = (event: RunEvent) => {
    const warning = event.type === "warning" ? JSON.stringify(event) : undefined;
    if (warning === undefined || !said.has(warning)) watch(event);
    if (warning !== undefined) said.add(warning);
  };
  return Object.assign(once, { drained: watch.drained });
}
