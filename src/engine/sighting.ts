import { shownSession, type Connection } from "../database/index.ts";
import type { BlockingSession, WaitingSessions } from "../errors/index.ts";
import { progressQuery, progressViews, type ProgressRow } from "./command-progress.ts";

/** What another connection sees of the statement that runs. */
export interface Sighting {
  /** Who keeps it waiting. */
  readonly blockers: readonly BlockingSession[];
  /** Who waits for what it holds, or waits for. */
  readonly waiting: WaitingSessions;
  /** How far it is, where it is a command that PostgreSQL reports on. */
  readonly progress?: ProgressRow;
}

export const nobody: Sighting = { blockers: [], waiting: { sessions: 0, longestSeconds: 0 } };

/**
 * Who is in the way of a session, who waits for it, and how far its command is. `waitstart` is there since PostgreSQL 14; before, how
 * long the query runs stands for it. What a role may not see of others is null.
 * Source: PostgreSQL manual, 9.27 `pg_blocking_pids`, 54.12 `pg_locks`, 28.2.3 `pg_stat_activity`.
 */
const everything = (progress: string) => `SELECT pg_catalog.json_build_object(
  'blockers', (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
      'pid', a.pid, 'user', a.usename, 'application', a.application_name, 'address', pg_catalog.host(a.client_addr),
      'state', a.state, 'stateSeconds', extract(epoch FROM pg_catalog.clock_timestamp() - a.state_change)::float8,
      'transactionSeconds', extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::float8,
      'query', a.query) ORDER BY a.xact_start), '[]')
    FROM pg_catalog.pg_stat_activity a WHERE a.pid = ANY(pg_catalog.pg_blocking_pids($1))),
  'waiting', (SELECT pg_catalog.json_build_object('sessions', count(DISTINCT a.pid), 'longestSeconds', coalesce(max(extract(epoch FROM
      pg_catalog.clock_timestamp() - coalesce((pg_catalog.to_jsonb(l) ->> 'waitstart')::timestamptz, a.query_start))), 0)::float8)
    FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid)
    WHERE NOT l.granted AND $1 = ANY(pg_catalog.pg_blocking_pids(l.pid))),
  'progress', (SELECT pg_catalog.json_agg(p) FROM (${progress}) p))::text AS seen`;

/** Whether anybody waits for a lock: what is asked as long as nobody does, since a server plans `everything` for several times as long. */
const waits = "SELECT count(*)::integer AS waiting FROM pg_catalog.pg_locks WHERE NOT granted";

/** For so long a command may run before its progress is asked for, in milliseconds. */
const unseen = 1_000;

/** Looks at the session of one process from another connection. */
export function lookingAt(connection: Connection, pid: number): () => Promise<Sighting> {
  const look = seeing(connection, pid);
  let last = nobody;
  let looked = performance.now();
  const isEnough = async () =>
    last.progress === undefined &&
    performance.now() - looked < unseen &&
    !(await anybodyWaits(connection));
  return async () => {
    if (await isEnough()) return (last = nobody);
    looked = performance.now();
    return (last = await look());
  };
}

async function anybodyWaits(connection: Connection): Promise<boolean> {
  const [row] = await connection.query<{ waiting: number }>(waits);
  return row!.waiting > 0;
}

/** Asks for everything. */
function seeing(connection: Connection, pid: number): () => Promise<Sighting> {
  let query: string | undefined;
  return async () => {
    query ??= everything(progressQuery(await viewsOf(connection)));
    const [row] = await connection.query<{ seen: string }>(query, [pid]);
    const seen = JSON.parse(row!.seen) as Seen;
    const [progress] = seen.progress ?? [];
    return {
      blockers: seen.blockers.map(shownSession),
      waiting: seen.waiting,
      ...(progress && { progress }),
    };
  };
}

interface Seen {
  readonly blockers: readonly BlockingSession[];
  readonly waiting: WaitingSessions;
  readonly progress: readonly ProgressRow[] | null;
}

/** Those that this version of PostgreSQL has. */
async function viewsOf(connection: Connection) {
  const rows = await connection.query<{ name: string }>(
    `SELECT relname AS name FROM pg_catalog.pg_class
      WHERE relnamespace = 'pg_catalog'::pg_catalog.regnamespace AND relname LIKE 'pg_stat_progress_%'`,
  );
  const names = rows.map(({ name }) => name);
  return progressViews.filter((view) => names.includes(view));
}
