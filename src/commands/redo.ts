import { chooseRedo, requireDown, type MigrationState } from "../plan/index.ts";
import type { RunOptions } from "./options.ts";
import { downTask, makePlan, runRequest, upTask, type Request, type RunResult } from "./run.ts";
import { withTarget } from "./target.ts";

/** How many of the last applied migrations to redo. Default: 1. */
export type RedoOptions = RunOptions & { readonly count?: number | undefined };

/**
 * Rolls exactly the last `count` migrations back and runs them again, by today's files: down and up of all
 * of them are one plan, so that a failure leaves everything as it was where one transaction can hold it.
 */
export function redo(options: RedoOptions): Promise<RunResult> {
  return runRequest(options, redoRequest(options));
}

/** What `redo` would do. Changes nothing and takes no lock. */
export function planRedo(options: RedoOptions) {
  return withTarget(options, (target) => makePlan(target, options, redoRequest(options)));
}

function redoRequest({ count = 1 }: RedoOptions): Request<MigrationState> {
  return {
    choose({ states }) {
      const chosen = chooseRedo(states, count);
      requireDown(chosen);
      return chosen;
    },
    tasks: (chosen) => [
      ...requireDown(chosen).map(downTask),
      ...chosen.toReversed().map(({ migration }) => upTask(migration!)),
    ],
  };
}
