import type { Migration } from "../migrations/migration.ts";
import type { Unfilled } from "./data/fill.ts";
import { undescribedObjects } from "../catalog/index.ts";
import { fillAndGlance } from "./observation.ts";
import type { Stages } from "./stage.ts";
import { tryMigration, type Tried } from "./trial.ts";
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
  const unfilled = new Map<string, Unfilled>();
  const undescribed = new Set<string>();
  let version: string | undefined;
  let last: Tried["applied"];
  let lastPlace = -1;
  for (const [index, migration] of chosen.entries()) {
    onNext(index);
    const place = migrations.indexOf(migration);
    const stage =
      last !== undefined && place === lastPlace + 1 ? last.stage : await stages.withApplied(place);
    version ??= await stage.version();
    const before = await fillAndGlance(stage);
    const tried = await tryMigration(migration, place, stage, before, stages);
    verified.push(tried.verified);
    for (const glance of [before, ...(tried.applied ? [tried.applied.glance] : [])]) {
      for (const table of glance.unfilled) unfilled.set(table.table, table);
      for (const object of undescribedObjects(glance.digest)) undescribed.add(object);
    }
    if (!tried.runs) break;
    [last, lastPlace] = [tried.applied, place];
  }
  return {
    migrations: verified,
    notReached: chosen.slice(verified.length).map(({ name }) => name),
    unfilled: [...unfilled.values()],
    undescribed: [...undescribed],
    version,
  };
}
