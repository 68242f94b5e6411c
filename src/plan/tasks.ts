import { MigrationFileError } from "../errors/index.ts";
import type { Watch } from "../events.ts";
import type { History, PartialRun } from "../history/index.ts";
import { type Baseline, Modules, type Migration, type Section } from "../migrations/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import { type BaselineRun, baselineWork } from "./baseline.ts";
import type { Rollback } from "./choose.ts";
import type { Distribution } from "./distribution.ts";
import type { Direction, Plan, StepRecord } from "./plan.ts";
import type { ReadingOptions } from "./reading.ts";
import type { TransactionMode } from "./reason.ts";
import { LeftPath, type StrayName } from "./left-path.ts";
import { repeatableWork } from "./repeatable-work.ts";
import { Segments } from "./segments.ts";
import { downWork, moduleWork, upWork, type MigrationWork } from "./work.ts";

/** A section to run, of a migration that may have no file any more. */
export interface Task {
  readonly name: string;
  readonly direction: Direction;
  readonly migration: Migration | undefined;
  /** The section, where the migration is SQL. */
  readonly section: Section;
  readonly partial?: PartialRun | undefined;
  /** Of a repeatable migration, and of what it made: what to record. Default: that it ran. */
  readonly record?: StepRecord;
  /** Where it runs what the migrations stand on. */
  readonly baseline?: BaselineRun;
}

export function upTask(migration: Migration, partial?: PartialRun): Task {
  return { name: migration.name, direction: "up", migration, section: migration.up, partial };
}

export function downTask({ name, migration, down }: Rollback, partial?: PartialRun): Task {
  return { name, direction: "down", migration, section: down, partial };
}

/** Makes what migrations stand on, and records those that it stands for. */
export function baselineTask({ name, section }: Baseline, baseline: BaselineRun): Task {
  return { name, direction: "up", migration: undefined, section, baseline };
}

/** What an earlier run, halted halfway, has done of a migration. */
export function partialOf(
  { partial }: History,
  name: string,
  direction: Direction,
): PartialRun | undefined {
  return partial.find((run) => run.name === name && run.direction === direction);
}

/** How a plan is made of sections. */
export interface PlanningOptions extends ReadingOptions {
  /** How migrations share transactions. Default: `auto`, as few transactions as can be. */
  readonly transaction?: TransactionMode | undefined;
}

/**
 * The plan of these sections, in this order.
 * @param of all migrations, since earlier ones say how later ones are read; what Citus has made of the target; who is told of
 *   warnings; and who of names that node-pg-migrate would take for others
 */
export async function planOf(
  tasks: readonly Task[],
  of: {
    readonly migrations: readonly Migration[];
    readonly distribution?: Distribution | undefined;
    readonly watch: Watch;
    readonly tellStray?: (stray: StrayName) => void;
  },
  options: PlanningOptions,
): Promise<Plan> {
  await loadParser();
  const modules = new Modules(of.migrations, of.watch, options);
  const { transaction: mode = "auto", schema: searchPath, keepSettings = false } = options;
  const { distribution } = of;
  const segments = new Segments({ mode, searchPath, keepSettings, distribution });
  const left = new LeftPath(searchPath);
  const refused: MigrationFileError[] = [];
  for (const task of tasks) {
    if (refused.length > 0 && task.migration?.kind === "module") continue;
    const work = await workOf(task, modules, mode).catch((error: unknown) => asRefused(error));
    if (work instanceof MigrationFileError) refused.push(work);
    else if (refused.length === 0) {
      segments.add(work);
      const stray = keepSettings || task.baseline ? undefined : left.follow(work);
      if (stray !== undefined) of.tellStray?.(stray);
    }
  }
  const [first, ...others] = refused;
  if (first !== undefined) throw MigrationFileError.ofAll([first, ...others]);
  return segments.plan;
}

/** A file that cannot be read is told of together with all others of its kind. */
function asRefused(error: unknown): MigrationFileError {
  if (error instanceof MigrationFileError) return error;
  throw error;
}

async function workOf(task: Task, modules: Modules, mode: TransactionMode): Promise<MigrationWork> {
  const { name, direction, migration, section, partial, baseline, record } = task;
  if (baseline !== undefined) return baselineWork(task, baseline);
  if (migration?.kind === "module") {
    const evaluated = await modules.evaluation(migration, direction);
    const work = moduleWork(migration, direction, evaluated, partial);
    return record === undefined ? work : { ...work, record };
  }
  if ((migration?.isRepeatable && direction === "up") || record !== undefined)
    return repeatableWork(task, mode);
  return direction === "down" ? downWork(name, section, partial) : upWork(migration!, partial);
}
