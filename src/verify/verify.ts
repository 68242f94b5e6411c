import { objectText, undescribedObjects } from "../catalog/index.ts";
import type { Migration } from "../migrations/index.ts";
import type { Unfilled } from "../rows/index.ts";
import type { Observation, Stages } from "../trial/index.ts";
import { tryMigration, type TrialResult } from "./trial.ts";
import type { VerifiedMigration } from "./verdict.ts";

/** What was found out about the chosen migrations. */
export interface Verified {
  readonly migrations: readonly VerifiedMigration[];
  readonly notReached: readonly string[];
  readonly unfilled: readonly Unfilled[];
  readonly undescribed: readonly string[];
  /** PostgreSQL's, as `18.4`; absent where nothing was chosen. */
  readonly version: string | undefined;
}

/**
 * Tries the chosen migrations in their order, each with all before it applied. Where one does not run, those
 * after it cannot be tried.
 * @param migrations all of the directory, in order
 * @param onNext called with the index of each chosen one before it is tried
 * @throws PgmaestroError where a migration before the first chosen one does not run
 */
export async function verifyMigrations(
  migrations: readonly Migration[],
  chosen: readonly Migration[],
  stages: Stages,
  onNext: (index: number) => void,
): Promise<Verified> {
  const verified: VerifiedMigration[] = [];
  const limits = new Limits();
  let last: (TrialResult & { readonly place: number }) | undefined;
  for (const [index, migration] of chosen.entries()) {
    onNext(index);
    const place = migrations.indexOf(migration);
    const stage = last?.place === place - 1 ? last.applied?.stage : undefined;
    last = { ...(await tryMigration(migration, place, stages, stage)), place };
    verified.push(last.verified);
    limits.meet(last.before);
    if (last.applied !== undefined) limits.meet(last.applied.observation);
    if (!last.runs) break;
  }
  const notReached = chosen.slice(verified.length).map(({ name }) => name);
  return { migrations: verified, notReached, ...limits.met(), version: last?.version };
}

/** What was met of which nothing can be said. */
class Limits {
  readonly #unfilled = new Map<string, Unfilled>();
  readonly #undescribed = new Set<string>();

  meet({ unfilled, digest }: Observation): void {
    for (const table of unfilled) this.#unfilled.set(table.table, table);
    for (const object of undescribedObjects(digest)) this.#undescribed.add(objectText(object));
  }

  met(): Pick<Verified, "unfilled" | "undescribed"> {
    return { unfilled: [...this.#unfilled.values()], undescribed: [...this.#undescribed] };
  }
}
