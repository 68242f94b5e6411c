import { StatementError, withConnection, type Connection } from "../database/index.ts";
import { makeQueues, queueSchema } from "./queue.ts";
import type { FleetSettings } from "./settings.ts";

/** Acts with a connection to the control database. */
export function withControl<Result>(
  { control }: FleetSettings,
  action: (control: Connection) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  return withConnection(
    control,
    { extensions: () => [], lockWait: 60, idleLimit: { own: 60, migrations: 0 }, signal },
    action,
  );
}

/** What is made in the control database: no part of a member that is that database. */
export const controlSchemas: readonly string[] = ["pgmaestro_fleet", queueSchema];

/** Keeps apart those that make the tables at the same time. */
const makingLock = "7241865325823965";

/** Makes the tables of rollouts and of the queue in the control database, where they are not there. */
export async function makeControl(control: Connection): Promise<void> {
  if (await hasControl(control)) return;
  await control.run([
    "BEGIN",
    `SELECT pg_catalog.pg_advisory_xact_lock(${makingLock})`,
    ...tables,
    "COMMIT",
  ]);
  await makeQueues(control);
  await control.query("UPDATE pgmaestro_fleet.made SET queues = true");
}

/** Whether all of it is there. */
export async function hasControl(control: Connection): Promise<boolean> {
  try {
    const [made] = await control.query<{ queues: boolean }>(
      "SELECT queues FROM pgmaestro_fleet.made",
    );
    return made?.queues === true;
  } catch (error) {
    if (error instanceof StatementError && missing.has(error.server.sqlState ?? "")) return false;
    throw error;
  }
}

/** undefined_table, invalid_schema_name */
const missing: ReadonlySet<string> = new Set(["42P01", "3F000"]);

const tables = [
  "CREATE SCHEMA IF NOT EXISTS pgmaestro_fleet",
  `CREATE TABLE IF NOT EXISTS pgmaestro_fleet.made (
    is_made boolean PRIMARY KEY DEFAULT true CHECK (is_made),
    queues boolean NOT NULL DEFAULT false
  )`,
  "INSERT INTO pgmaestro_fleet.made DEFAULT VALUES ON CONFLICT DO NOTHING",
  `CREATE TABLE IF NOT EXISTS pgmaestro_fleet.rollout (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    fleet text NOT NULL,
    command text NOT NULL,
    target text,
    who text NOT NULL,
    state text NOT NULL,
    members integer NOT NULL DEFAULT 0,
    wave integer NOT NULL DEFAULT 1,
    waves integer NOT NULL DEFAULT 1,
    soak double precision NOT NULL DEFAULT 0,
    through_at timestamptz,
    max_failures integer NOT NULL DEFAULT 0,
    forgiven integer NOT NULL DEFAULT 0,
    retries integer NOT NULL,
    per_host integer,
    in_all integer,
    begun_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    ended_at timestamptz
  )`,
  `CREATE UNIQUE INDEX IF NOT EXISTS rollout_open ON pgmaestro_fleet.rollout (fleet)
    WHERE state NOT IN ('ended', 'aborted')`,
  `CREATE TABLE IF NOT EXISTS pgmaestro_fleet.member (
    rollout integer NOT NULL REFERENCES pgmaestro_fleet.rollout ON DELETE CASCADE,
    key text NOT NULL,
    host text NOT NULL,
    given_wave integer,
    place integer,
    wave integer NOT NULL DEFAULT 1,
    state text NOT NULL DEFAULT 'waiting',
    queued boolean NOT NULL DEFAULT false,
    job uuid NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    worker uuid,
    attempts integer NOT NULL DEFAULT 0,
    migration text,
    migrations integer NOT NULL DEFAULT 0,
    begun_at timestamptz,
    duration_ms double precision,
    error jsonb,
    PRIMARY KEY (rollout, key)
  )`,
  "CREATE INDEX IF NOT EXISTS member_job ON pgmaestro_fleet.member (job)",
  `CREATE INDEX IF NOT EXISTS member_waiting ON pgmaestro_fleet.member (rollout, wave, place)
    WHERE state = 'waiting' AND NOT queued`,
  `CREATE INDEX IF NOT EXISTS member_held ON pgmaestro_fleet.member (rollout, worker)
    WHERE worker IS NOT NULL`,
  `CREATE INDEX IF NOT EXISTS member_left ON pgmaestro_fleet.member (rollout, wave)
    WHERE state IN ('waiting', 'running')`,
  `CREATE INDEX IF NOT EXISTS member_failed ON pgmaestro_fleet.member (rollout)
    WHERE state = 'failed'`,
  `CREATE TABLE IF NOT EXISTS pgmaestro_fleet.worker (
    id uuid PRIMARY KEY,
    rollout integer NOT NULL REFERENCES pgmaestro_fleet.rollout ON DELETE CASCADE,
    host text NOT NULL,
    pid integer NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    seen_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp()
  )`,
];

/**
 * Acts in a transaction that is not waited for to reach the disk: where the control database's server crashes, members may be handed
 * out again, whose histories say that nothing is to be done.
 */
export function inQuickTransaction<Result>(
  control: Connection,
  action: () => Promise<Result>,
): Promise<Result> {
  return inTransaction(control, action, "BEGIN; SET LOCAL synchronous_commit TO off");
}

/** Acts in a transaction; whoever fails in it leaves it rolled back. */
export async function inTransaction<Result>(
  control: Connection,
  action: () => Promise<Result>,
  begin = "BEGIN",
): Promise<Result> {
  await control.answers(begin);
  try {
    const result = await action();
    await control.query("COMMIT");
    return result;
  } catch (error) {
    await control.query("ROLLBACK").catch(() => {});
    throw error;
  }
}
