import { type MigrationFailedError, ReplayFailedError } from "../errors/index.ts";
import type { Stages } from "./stage.ts";

/**
 * The same stages, which leave out from then on what does not run before the migration that is looked at.
 * @param onFailure called once for each that is left out
 */
export function leavingOut(
  stages: Stages,
  onFailure: (failure: MigrationFailedError) => void,
): Stages {
  const known = new Set<string>();
  let current = stages;
  return {
    async withApplied(count) {
      for (;;) {
        try {
          return await current.withApplied(count);
        } catch (error) {
          if (!(error instanceof ReplayFailedError) || known.has(error.failure.migration))
            throw error;
          const { failure } = error;
          known.add(failure.migration);
          current = current.without({ name: failure.migration });
          onFailure(failure);
        }
      }
    },
    without: (migration) => leavingOut(current.without(migration), onFailure),
  };
}
