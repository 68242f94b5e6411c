import { objectText, undescribedObjects } from "../catalog/index.ts";
import { type MigrationFailedError, PgmaestroError } from "../errors/index.ts";
import type { Migration } from "../migrations/index.ts";
import type { Unfilled } from "../rows/index.ts";
import { leavingOut, type Observation, type Stages } from "../trial/index.ts";
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

/** What is to be tried, and how. */
export interface VerifyRequest {
  /** All of the directory, in order. */
  readonly migrations: readonly Migration[];
  /** Those to try, in the same order. */
  readonly chosen: readonly Migration[];
  readonly repeatable: RepeatableMode;
  /** Called before one is tried. */
  onNext?(migration: Migration): void;
}

/** Tries the chosen migrations in their order, each with all before it applied but those that do not run. */
export async function verifyMigrations(request: VerifyRequest, stages: Stages): Promise<Verified> {
  const series: Series = new Series(
    request,
    leavingOut(stages, (failure) => series.leftOut(failure)),
  );
  for (const migration of request.chosen) await series.meet(migration);
  return series.verified();
}

/** Tries them as `verifyMigrations` does, up to one that does not run, or before which something does not. */
export async function verifyAsFarAsCanBe(
  request: VerifyRequest,
  stages: Stages,
): Promise<Verified> {
  const series = new Series(request, stages);
  try {
    for (const migration of request.chosen) if (!(await series.meet(migration))) break;
  } catch (error) {
    if (!(error instanceof PgmaestroError)) throw error;
  }
  return series.verified();
}

/** Migrations tried one after the other. */
class Series {
  readonly #request: VerifyRequest;
  #stages: Stages;
  readonly #verified: VerifiedMigration[] = [];
  readonly #notReached: NotReached[] = [];
  readonly #limits = new Limits();
  /** Those that do not run. */
  readonly #without: string[] = [];
  #last: (TrialResult & { readonly place: number }) | undefined;

  constructor(request: VerifyRequest, stages: Stages) {
    this.#request = request;
    this.#stages = request.migrations
      .filter(isUnknown)
      .reduce((left, one) => left.without(one), stages);
  }

  /** Whether it runs. */
  async meet(migration: Migration): Promise<boolean> {
    const { migrations, repeatable, onNext } = this.#request;
    onNext?.(migration);
    const place = migrations.indexOf(migration);
    const on = this.#last?.place === place - 1 ? this.#last.next : undefined;
    const tried = await tryMigration(migration, place, this.#stages, {
      ...(on && { on }),
      repeatable,
    });
    this.#last = { ...tried, place };
    const without = this.#missingBefore(place);
    if (tried.refusal !== undefined && without.length > 0)
      this.#notReached.push({
        name: migration.name,
        without,
        error: tried.refusal,
      });
    else this.#verified.push(tried.verified);
    if (tried.refusal !== undefined) this.#leaveOut(migration);
    this.#limits.meet(tried.before);
    if (tried.next !== undefined) this.#limits.meet(tried.next.observation);
    return tried.refusal === undefined;
  }

  /** One before the chosen ones. */
  leftOut(error: MigrationFailedError): void {
    this.#notReached.push({ name: error.migration, without: [...this.#without], error });
    this.#without.push(error.migration);
  }

  /** Those that do not run, and those of which nobody knows what they do. */
  #missingBefore(place: number): string[] {
    const unknown = this.#request.migrations.slice(0, place).filter(isUnknown);
    return [...unknown.map(({ name }) => name), ...this.#without];
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

function isUnknown({ up }: Migration): boolean {
  return up.unknown !== undefined;
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
