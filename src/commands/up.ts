import { isEmpty, type Migration } from "../migrations/index.ts";
import { chooseUp, type Plan, type Selection, upTask, partialOf } from "../plan/index.ts";
import {
  makePlan,
  refuseNone,
  type Request,
  type RunOptions,
  runRequest,
  type RunResult,
  withTarget,
} from "../engine/index.ts";

/**
 * Which pending migrations to run: `count` of them, all up to `to`, or `only` one; without `backfills`, or only them;
 * those of a `phase`: `before`, what may run while the old application lives, or `after`, the rest. Default: all.
 */
export type UpOptions = RunOptions &
  Pick<Selection, "count" | "to" | "only" | "prefix" | "backfills" | "phase">;

/**
 * Runs pending migrations, each once, even if others try at the same time.
 * @throws MigrationFailedError, HistoryRefusedError, LockedError and the errors of files, settings and connection
 * @example
 * ```ts
 * const { migrations } = await up({ database: process.env["DATABASE_URL"]!, migrationsDir: "migrations" });
 * ```
 */
export function up(options: UpOptions): Promise<RunResult> {
  return runRequest(options, upRequest(options));
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
  return withTarget(options, (target) => makePlan(target, options, upRequest(options)));
}

export function upRequest(options: UpOptions): Request<Migration> {
  return {
    choose({ states }, { migrations }) {
      refuseNone(migrations, options);
      return chooseUp(states, options, { checkOrder: options.checkOrder ?? true });
    },
    tasks(chosen, { history }, { watch }) {
      for (const warning of chosen.flatMap(warningsOf)) watch({ type: "warning", ...warning });
      return chosen.map((migration) => upTask(migration, partialOf(history, migration.name, "up")));
    },
  };
}

function warningsOf({ file, up: section, warnings }: Migration) {
  const empty = isEmpty(section) ? [{ file, line: 1, text: "The up section is empty." }] : [];
  return [...warnings, ...empty].map(({ text, ...place }) => ({ message: text, ...place }));
}
