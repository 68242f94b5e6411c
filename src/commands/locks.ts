import { NoDownSectionError, PgmaestroError } from "../errors/index.ts";
import {
  type LockTrace,
  type TransactionNumbers,
  type PlanTrace,
  saveTrace,
  type TracedMigration,
  tracePlan,
} from "../locks/index.ts";
import type { Migration } from "../migrations/index.ts";
import {
  onlyWarnings,
  replay,
  type ScratchSettings,
  type Stage,
  type Stages,
  withStages,
} from "../trial/index.ts";
import {
  baselineOf,
  chosenOf,
  type ChosenOptions,
  engineContext,
  migrationsOf,
  type ScriptOptions,
  readDistribution,
} from "../engine/index.ts";
import type { InPlaceOptions } from "./foreign-place.ts";
import { inPlace } from "./in-place.ts";
import { downTask, planOf, type Task, upTask } from "../plan/index.ts";

/** How to trace migrations. */
export interface TraceOptions extends ScriptOptions, ScratchSettings {
  /** Trace their down sections too, each after its up section. Default: false. */
  readonly down?: boolean | undefined;
}

/** Which migrations to trace, and where. */
export interface LocksOptions extends TraceOptions, ChosenOptions, InPlaceOptions {}

/**
 * Runs migrations on a scratch database and reports, statement by statement, which locks each newly holds on what
 * existed before, and what it rewrites, scans and builds. Default: as for `verify`.
 * @throws MigrationsDirectoryError, UnknownMigrationError, InvalidRequestError; ScratchRefusedError,
 *   ConnectionFailedError; RunInterruptedError where `signal` is aborted
 * @example
 * ```ts
 * const { migrations } = await locks({ migrationsDir: "migrations", all: true });
 * ```
 */
export async function locks(given: LocksOptions): Promise<LockTrace> {
  const options = await inPlace(given);
  const migrations = migrationsOf(options);
  const chosen = await chosenOf(migrations, options);
  return traceMigrations(migrations, chosen, options);
}

/**
 * The same for migrations that are chosen already. Each is planned alone, so that its locks are its own. One that
 * does not run has the reason in `notTraced`, and so have all after it. With `cache`, what was seen is kept there.
 * @param migrations all of the directory, in order
 * @param chosen some of them, in order
 * @throws ScratchRefusedError, ConnectionFailedError; RunInterruptedError where `signal` is aborted
 */
export async function traceMigrations(
  migrations: readonly Migration[],
  chosen: readonly Migration[],
  options: TraceOptions,
): Promise<LockTrace> {
  const place = options.scratch === undefined ? "embedded" : "server";
  if (chosen.length === 0) return { migrations: [], postgres: "", place };
  const traced = await withStages(migrations, options, (stages) =>
    traceOn(stages, migrations, chosen, options),
  );
  const trace: LockTrace = { ...traced, place };
  const baseline = baselineOf(options);
  if (options.cache !== undefined) saveTrace(options.cache, { migrations, baseline }, trace);
  return trace;
}

async function traceOn(
  stages: Stages,
  migrations: readonly Migration[],
  chosen: readonly Migration[],
  options: TraceOptions,
): Promise<Omit<LockTrace, "place">> {
  const first = migrations.indexOf(chosen[0]!);
  const last = migrations.indexOf(chosen.at(-1)!);
  try {
    const stage = await stages.withApplied(first);
    const tracing = new Tracing(stage, migrations, options, chosen);
    for (const migration of migrations.slice(first, last + 1)) await tracing.meet(migration);
    return { migrations: tracing.traced, postgres: await stage.version() };
  } catch (error) {
    const notTraced = reasonOf(error, options);
    const stage = await stages.withApplied(0);
    return {
      migrations: chosen.map((migration) => untraced(migration, notTraced)),
      postgres: await stage.version(),
    };
  }
}

/** Goes through migrations on one stage. */
class Tracing {
  readonly traced: TracedMigration[] = [];
  readonly #stage: Stage;
  readonly #migrations: readonly Migration[];
  readonly #options: TraceOptions;
  readonly #chosen: readonly Migration[];
  readonly #numbering: TransactionNumbers = { next: 0 };
  /** The migration that does not run, if one was met. */
  #stopped: { readonly name: string; readonly reason: string } | undefined;

  constructor(
    stage: Stage,
    migrations: readonly Migration[],
    options: TraceOptions,
    chosen: readonly Migration[],
  ) {
    this.#stage = stage;
    this.#migrations = migrations;
    this.#options = options;
    this.#chosen = chosen;
  }

  /** The next migration: traced if it is chosen, and else just run. */
  async meet(migration: Migration): Promise<void> {
    const isChosen = this.#chosen.includes(migration);
    if (this.#stopped !== undefined) {
      const { name, reason } = this.#stopped;
      if (isChosen)
        this.traced.push(untraced(migration, `${name}, before it, does not run: ${reason}`));
    } else if (isChosen) await this.#trace(migration);
    else await this.#apply(migration);
  }

  async #trace(migration: Migration): Promise<void> {
    const { name, file } = migration;
    this.#tellNext(name);
    const up = await this.#run(upTask(migration));
    const trouble = this.#troubleOf(up);
    if (up.error !== undefined) this.#stopped = { name, reason: trouble! };
    const back = up.error === undefined ? await this.#traceDown(migration) : undefined;
    const notTraced = [trouble, back && this.#troubleOf(back)].filter(Boolean).join("; ");
    this.traced.push({
      name,
      file,
      statements: [...up.statements, ...(back?.statements ?? [])],
      ...(notTraced !== "" && { notTraced }),
    });
  }

  /** Leaves the migration applied, as it found it. */
  async #traceDown(migration: Migration): Promise<PlanTrace | undefined> {
    const { name, down } = migration;
    if (!this.#options.down || down === undefined) return undefined;
    const back = await this.#run(downTask({ name, migration, down }));
    if (back.error instanceof NoDownSectionError) return undefined;
    if (back.error === undefined) await this.#apply(migration, "after its own down section, ");
    return back;
  }

  async #run(task: Task): Promise<PlanTrace> {
    const { connection, own: table } = this.#stage;
    const watch = onlyWarnings(this.#options.onEvent);
    const target = { connection, table, migrations: this.#migrations, watch };
    try {
      const distribution = await readDistribution(connection);
      const plan = await planOf([task], { ...target, distribution }, this.#options);
      return await tracePlan(plan, engineContext(target, this.#options), this.#numbering);
    } catch (error) {
      return { statements: [], gaps: [], error };
    }
  }

  /** A stage has the roles already that migrations name. */
  async #apply(migration: Migration, when = ""): Promise<void> {
    try {
      await replay(this.#stage.connection, [migration], this.#options, []);
    } catch (error) {
      const reason = `${when}${reasonOf(error, this.#options)}`;
      this.#stopped = { name: migration.name, reason };
    }
  }

  /** What is not known of a run. */
  #troubleOf({ gaps, error }: PlanTrace): string | undefined {
    const failure = error === undefined ? [] : [reasonOf(error, this.#options)];
    return [...gaps, ...failure].join("; ") || undefined;
  }

  #tellNext(migration: string): void {
    const [index, of] = [this.traced.length, this.#chosen.length];
    this.#options.onEvent?.({ type: "verifying", migration, index, of });
  }
}

function untraced({ name, file }: Migration, notTraced: string): TracedMigration {
  return { name, file, statements: [], notTraced };
}

/** Why a migration did not run, in words. An end that was asked for, or a fault of our own, is passed on. */
function reasonOf(error: unknown, { signal }: ScriptOptions): string {
  if (signal?.aborted || !(error instanceof PgmaestroError)) throw error;
  return error.message;
}
