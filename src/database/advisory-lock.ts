import { setTimeout as sleep } from "node:timers/promises";
import { LockedError, nothingDone, RunInterruptedError, type LockHolder } from "../errors/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";
import { LostConnection, type Connection } from "./connection.ts";
import { shownSession } from "./sessions.ts";

/** node-pg-migrate's own lock, so that both tools exclude each other. */
export const PG_MIGRATE_LOCK_ID = "7241865325823964";

export interface LockOptions {
  /** Longest wait in seconds; 0 tries once. */
  readonly waitSeconds: number;
  /** The advisory lock's number: a bigint as text. */
  readonly id?: string | undefined;
  /** The number of a lock that is taken in its place; the advisory lock itself is then shared with others that do so. */
  readonly own?: string | undefined;
  /** Called once, when somebody else turns out to hold the lock. */
  readonly onWait?: (holder: LockHolder | undefined) => void;
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Acts while this session holds the advisory lock.
 * Polls with pg_try_advisory_lock: a session blocked in pg_advisory_lock holds a snapshot, for which a
 * concurrent index build of the lock's holder waits in turn, until PostgreSQL kills one of the two.
 * Source: PostgreSQL manual, 13.3.5 "Advisory Locks", 9.28.10.
 * @param action called with the server process that holds it
 * @throws LockedError after `waitSeconds`; RunInterruptedError when asked to stop waiting
 */
export async function withAdvisoryLock<Result>(
  connection: Connection,
  options: LockOptions,
  action: (serverPid: number) => Promise<Result>,
): Promise<Result> {
  const { id = PG_MIGRATE_LOCK_ID, own } = options;
  const locks = own === undefined ? alone(id) : besideOthers(id, own);
  const serverPid = await acquire(connection, locks, options);
  try {
    return await action(serverPid);
  } finally {
    await release(connection, locks);
  }
}

/** How locks are taken, given back, and waited for: as SQL. */
interface Locks {
  /** Takes all or none. */
  readonly take: string;
  readonly giveBack: string;
  /** Whether somebody is in the way with an entry `l` of pg_locks. */
  readonly isInTheWay: string;
}

function alone(id: string): Locks {
  return {
    take: `pg_catalog.pg_try_advisory_lock(${literalOf(id)})`,
    giveBack: `pg_catalog.pg_advisory_unlock(${literalOf(id)})`,
    isInTheWay: isLock(id),
  };
}

function besideOthers(id: string, own: string): Locks {
  const [shared, mine] = [literalOf(id), literalOf(own)];
  const back = `pg_catalog.pg_advisory_unlock_shared(${shared})`;
  return {
    take: `CASE WHEN pg_catalog.pg_try_advisory_lock_shared(${shared})
      THEN CASE WHEN pg_catalog.pg_try_advisory_lock(${mine}) THEN true ELSE NOT ${back} END ELSE false END`,
    giveBack: `pg_catalog.pg_advisory_unlock(${mine}), ${back}`,
    isInTheWay: `(${isLock(own)} OR ${isLock(id)} AND l.mode = 'ExclusiveLock')`,
  };
}

function literalOf(id: string): string {
  return `${quoteLiteral(id)}::bigint`;
}

async function acquire(
  connection: Connection,
  locks: Locks,
  options: LockOptions,
): Promise<number> {
  const deadline = Date.now() + options.waitSeconds * 1000;
  for (let pause = 25, told = false; ; pause = Math.min(pause * 1.5, 500)) {
    const { acquired, pid } = await tryAcquire(connection, locks);
    if (acquired) return pid;
    const holder = () => lockHolder(connection, locks.isInTheWay);
    if (Date.now() >= deadline) throw new LockedError(options.waitSeconds, await holder());
    if (!told) options.onWait?.(await holder());
    told = true;
    await sleepUnlessStopped(pause * (0.5 + Math.random()), options.signal);
  }
}

async function sleepUnlessStopped(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, { ...(signal && { signal }) }).catch((error: unknown) => {
    throw new RunInterruptedError(
      "Stopped on request, while waiting for the lock",
      nothingDone,
      error,
    );
  });
}

async function tryAcquire(connection: Connection, { take }: Locks) {
  const [row] = await connection.query<{ acquired: boolean; pid: number }>(
    `SELECT ${take} AS acquired, pg_catalog.pg_backend_pid() AS pid`,
  );
  return row!;
}

/** A session that is gone has given its locks back already. */
async function release(connection: Connection, { giveBack }: Locks): Promise<void> {
  try {
    await connection.query(`SELECT ${giveBack}`);
  } catch (error) {
    if (!(error instanceof LostConnection)) throw error;
  }
}

/** The session that holds the advisory lock, and what it is at. */
export function holderOf(
  connection: Connection,
  id = PG_MIGRATE_LOCK_ID,
): Promise<LockHolder | undefined> {
  return lockHolder(connection, isLock(id));
}

/**
 * A condition for an entry of pg_locks: that it is of this lock in this database.
 * A bigint key shows there as its high and its low half. Source: manual, 53.13 "pg_locks".
 */
function isLock(id: string): string {
  return `l.locktype = 'advisory' AND l.objsubid = 1
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
    AND (l.classid::bigint << 32) | l.objid::bigint = ${literalOf(id)}`;
}

/**
 * Who holds a lock, as far as the server shows it.
 * @param condition in terms of pg_locks `l` and pg_stat_activity `a`
 */
export async function lockHolder(
  connection: Connection,
  condition: string,
): Promise<LockHolder | undefined> {
  const [row] = await connection.query<{ holder: string }>(
    `SELECT pg_catalog.json_build_object(
        'pid', a.pid, 'user', a.usename, 'application', a.application_name,
        'address', pg_catalog.host(a.client_addr), 'since', a.backend_start, 'state', a.state,
        'stateSeconds', extract(epoch FROM pg_catalog.clock_timestamp() - a.state_change)::float8,
        'query', a.query)::text AS holder
      FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid)
      WHERE l.granted AND ${condition} LIMIT 1`,
  );
  return row && shownSession(JSON.parse(row.holder) as LockHolder);
}
