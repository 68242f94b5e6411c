import type { Connection } from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import type { MemberFailure } from "./failure.ts";
import { presentKey } from "./member.ts";
import type { Rollout } from "./rollout.ts";

/** How many members are in which state. */
export interface MemberCounts {
  readonly members: number;
  readonly waiting: number;
  readonly running: number;
  readonly done: number;
  readonly failed: number;
}

/** Members that failed alike. */
export interface FailureGroup extends Omit<MemberFailure, "message"> {
  /** As the first of them has it. */
  readonly message: string;
  readonly members: number;
  /** Some of their keys. */
  readonly such: readonly string[];
}

/** A rollout, and how far it is. */
export interface RolloutStatus extends Rollout {
  readonly counts: MemberCounts;
  /** Of each wave, in order. */
  readonly waveCounts: readonly (MemberCounts & { readonly wave: number })[];
  /** How many members are at which migration, the most first; null where they have none, or where that is not known yet. */
  readonly migrations: readonly { readonly migration: string | null; readonly members: number }[];
  readonly failures: readonly FailureGroup[];
  readonly slowest: readonly { readonly member: string; readonly durationMs: number }[];
  /** The workers that live. */
  readonly workers: readonly WorkerStatus[];
  /** At the pace so far, without soaks; absent where nothing is left, or no pace is known. */
  readonly secondsLeft?: number;
}

export interface WorkerStatus {
  readonly host: string;
  readonly pid: number;
  readonly running: number;
  /** How long ago it has said that it lives. */
  readonly seenSeconds: number;
}

/** One member of a rollout. */
export interface MemberStatus {
  readonly member: string;
  readonly state: "waiting" | "running" | "done" | "failed";
  readonly wave: number;
  readonly attempts: number;
  readonly migration: string | null;
  readonly migrations: number;
  readonly durationMs: number | null;
  readonly error: MemberFailure | null;
}

const states = ["waiting", "running", "done", "failed"] as const;
const counted = [
  "count(*)::integer AS members",
  ...states.map((state) => `count(*) FILTER (WHERE state = '${state}')::integer AS ${state}`),
].join(", ");

export async function countMembers(control: Connection, rollout: number): Promise<MemberCounts> {
  const [row] = await control.query<MemberCounts>(
    `SELECT ${counted} FROM pgmaestro_fleet.member WHERE rollout = $1`,
    [rollout],
  );
  return row!;
}

/** How far a rollout is. */
export async function statusOf(control: Connection, rollout: Rollout): Promise<RolloutStatus> {
  const ask = <Row extends object>(query: string) => control.query<Row>(query, [rollout.id]);
  const counts = await countMembers(control, rollout.id);
  const [left] = await ask<{ seconds: number | null }>(timeLeft);
  return {
    ...rollout,
    counts,
    waveCounts: await ask(
      `SELECT wave, ${counted} FROM pgmaestro_fleet.member WHERE rollout = $1 GROUP BY wave ORDER BY wave`,
    ),
    migrations: await ask(
      `SELECT migration, count(*)::integer AS members FROM pgmaestro_fleet.member WHERE rollout = $1
        GROUP BY migration ORDER BY members DESC, migration LIMIT 20`,
    ),
    failures: (await ask<{ group: FailureGroup }>(failures)).map(({ group }) => group),
    slowest: await ask(
      `SELECT key AS member, duration_ms AS "durationMs" FROM pgmaestro_fleet.member
        WHERE rollout = $1 AND state = 'done' AND duration_ms IS NOT NULL ORDER BY duration_ms DESC LIMIT 5`,
    ),
    workers: await ask(workers),
    ...(left?.seconds != null && { secondsLeft: left.seconds }),
  };
}

/** Alike are those of one code, one SQLSTATE and one place. */
const failures = `SELECT json_strip_nulls(json_build_object('code', code, 'sqlState', "sqlState", 'place', place, 'message', message, 'members', members,
    'such', such)) AS group
  FROM (SELECT error->>'code' AS code, error->>'sqlState' AS "sqlState", error->>'place' AS place, count(*) AS members,
      (array_agg(error->>'message' ORDER BY place_of))[1] AS message, (array_agg(key ORDER BY place_of))[1:3] AS such
    FROM (SELECT key, error, place AS place_of FROM pgmaestro_fleet.member WHERE rollout = $1 AND state = 'failed') f
    GROUP BY 1, 2, 3 ORDER BY count(*) DESC, 1, 2, 3) g`;

const workers = `SELECT w.host, w.pid, extract(epoch FROM pg_catalog.clock_timestamp() - w.seen_at)::float8 AS "seenSeconds",
    (SELECT count(*)::integer FROM pgmaestro_fleet.member m WHERE m.rollout = $1 AND m.worker = w.id AND m.state = 'running') AS running
  FROM pgmaestro_fleet.worker w WHERE w.rollout = $1 ORDER BY w.begun_at`;

const timeLeft = `SELECT (extract(epoch FROM pg_catalog.clock_timestamp() - r.begun_at) * l.members / nullif(r.members - l.members, 0))::float8 AS seconds
  FROM pgmaestro_fleet.rollout r,
    (SELECT count(*) AS members FROM pgmaestro_fleet.member WHERE rollout = $1 AND state IN ('waiting', 'running')) l
  WHERE r.id = $1 AND r.state = 'running' AND l.members > 0`;

/** @throws InvalidRequestError where it is no member */
export async function memberStatus(
  control: Connection,
  { id }: Rollout,
  key: string,
): Promise<MemberStatus> {
  const [row] = await control.query<MemberStatus>(
    `SELECT key AS member, state, wave, attempts, migration, migrations, duration_ms AS "durationMs", error
      FROM pgmaestro_fleet.member WHERE rollout = $1 AND key IN ($2, $3)`,
    [id, key, presentKey(key)],
  );
  if (row !== undefined) return row;
  throw new InvalidRequestError(
    `Rollout ${id} has no member ${key}`,
    "Members are named like db1:5433/app, or db1/app#tenant_1; `fleet plan` lists some.",
  );
}
