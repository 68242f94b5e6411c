import type { Connection } from "../database/index.ts";
import type { RunEvent } from "../events.ts";
import type { MemberFailure } from "./failure.ts";
import type { Job, Queue } from "./queue.ts";
import { countMembers, type MemberCounts } from "./status.ts";

/** What became of a member's turn. */
export interface Outcome extends Omit<MemberEnded, "type" | "member" | "outcome" | "error"> {
  readonly key: string;
  readonly job: string;
  /** `again`: after a pause, as it could not be reached or was busy; `waiting`: given back, as its worker was asked to stop. */
  readonly state: MemberEnded["outcome"];
  readonly error?: MemberFailure | undefined;
}

type MemberEnded = Extract<RunEvent, { readonly type: "member-ended" }>;

/** A member whose turn has come. */
export interface Turn {
  readonly key: string;
  readonly job: string;
  /** How many times it was tried in vain. */
  readonly attempts: number;
}

/** What a worker writes down of a rollout. */
export class RolloutRecords {
  readonly #control: Connection;
  readonly #queue: Queue;
  readonly #rollout: number;
  readonly #worker: string;

  constructor(control: Connection, queue: Queue, rollout: number, worker: string) {
    this.#control = control;
    this.#queue = queue;
    this.#rollout = rollout;
    this.#worker = worker;
  }

  /**
   * Writes down what became of members, and lets the queue forget them. In a transaction of the caller's. What is tried again is so after
   * 1, 2, 4, … seconds, up to a minute.
   */
  async record(outcomes: readonly Outcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    const again = await this.#write(outcomes);
    await this.#queue.put(again);
    await this.#queue.forget(outcomes.map(({ job }) => job));
    if (outcomes.some(({ state }) => state === "failed")) await this.#stopIfTooMany();
  }

  /** What another worker was given meanwhile, since this one was taken for dead, is that one's to write down. */
  #write(outcomes: readonly Outcome[]): Promise<Job[]> {
    return this.#control.query<Job>(
      `WITH written AS (
        UPDATE pgmaestro_fleet.member m SET worker = NULL, attempts = o.attempts, error = o.error,
          state = CASE WHEN o.state = 'again' THEN 'waiting' ELSE o.state END,
          queued = o.state <> 'waiting',
          job = CASE WHEN o.state IN ('again', 'waiting') THEN pg_catalog.gen_random_uuid() ELSE m.job END,
          migration = coalesce(o.migration, m.migration),
          migrations = m.migrations + o.migrations,
          duration_ms = o."durationMs"
        FROM pg_catalog.json_to_recordset($3::json) AS o (key text, job uuid, state text, attempts integer, migration text,
          migrations integer, "durationMs" float8, error jsonb)
        WHERE m.rollout = $1 AND m.key = o.key AND m.worker = $2 AND m.job = o.job
        RETURNING m.key, m.job, m.attempts, o.state AS outcome)
      SELECT job AS id, key AS member, least(2 ^ (attempts - 1), 60) AS delay
        FROM written WHERE outcome = 'again'`,
      [this.#rollout, this.#worker, JSON.stringify(outcomes)],
    );
  }

  async #stopIfTooMany(): Promise<void> {
    await this.#control.query(
      `UPDATE pgmaestro_fleet.rollout r SET state = 'stopped' WHERE id = $1 AND state = 'running'
        AND (SELECT count(*) FROM pgmaestro_fleet.member WHERE rollout = $1 AND state = 'failed') - forgiven > max_failures`,
      [this.#rollout],
    );
  }

  /**
   * Takes members on whose hosts, and in whose fleet, there is room. In a transaction of the caller's, with the jobs that it was
   * given: a worker that dies has both or none.
   * @param jobs those of the queue that this worker was given, now or before
   * @returns the members whose turn has come, and the jobs that still wait for room
   */
  async claim(jobs: readonly string[]): Promise<{ turns: Turn[]; held: string[] }> {
    if (jobs.length === 0) return { turns: [], held: [] };
    await this.#control.query("SELECT pg_catalog.pg_advisory_xact_lock($1, $2)", [
      claimLock,
      this.#rollout,
    ]);
    const rows = await this.#control.query<Turn & { readonly state: string }>(claim, [
      this.#rollout,
      [...jobs],
      this.#worker,
    ]);
    const known = new Set(rows.map(({ job }) => job));
    await this.#queue.forget(jobs.filter((job) => !known.has(job)));
    return {
      turns: rows.filter(({ state }) => state === "running"),
      held: rows.filter(({ state }) => state === "waiting").map(({ job }) => job),
    };
  }

  /** Gives the queue the next members of the wave, a thousand at a time, so that it stays small. */
  async fill(): Promise<number> {
    const rows = await this.#control.query<{ key: string; job: string }>(
      `UPDATE pgmaestro_fleet.member m SET queued = true
        FROM (SELECT w.key FROM pgmaestro_fleet.member w JOIN pgmaestro_fleet.rollout r ON r.id = w.rollout
          WHERE w.rollout = $1 AND r.state = 'running' AND w.wave <= r.wave AND w.state = 'waiting' AND NOT w.queued
          ORDER BY w.wave, w.place LIMIT 1000 FOR UPDATE OF w SKIP LOCKED) next
        WHERE m.rollout = $1 AND m.key = next.key
        RETURNING m.key, m.job`,
      [this.#rollout],
    );
    await this.#queue.put(rows.map(({ key, job }) => ({ id: job, member: key })));
    return rows.length;
  }

  /** Says that this worker lives, and hands out again what dead ones had. */
  async beat(host: string): Promise<void> {
    await this.#control.query(
      `INSERT INTO pgmaestro_fleet.worker (id, rollout, host, pid) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET seen_at = pg_catalog.clock_timestamp()`,
      [this.#worker, this.#rollout, host, process.pid],
    );
    const dead = await this.#control.query<{ id: string }>(
      `DELETE FROM pgmaestro_fleet.worker WHERE id IN (SELECT id FROM pgmaestro_fleet.worker
          WHERE rollout = $1 AND seen_at < pg_catalog.clock_timestamp() - interval '${deadAfter} seconds' FOR UPDATE SKIP LOCKED)
        RETURNING id`,
      [this.#rollout],
    );
    if (dead.length === 0) return;
    const left = await this.#control.query<{ job: string }>(
      `UPDATE pgmaestro_fleet.member SET worker = NULL, state = 'waiting'
        WHERE rollout = $1 AND worker = ANY ($2::uuid[]) RETURNING job`,
      [this.#rollout, dead.map(({ id }) => id)],
    );
    await this.#queue.handOutAgain(left.map(({ job }) => job));
  }

  /**
   * Goes on to the next wave where all of this one have had their turn and its soak is over, or ends.
   * @returns whether it did
   */
  async advance(): Promise<boolean> {
    await this.#control.query(
      `UPDATE pgmaestro_fleet.rollout r SET through_at = pg_catalog.clock_timestamp()
        WHERE id = $1 AND state = 'running' AND through_at IS NULL AND NOT EXISTS (
          SELECT FROM pgmaestro_fleet.member m WHERE m.rollout = $1 AND m.wave <= r.wave AND m.state IN ('waiting', 'running'))`,
      [this.#rollout],
    );
    const ended = await this.#control.query(
      `UPDATE pgmaestro_fleet.rollout SET
          state = CASE WHEN wave < waves THEN state ELSE 'ended' END,
          ended_at = CASE WHEN wave < waves THEN NULL ELSE pg_catalog.clock_timestamp() END,
          through_at = CASE WHEN wave < waves THEN NULL ELSE through_at END,
          wave = least(wave + 1, waves)
        WHERE id = $1 AND state = 'running'
          AND (wave = waves OR through_at + soak * interval '1 second' <= pg_catalog.clock_timestamp()) AND through_at IS NOT NULL
        RETURNING state`,
      [this.#rollout],
    );
    return ended.length > 0;
  }

  /** Lets go of what it holds, and says that it is gone of its own will. */
  async leave(): Promise<void> {
    await this.#control.query(
      "UPDATE pgmaestro_fleet.member SET worker = NULL WHERE rollout = $1 AND worker = $2",
      [this.#rollout, this.#worker],
    );
    await this.#control.query("DELETE FROM pgmaestro_fleet.worker WHERE id = $1", [this.#worker]);
  }

  /** How far the rollout is. */
  counts(): Promise<MemberCounts> {
    return countMembers(this.#control, this.#rollout);
  }
}

/** After how many seconds of silence a worker is taken for dead; it says something every two. */
const deadAfter = 10;

/** Of the two keys of the advisory lock under which members are claimed; the other one is the rollout's. */
const claimLock = 17_865_325;

const claim = `WITH busy AS (
    SELECT host, count(*) AS members FROM pgmaestro_fleet.member WHERE rollout = $1 AND state = 'running' GROUP BY host),
  asked AS (
    SELECT m.key, row_number() OVER (PARTITION BY m.host ORDER BY m.job) + coalesce(busy.members, 0) AS on_host,
      row_number() OVER (ORDER BY m.job) + (SELECT coalesce(sum(members), 0) FROM busy) AS in_all
    FROM pgmaestro_fleet.member m LEFT JOIN busy USING (host)
    WHERE m.rollout = $1 AND m.job = ANY ($2::uuid[]) AND m.state = 'waiting' AND (m.worker IS NULL OR m.worker = $3))
  UPDATE pgmaestro_fleet.member m SET worker = $3,
    state = CASE WHEN on_host <= coalesce(r.per_host, on_host) AND asked.in_all <= coalesce(r.in_all, asked.in_all)
      THEN 'running' ELSE 'waiting' END,
    begun_at = pg_catalog.clock_timestamp()
  FROM asked, pgmaestro_fleet.rollout r
  WHERE r.id = $1 AND m.rollout = $1 AND m.key = asked.key
  RETURNING m.key, m.job, m.attempts, m.state`;
