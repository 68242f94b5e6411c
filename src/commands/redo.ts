import { gated, type GateOptions } from "../gate/index.ts";
import {
  chooseRedo,
  downTask,
  type MigrationState,
  requireDown,
  type Selection,
  upTask,
  partialOf,
} from "../plan/index.ts";
import {
  makePlan,
  type Request,
  type RunOptions,
  runRequest,
  type RunResult,
  withTargetSeen,
} from "../engine/index.ts";

/** Which applied migrations to redo: the last `count` (default 1), or `only` one. */
export type RedoOptions = RunOptions & GateOptions & Pick<Selection, "count" | "only" | "prefix">;

/**
 * Rolls exactly these migrations back and runs them again, by today's files: down and up of all
 * of them are one plan, so that a failure leaves everything as it was where one transaction can hold it.
 * @throws as `down` and `up`
 * @example
 * ```ts
 * await redo({ database: process.env["DATABASE_URL"]!, count: 1 });
 * ```
 */
export function redo(options: RedoOptions): Promise<RunResult> {
  return runRequest(
    options,
    gated(redoRequest(options), options, ({ migration }) => migration!),
  );
}

/**
 * What `redo` would do. Changes nothing and takes no lock.
 * @throws as `planDown` and `plan`
 * @example
 * ```ts
 * const { segments } = await planRedo({ database: process.env["DATABASE_URL"]! });
 * ```
 */
export function planRedo(options: RedoOptions) {
  return withTargetSeen(options, (target) => makePlan(target, options, redoRequest(options)));
}

export function redoRequest(options: RedoOptions): Request<MigrationState> {
  return {
    choose({ states }) {
      const chosen = chooseRedo(states, options);
      requireDown(chosen);
      return chosen;
    },
    tasks: (chosen, { history }) => [
      ...requireDown(chosen).map((rollback) =>
        downTask(rollback, partialOf(history, rollback.name, "down")),
      ),
      ...chosen.toReversed().map(({ migration }) => upTask(migration!)),
    ],
  };
}
