import { BaselineNotRunError } from "../errors/index.ts";
import { gated, type GateOptions } from "../gate/index.ts";
import { type Baseline, isEmpty, type Migration, standsFor } from "../migrations/index.ts";
import {
  baselineTask,
  chooseUp,
  partialOf,
  type Plan,
  type Selection,
  type Task,
  upTask,
} from "../plan/index.ts";
import {
  lackingBaseline,
  makePlan,
  refuseNone,
  type Request,
  type RunOptions,
  runRequest,
  type RunResult,
  type Target,
  type TargetState,
  withTargetSeen,
} from "../engine/index.ts";
import { withRepeatables } from "./repeatables.ts";

/**
 * Which pending migrations to run: `count` of them, all up to `to`, or `only` one; without `backfills`, or only them;
 * those of a `phase`: `before`, what may run while the old application lives, or `after`, the rest. Default: all.
 */
export type UpOptions = RunOptions &
  GateOptions &
  Pick<Selection, "count" | "to" | "only" | "prefix" | "backfills" | "phase"> & {
    /**
     * On an empty database, first run the baseline that the migrations stand on, or run them without it. Default: refuse.
     */
    readonly fromBaseline?: boolean | undefined;
  };

/**
 * Runs pending migrations, each once, even if others try at the same time.
 * @throws MigrationFailedError, HistoryRefusedError, BaselineNotRunError, UnmetRequirementsError, LockedError and the errors
 *   of files, settings and connection
 * @example
 * ```ts
 * const { migrations } = await up({ database: process.env["DATABASE_URL"]!, migrationsDir: "migrations" });
 * ```
 */
export function up(options: UpOptions): Promise<RunResult> {
  return runRequest(options, gated(wholeRequest(options), options, migrationOf));
}

/**
 * What `up` would do. Changes nothing and takes no lock.
 * @throws as `up`, but for what only running shows
 * @example
 * ```ts
 * const { segments } = await plan({ database: process.env["DATABASE_URL"]! });
 * ```
 */
export function plan(options: UpOptions): Promise<Plan> {
  return withTargetSeen(options, (target) => makePlan(target, options, wholeRequest(options)));
}

/** With the repeatable migrations. */
function wholeRequest(options: UpOptions): Request<Chosen | Task> {
  return withRepeatables(upRequest(options), options, migrationOf);
}

/** What is to be run: pending migrations, and perhaps before them what they stand on. */
type Chosen = Migration | Baseline;

/** @param isStanding whether nothing is run, so that the baseline may be taken for done on an empty database */
export function upRequest(options: UpOptions, isStanding = false): Request<Chosen> {
  const warned = new Set<string>();
  return {
    async choose(state, target) {
      const { migrations, baseline } = target;
      if (baseline === undefined) refuseNone(migrations, options);
      const asked = isStanding ? { ...options, fromBaseline: true } : options;
      const first = await firstOf(target, state, asked, warned);
      const states = state.states.filter(({ name }) => !standsFor(first, name));
      const chosen = chooseUp(states, options, { checkOrder: options.checkOrder ?? true });
      return first === undefined || isStanding ? chosen : [first, ...chosen];
    },
    tasks(chosen, { history }, target) {
      const migrations = chosen.filter((one): one is Migration => !isBaseline(one));
      for (const warning of migrations.flatMap(warningsOf))
        target.watch({ type: "warning", ...warning });
      return chosen.map((one) =>
        isBaseline(one) ? taskOf(one, target) : upTask(one, partialOf(history, one.name, "up")),
      );
    },
  };
}

/**
 * The baseline, where it is to be run first.
 * @throws BaselineNotRunError where the database is empty, and nobody said what to do about it
 */
async function firstOf(
  target: Target,
  state: TargetState,
  { fromBaseline }: UpOptions,
  warned: Set<string>,
): Promise<Baseline | undefined> {
  if (fromBaseline === false) return undefined;
  const lacking = await lackingBaseline(target, state);
  if (lacking === undefined) return undefined;
  const { baseline, isEmpty: isNew } = lacking;
  if (isNew && !fromBaseline) throw new BaselineNotRunError(baseline.file);
  if (!isNew && fromBaseline && !warned.has(baseline.file)) {
    warned.add(baseline.file);
    target.watch({ type: "warning", message: notEmpty(baseline.file) });
  }
  return isNew ? baseline : undefined;
}

function notEmpty(file: string): string {
  return `The database is not empty, so ${file} is not run: what it makes is taken for done.`;
}

function isBaseline(one: Chosen): one is Baseline {
  return "section" in one;
}

/** What stands on nothing but its text, a baseline or a repeatable migration, is none. */
function migrationOf(one: Chosen | Task): Migration | undefined {
  return "section" in one ? undefined : one;
}

function taskOf(baseline: Baseline, { migrations, table }: Target): Task {
  const covered = migrations.filter(({ name }) => standsFor(baseline, name));
  return baselineTask(baseline, { migrations: covered, table });
}

function warningsOf({ file, up: section, warnings }: Migration) {
  const empty = isEmpty(section) ? [{ file, line: 1, text: "The up section is empty." }] : [];
  return [...warnings, ...empty].map(({ text, ...place }) => ({ message: text, ...place }));
}
