import type { Connection } from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { inTransaction } from "./control.ts";
import { Queue } from "./queue.ts";
import { readRollout, someRollout, type Rollout } from "./rollout.ts";
import type { FleetSettings } from "./settings.ts";

/** What can be done with a rollout from outside. */
export type Steering = "pause" | "resume" | "abort" | "retry";

/**
 * Changes how a rollout goes on; its workers notice within a second.
 * @throws InvalidRequestError where it is in no state for that
 */
export async function steer(
  control: Connection,
  settings: FleetSettings,
  steering: Steering,
): Promise<Rollout> {
  const rollout = await someRollout(control, settings);
  await inTransaction(control, () => ways[steering](control, rollout));
  return readRollout(control, rollout.id);
}

const ways: Record<Steering, (control: Connection, rollout: Rollout) => Promise<void>> = {
  pause: (control, rollout) => change(control, rollout, "pause", ["running"], "state = 'paused'"),
  resume: (control, rollout) =>
    change(
      control,
      rollout,
      "resume",
      ["paused", "stopped"],
      `state = 'running', forgiven = ${failed}`,
    ),
  async abort(control, rollout) {
    const from = ["running", "paused", "stopped"] as const;
    await change(
      control,
      rollout,
      "abort",
      from,
      "state = 'aborted', ended_at = pg_catalog.clock_timestamp()",
    );
    await (await Queue.of(rollout.fleet, control)).empty();
  },
  async retry(control, rollout) {
    refuseAborted(rollout);
    const count = await forgetFailures(control, rollout);
    if (count === 0)
      throw new InvalidRequestError(
        `No member of rollout ${rollout.id} has failed`,
        "`pgmaestro fleet status` shows it.",
      );
    const again = "state = 'running', forgiven = 0, through_at = NULL, ended_at = NULL";
    await change(control, rollout, "retry", ["running", "paused", "stopped", "ended"], again);
  },
};

const failed = `(SELECT count(*) FROM pgmaestro_fleet.member m WHERE m.rollout = rollout.id AND m.state = 'failed')`;

async function change(
  control: Connection,
  { id, state: before }: Rollout,
  what: Steering,
  from: readonly Rollout["state"][],
  set: string,
): Promise<void> {
  const rows = await control.query(
    `UPDATE pgmaestro_fleet.rollout SET ${set} WHERE id = $1 AND state = ANY ($2::text[]) RETURNING id`,
    [id, [...from]],
  );
  if (rows.length === 0)
    throw new InvalidRequestError(
      `Rollout ${id} is ${before}, so there is nothing to ${what}`,
      "`pgmaestro fleet status` shows it; `pgmaestro fleet up` begins another one once it is over.",
    );
}

/** An aborted rollout stays as it is. */
function refuseAborted(rollout: Rollout): void {
  if (rollout.state === "aborted")
    throw new InvalidRequestError(
      `Rollout ${rollout.id} is aborted`,
      "`pgmaestro fleet up` begins another one.",
    );
}

async function forgetFailures(control: Connection, { id }: Rollout): Promise<number> {
  const rows = await control.query(
    `UPDATE pgmaestro_fleet.member SET state = 'waiting', queued = false, job = pg_catalog.gen_random_uuid(),
        worker = NULL, attempts = 0, error = NULL
      WHERE rollout = $1 AND state = 'failed' RETURNING key`,
    [id],
  );
  return rows.length;
}
