import { StatementError, type Connection } from "../database/index.ts";
import { InvalidRequestError, RolloutOpenError } from "../errors/index.ts";
import { hasControl, inTransaction, makeControl } from "./control.ts";
import type { Member } from "./member.ts";
import { fleetMembers, refuseNoMembers } from "./members.ts";
import { Queue } from "./queue.ts";
import { amountOf, concurrencyOf, fleetName, type FleetSettings } from "./settings.ts";
import { endsOfWaves } from "./waves.ts";

/**
 * `running`; `paused` by somebody; `stopped`, since too many members failed; `ended`, when all members have had their turn;
 * `aborted` by somebody.
 */
export type RolloutState = "running" | "paused" | "stopped" | "ended" | "aborted";

/** A rollout as the control database has it. */
export interface Rollout {
  readonly id: number;
  readonly fleet: string;
  readonly command: "up" | "down";
  /** The migration up to which, or behind which, it goes; null for all. */
  readonly target: string | null;
  readonly who: string;
  readonly state: RolloutState;
  readonly members: number;
  /** The wave that has its turn, from 1. */
  readonly wave: number;
  readonly waves: number;
  readonly retries: number;
  /** How many seconds of the soak are left. */
  readonly soakLeft: number;
}

/** What a rollout is to do. */
export interface RolloutRequest {
  readonly command: Rollout["command"];
  readonly target?: string | undefined;
  readonly who: string;
}

/**
 * Begins a rollout: all its members and their waves are written down, or nothing is.
 * @throws RolloutOpenError where another one of the fleet is not over; ConfigurationError
 */
export async function beginRollout(
  control: Connection,
  settings: FleetSettings,
  request: RolloutRequest,
): Promise<Rollout> {
  await makeControl(control);
  await refuseOpen(control, settings);
  const id = await inTransaction(control, async () => {
    const rollout = await insertRollout(control, settings, request);
    const members = await insertMembers(control, settings, rollout);
    refuseNoMembers(members);
    await layOutWaves(control, settings, rollout, members);
    const queue = await Queue.of(fleetName(settings), control);
    await queue.create();
    await queue.empty();
    return rollout;
  });
  return readRollout(control, id);
}

async function refuseOpen(control: Connection, settings: FleetSettings): Promise<void> {
  const open = await latestRollout(control, settings);
  if (open !== undefined && isOpen(open)) throw new RolloutOpenError(open.fleet, open.id);
}

export function isOpen({ state }: Rollout): boolean {
  return state !== "ended" && state !== "aborted";
}

const uniqueViolation = "23505";

/** Whoever begins at the same time waits here until this transaction is over. */
async function insertRollout(
  control: Connection,
  settings: FleetSettings,
  { command, target, who }: RolloutRequest,
): Promise<number> {
  const { host, total } = concurrencyOf(settings);
  try {
    const [row] = await control.query<{ id: number }>(
      `INSERT INTO pgmaestro_fleet.rollout (fleet, command, target, who, state, soak, retries, per_host, in_all)
        VALUES ($1, $2, $3, $4, 'running', $5, $6, $7, $8) RETURNING id`,
      [
        fleetName(settings),
        command,
        target ?? null,
        who,
        settings.waves?.soak ?? 0,
        settings.retries ?? 5,
        host ?? null,
        total ?? null,
      ],
    );
    return row!.id;
  } catch (error) {
    if (!(error instanceof StatementError && error.server.sqlState === uniqueViolation))
      throw error;
    await control.query("ROLLBACK");
    const open = await latestRollout(control, settings);
    throw new RolloutOpenError(fleetName(settings), open?.id ?? 0);
  }
}

/** How many members are written at a time. */
const page = 1000;

/** A member that is listed twice is there once. */
async function insertMembers(
  control: Connection,
  { members }: FleetSettings,
  rollout: number,
): Promise<number> {
  let [count, some]: [number, Member[]] = [0, []];
  const write = async () => {
    count += await insertSome(control, rollout, some);
    some = [];
  };
  for await (const member of fleetMembers(members, control)) {
    some.push(member);
    if (some.length === page) await write();
  }
  await write();
  return count;
}

async function insertSome(
  control: Connection,
  rollout: number,
  members: readonly Member[],
): Promise<number> {
  if (members.length === 0) return 0;
  const rows = members.map(({ key, host, wave }) => ({ key, host, wave }));
  const [row] = await control.query<{ count: number }>(
    `WITH inserted AS (
        INSERT INTO pgmaestro_fleet.member (rollout, key, host, given_wave)
        SELECT $1, key, host, wave FROM pg_catalog.json_to_recordset($2::json) AS m (key text, host text, wave integer)
        ON CONFLICT DO NOTHING RETURNING 1)
      SELECT count(*)::integer AS count FROM inserted`,
    [rollout, JSON.stringify(rows)],
  );
  return row!.count;
}

/**
 * Members of a lower wave of their own come first; among equals the order is one that looks random, and is the same in each
 * rollout. Where the settings say nothing, the waves are those that members gave themselves.
 */
async function layOutWaves(
  control: Connection,
  settings: FleetSettings,
  rollout: number,
  members: number,
): Promise<void> {
  const ends = endsOfWaves(settings.waves ?? {}, members);
  const maxFailures = amountOf(settings.maxFailures ?? 0, members);
  await control.query(
    `UPDATE pgmaestro_fleet.member m SET place = p.place,
        wave = CASE WHEN $3 THEN p.rank ELSE 1 + pg_catalog.width_bucket(p.place - 1, $2::integer[]) END
      FROM (SELECT key, row_number() OVER (ORDER BY given_wave NULLS LAST, pg_catalog.md5(key), key)::integer AS place,
          dense_rank() OVER (ORDER BY given_wave NULLS LAST)::integer AS rank
        FROM pgmaestro_fleet.member WHERE rollout = $1) p
      WHERE m.rollout = $1 AND m.key = p.key`,
    [rollout, ends.length === 0 ? [members] : ends, ends.length === 0],
  );
  await control.query(
    `UPDATE pgmaestro_fleet.rollout SET members = $2, max_failures = $3,
        waves = (SELECT max(wave) FROM pgmaestro_fleet.member WHERE rollout = $1)
      WHERE id = $1`,
    [rollout, members, maxFailures],
  );
}

const columns = `id, fleet, command, target, who, state, members, wave, waves, retries,
  greatest(0, coalesce(soak - extract(epoch FROM pg_catalog.clock_timestamp() - through_at), 0))::float8 AS "soakLeft"`;

export async function readRollout(control: Connection, id: number): Promise<Rollout> {
  const [row] = await control.query<Rollout>(
    `SELECT ${columns} FROM pgmaestro_fleet.rollout WHERE id = $1`,
    [id],
  );
  return row!;
}

/** The newest rollout of the fleet. */
async function latestRollout(
  control: Connection,
  settings: FleetSettings,
): Promise<Rollout | undefined> {
  const [row] = await control.query<Rollout>(
    `SELECT ${columns} FROM pgmaestro_fleet.rollout WHERE fleet = $1 ORDER BY id DESC LIMIT 1`,
    [fleetName(settings)],
  );
  return row;
}

/**
 * The newest rollout.
 * @throws InvalidRequestError where there has been none
 */
export async function someRollout(control: Connection, settings: FleetSettings): Promise<Rollout> {
  const found = (await hasControl(control)) ? await latestRollout(control, settings) : undefined;
  if (found !== undefined) return found;
  throw new InvalidRequestError(
    `The fleet "${fleetName(settings)}" has had no rollout`,
    "`pgmaestro fleet up` begins one.",
  );
}
