import { MigrationFailedError, type MigrationFailure, type RunReport } from "./database.ts";
import { describeMigrations, type RunningMigrations } from "./history.ts";

/**
 * Why a run gave way: the lock was not free in time, PostgreSQL ended a deadlock, or others waited for us for too long.
 */
export type GaveWayReason = "lock-timeout" | "deadlock" | "blocked-others";

/** A session that keeps a statement of ours waiting; what the server does not show to our role is absent. */
export interface BlockingSession {
  readonly pid: number;
  readonly user?: string;
  readonly application?: string;
  readonly address?: string;
  /** As `pg_stat_activity` names it: `active`, `idle in transaction`. */
  readonly state?: string;
  /** How long it has been in that state. */
  readonly stateSeconds?: number;
  /** How old its transaction is. */
  readonly transactionSeconds?: number;
  /** The beginning of what it runs, or ran last. */
  readonly query?: string;
  /** Instead of it, where that is a transaction of pgmaestro. */
  readonly run?: RunningMigrations;
}

/** Sessions that wait for us. */
export interface WaitingSessions {
  readonly sessions: number;
  /** How long the one that came first waits; 0 where none does. */
  readonly longestSeconds: number;
}

/** What is known of a run that gave way. */
export interface GaveWayFacts {
  readonly reason: GaveWayReason;
  readonly tries: number;
  readonly seconds: number;
  /** Who was in the way when it was last seen. */
  readonly blockers: readonly BlockingSession[];
  readonly waiting: WaitingSessions;
}

/** A migration gave way to the application too often. It is rolled back, and can simply be tried again later. */
export class GaveWayError extends MigrationFailedError {
  override readonly code = "gave-way";
  override readonly kind = "gave-way";
  readonly gaveWay: GaveWayFacts;

  constructor(failure: MigrationFailure, report: RunReport, facts: GaveWayFacts) {
    super({ ...failure, hint: hintOf(facts) }, report);
    this.gaveWay = facts;
  }

  override facts(): Record<string, unknown> {
    return { ...super.facts(), gaveWay: this.gaveWay };
  }
}

function hintOf({ reason, tries, seconds, blockers, waiting }: GaveWayFacts): string {
  const tried = tries > 1 ? `Tried ${tries} times in ${Math.round(seconds)} s. ` : "";
  const how = {
    "lock-timeout": "--lock-timeout and --lock-retries say how long a run tries.",
    deadlock:
      "PostgreSQL ended a deadlock with another session; --lock-retries says how often a run tries.",
    "blocked-others": `${describeWaiting(waiting)}; --max-blocked says how long they may.`,
  }[reason];
  return [
    ...blockers.map((one) => `In the way: ${describeBlocker(one)}`),
    `${tried}Nothing of it is applied: run again later. ${how}`,
  ].join("\n");
}

/** `process 4711 (app, web-1, idle in transaction for 31 s): UPDATE orders SET …` */
export function describeBlocker(session: BlockingSession): string {
  const { pid, user, application, address, state, transactionSeconds, run } = session;
  const query = run ? describeMigrations(run) : session.query;
  const since = transactionSeconds === undefined ? "" : ` for ${Math.round(transactionSeconds)} s`;
  const known = [user, application, address && `from ${address}`, state && `${state}${since}`];
  const details = known.filter(Boolean);
  return `process ${pid}${details.length > 0 ? ` (${details.join(", ")})` : ""}${query ? `: ${query}` : ""}`;
}

/** `3 sessions wait for this run, the longest for 2 s` */
export function describeWaiting({ sessions, longestSeconds }: WaitingSessions): string {
  const who = sessions === 1 ? "1 session waits" : `${sessions} sessions wait`;
  return `${who} for this run, the longest for ${Math.round(longestSeconds)} s`;
}
