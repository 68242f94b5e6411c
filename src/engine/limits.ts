import type { Connection } from "../database/index.ts";
import { timeoutMilliseconds } from "../history/index.ts";

/** How a run gives way to the application: how long it waits for locks, and how often it tries again. */
export interface GiveWayOptions {
  /**
   * How long a statement waits for a lock, where neither the migration nor the session says so. Seconds; 0 is without a
   * limit. Default: 2 on a server, and then a `lock_timeout` that the role or the connection has is kept.
   * Source: PostgreSQL manual, 20.11.1, `lock_timeout`.
   */
  readonly lockTimeout?: number | undefined;
  /** How often what met a lock is tried again, for 5 minutes at most. Default: 30. */
  readonly lockRetries?: number | undefined;
  /** How long a statement may take. Seconds; 0 is without a limit. Default: 0. */
  readonly statementTimeout?: number | undefined;
  /** As `lockTimeout`, for commands with CONCURRENTLY, which wait for all older transactions. Default: 0. */
  readonly concurrentTimeout?: number | undefined;
  /**
   * How long other sessions may wait behind a statement of ours that itself waits for a lock; then it is cancelled and tried
   * again. Seconds; 0 is without a limit. Default: 2.
   */
  readonly maxBlocked?: number | undefined;
  /** The same while our statement runs and holds what they wait for. Default: 0. */
  readonly maxBlockedHolding?: number | undefined;
  /** Which sessions that are in the way are ended. Default: none. */
  readonly cancelBlockers?: CancelBlockers | undefined;
}

/** Sessions in the way of a run that it may end: of the others it does not know what they do. */
export interface CancelBlockers {
  /** Those that have been idle inside their transaction for so long, in seconds. */
  readonly idleInTransaction: number;
}

/** A limit of time, in milliseconds; 0 is none. One that nobody asked for leaves alone what the session has. */
interface Limit {
  readonly name: "lock_timeout" | "statement_timeout";
  readonly ms: number;
  readonly isAsked: boolean;
}

/** The limits that a session is given for a run. */
export interface Limits {
  readonly lock: Limit;
  readonly statement: Limit;
  /** For commands with CONCURRENTLY, in place of the first. Milliseconds; 0 is none. */
  readonly concurrentMs: number;
}

/** Seconds. */
export const usualLockTimeout = 2;

/** The limits of a run; on an embedded database nobody else holds a lock. */
export function limitsOf(options: GiveWayOptions, { kind }: Connection): Limits {
  const { lockTimeout, statementTimeout, concurrentTimeout = 0 } = options;
  const usual = kind === "server" ? usualLockTimeout : 0;
  return {
    lock: limit("lock_timeout", lockTimeout, usual),
    statement: limit("statement_timeout", statementTimeout, 0),
    concurrentMs: milliseconds(concurrentTimeout),
  };
}

function limit(name: Limit["name"], asked: number | undefined, usual: number): Limit {
  return { name, ms: milliseconds(asked ?? usual), isAsked: asked !== undefined };
}

/** Here 0 is without a limit. */
function milliseconds(seconds: number): number {
  return seconds === 0 ? 0 : timeoutMilliseconds(seconds);
}

type Scope = "session" | "transaction";

/** Statements that set the limits, for the session or until the transaction ends. */
export function limitStatements(limits: Limits | undefined, scope: Scope): string[] {
  if (limits === undefined) return [];
  return [limits.lock, limits.statement].flatMap(({ name, ms, isAsked }) => {
    if (isAsked) return setConfig(name, ms, scope);
    return ms === 0
      ? []
      : `${setConfig(name, ms, scope)} WHERE pg_catalog.current_setting('${name}') = '0'`;
  });
}

/**
 * Acts with the limit for commands with CONCURRENTLY in place of ours: one that is cancelled leaves an invalid index behind.
 * A limit that the migration or the session has set stays.
 */
export async function withConcurrentLimit(
  connection: Connection,
  { lock, concurrentMs }: Limits,
  action: () => Promise<void>,
): Promise<void> {
  const replaced = await connection.query(
    `${setConfig(lock.name, concurrentMs, "session")} FROM pg_catalog.pg_settings WHERE name = '${lock.name}' AND setting = '${lock.ms}'`,
  );
  try {
    await action();
  } finally {
    if (replaced.length > 0)
      await connection.run([setConfig(lock.name, lock.ms, "session")]).catch(() => {});
  }
}

function setConfig(name: Limit["name"], ms: number, scope: Scope): string {
  return `SELECT pg_catalog.set_config('${name}', '${ms}ms', ${scope === "transaction"})`;
}
