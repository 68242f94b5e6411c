import {
  type Request,
  repeatablesOf,
  type ScriptOptions,
  type TargetState,
} from "../engine/index.ts";
import type { Migration } from "../migrations/index.ts";
import {
  isApplied,
  isBackfill,
  isOlderCheckout,
  phaseOf,
  repeatableTasks,
  type Selection,
  type Task,
} from "../plan/index.ts";

/** A request that goes on with the repeatable migrations that are due, once nothing else is left. */
export function withRepeatables<Chosen extends object>(
  request: Request<Chosen>,
  options: ScriptOptions & Selection,
  migrationOf: (chosen: Chosen) => Migration | undefined,
): Request<Chosen | Task> {
  return {
    ...request,
    async choose(state, target) {
      const chosen = await request.choose(state, target);
      const migrations = chosen.flatMap((one) => migrationOf(one) ?? []);
      if (!areDue(state, migrations, options)) return chosen;
      const beside = {
        ran: state.history.repeatables,
        migrations,
        searchPath: options.schema,
      };
      return [...chosen, ...(await repeatableTasks(repeatablesOf(options), beside))];
    },
    tasks(chosen, state, target) {
      const others = chosen.filter((one): one is Chosen => !isTask(one));
      return [...request.tasks(others, state, target), ...chosen.filter(isTask)];
    },
  };
}

function isTask(one: object): one is Task {
  return "direction" in one;
}

/** Whether the schema is then what they are written for; backfills and what waits for the next phase may come later. */
function areDue(
  { states }: TargetState,
  chosen: readonly Migration[],
  { only, backfills }: Selection,
): boolean {
  if (only !== undefined || backfills === "only" || isOlderCheckout(states)) return false;
  const isLeft = ({ name }: { readonly name: string }) => !chosen.some((one) => one.name === name);
  return !states.some(
    (state) =>
      !isApplied(state) && !isBackfill(state) && phaseOf(state) === "before" && isLeft(state),
  );
}
