import { objectText, undescribedObjects } from "../catalog/index.ts";
import type { Migration } from "../migrations/index.ts";
import type { Unfilled } from "../rows/index.ts";
import type { Observation, Stages } from "../trial/index.ts";
import type { RepeatableMode } from "./repeatable.ts";
import { tryMigration, type TrialResult } from "./trial.ts";
import type { NotReached, VerifiedMigration } from "./verdict.ts";

/** What was found out about the chosen migrations. */
export interface Verified {
  readonly migrations: readonly VerifiedMigration[];
  readonly notReached: readonly NotReached[];
  readonly unfilled: readonly Unfilled[];
  readonly undescribed: readonly string[];
  /** PostgreSQL's, as `18.4`; absent where nothing was chosen. */
  readonly version: string | undefined;
}

/**
 * Tries the chosen migrations in their order, each with all before it applied but those that do not run.
 * @param migrations all of the directory, in order
 * @param onNext called with the index of each chosen one before it is tried
 * @throws PgmaestroError where a migration before the first chosen one does not run
 */
export async function verifyMigrations(
  migrations: readonly Migration[],
  chosen: readonly Migration[],
  stages: Stages,
  onNext: (index: number) => void,
  repeatable: RepeatableMode = "error",
): Promise<Verified> {
  const series = new Series(migrations, stages, repeatable);
  for (const [index, migration] of chosen.entries()) {
    onNext(index);
    await series.meet(migration);
  }
  return series.verified();
}

/** Migrations tried one after the other. */
class Series {
  readonly #migrations: readonly Migration[];
  readonly #repeatable: RepeatableMode;
  #stages: Stages;
  readonly #verified: VerifiedMigration[] = [];
  readonly #notReached: NotReached[] = [];
  readonly #limits = new Limits();
  /** Those that do not run. */
  readonly #without: string[] = [];
  #last: (TrialResult & { readonly place: number }) | undefined;

  constructor(migrations: readonly Migration[], stages: Stages, repeatable: RepeatableMode) {
    this.#migrations = migrations;
    this.#stages = stages;
    this.#repeatable = repeatable;
  }

  async meet(migration: Migration): Promise<void> {
    const place = this.#migrations.indexOf(migration);
    const stage = this.#last?.place === place - 1 ? this.#last.next?.stage : undefined;
    const tried = await tryMigration(migration, place, this.#stages, {
      ...(stage && { stage }),
      repeatable: this.#repeatable,
    });
    this.#last = { ...tried, place };
    if (tried.refusal !== undefined && this.#without.length > 0)
      this.#notReached.push({
        name: migration.name,
        without: [...this.#without],
        error: tried.refusal,
      });
    else this.#verified.push(tried.verified);
    if (tried.refusal !== undefined) this.#leaveOut(migration);
    this.#limits.meet(tried.before);
    if (tried.next !== undefined) this.#limits.meet(tried.next.observation);
  }

  verified(): Verified {
    return {
      migrations: this.#verified,
      notReached: this.#notReached,
      ...this.#limits.met(),
      version: this.#last?.version,
    };
  }

  #leaveOut(migration: Migration): void {
    this.#without.push(migration.name);
    this.#stages = this.#stages.without(migration);
  }
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
