import { shownSession, type Connection, type OpenServer } from "../database/index.ts";
import type { BlockingSession, WaitingSessions } from "../errors/index.ts";

/** How long other sessions may wait for us, in seconds; 0 is without a limit. */
export interface Tolerance {
  /** While our statement waits itself. */
  readonly whileWaiting: number;
  /** While it holds what they wait for. */
  readonly whileHolding: number;
}

/** What another connection sees of the statement that runs. */
export interface Sighting {
  /** Who keeps it waiting. */
  readonly blockers: readonly BlockingSession[];
  /** Who waits for what it holds, or waits for. */
  readonly waiting: WaitingSessions;
}

export const nobody: Sighting = { blockers: [], waiting: { sessions: 0, longestSeconds: 0 } };

const firstLook = 250;
const betweenLooks = 250;

interface Watched {
  /** The server process that is looked at. */
  readonly pid: number;
  open(signal: AbortSignal): Promise<OpenServer>;
  readonly tolerance: Tolerance;
  /** Called with what is seen, and with what was seen before. */
  seen(now: Sighting, before: Sighting): void;
  /** Called once, where no further connection is to be had. */
  blind(error: unknown): void;
}

/**
 * Looks from a connection of its own at a session that runs longer than a moment: from whom it waits, and who waits for it. Ends its
 * statement when others have waited for too long.
 */
export class Watcher {
  readonly #watched: Watched;
  #session: OpenServer | undefined;
  #isBlind = false;
  readonly #closing = new AbortController();
  /** What runs now; another object each time. */
  #turn: object | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #cancelling: Promise<unknown> = Promise.resolve();
  #last = nobody;
  #reported = nobody;
  #isCancelled = false;
  #mayCancel = true;

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** What was seen last of what ran since `begin`. */
  get last(): Sighting {
    return this.#last;
  }

  /** Whether what ran since `begin` was ended because others waited. */
  get hasCancelled(): boolean {
    return this.#isCancelled;
  }

  /** @param mayCancel whether what runs is ended when others wait for too long */
  begin(mayCancel: boolean): void {
    this.#last = nobody;
    this.#isCancelled = false;
    this.#mayCancel = mayCancel;
    this.#turn = {};
    this.#lookIn(firstLook, this.#turn);
  }

  /** After it nothing is seen or ended of what ran; only a request to end it is awaited, which must not hit what runs next. */
  async end(): Promise<void> {
    this.#turn = undefined;
    clearTimeout(this.#timer);
    await this.#cancelling;
  }

  async close(): Promise<void> {
    await this.end();
    this.#closing.abort();
    await this.#looking;
    await this.#session?.close();
  }

  #lookIn(ms: number, turn: object): void {
    const before = this.#looking;
    this.#timer = setTimeout(() => {
      this.#looking = before
        .then(() => this.#look(turn))
        .catch((error: unknown) => this.#stopLooking(error));
    }, ms);
    this.#timer.unref();
  }

  async #look(turn: object): Promise<void> {
    if (this.#isBlind || this.#turn !== turn) return;
    this.#session ??= await this.#watched.open(this.#closing.signal);
    const { connection } = this.#session;
    const sighting = await sightingOf(connection, this.#watched.pid);
    if (this.#turn !== turn) return;
    this.#last = sighting;
    this.#watched.seen(sighting, this.#reported);
    this.#reported = sighting;
    if (this.#mayCancel && !this.#isCancelled && isTooLong(sighting, this.#watched.tolerance))
      await this.#cancel(connection);
    if (this.#turn === turn) this.#lookIn(betweenLooks, turn);
  }

  #cancel(connection: Connection): Promise<unknown> {
    this.#isCancelled = true;
    const request = "SELECT pg_catalog.pg_cancel_backend($1)";
    this.#cancelling = connection.query(request, [this.#watched.pid]).catch(() => {});
    return this.#cancelling;
  }

  #stopLooking(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    if (!this.#isBlind) this.#watched.blind(error);
    this.#isBlind = true;
  }
}

function isTooLong({ blockers, waiting }: Sighting, tolerance: Tolerance): boolean {
  const limit = blockers.length > 0 ? tolerance.whileWaiting : tolerance.whileHolding;
  return limit > 0 && waiting.sessions > 0 && waiting.longestSeconds >= limit;
}

/**
 * Who is in the way of a session, and who waits for it. `waitstart` is there since PostgreSQL 14; before, how long the query runs
 * stands for it. What a role may not see of others is null.
 * Source: PostgreSQL manual, 9.27 `pg_blocking_pids`, 54.12 `pg_locks`, 28.2.3 `pg_stat_activity`.
 */
const look = `SELECT pg_catalog.json_build_object(
  'blockers', (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
      'pid', a.pid, 'user', a.usename, 'application', a.application_name, 'address', pg_catalog.host(a.client_addr),
      'state', a.state, 'transactionSeconds', extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::float8,
      'query', a.query) ORDER BY a.xact_start), '[]')
    FROM pg_catalog.pg_stat_activity a WHERE a.pid = ANY(pg_catalog.pg_blocking_pids($1))),
  'waiting', (SELECT pg_catalog.json_build_object('sessions', count(DISTINCT a.pid), 'longestSeconds', coalesce(max(extract(epoch FROM
      pg_catalog.clock_timestamp() - coalesce((pg_catalog.to_jsonb(l) ->> 'waitstart')::timestamptz, a.query_start))), 0)::float8)
    FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid)
    WHERE NOT l.granted AND $1 = ANY(pg_catalog.pg_blocking_pids(l.pid))))::text AS seen`;

async function sightingOf(connection: Connection, pid: number): Promise<Sighting> {
  const [row] = await connection.query<{ seen: string }>(look, [pid]);
  const { blockers, waiting } = JSON.parse(row!.seen) as Sighting;
  return { blockers: blockers.map(shownSession), waiting };
}
