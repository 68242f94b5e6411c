import { MigrationFileError } from "../errors/index.ts";
import type { Watch } from "../events.ts";
import { Modules, type Migration } from "../migrations/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import { baselineWork } from "./baseline.ts";
import type { Distribution } from "./distribution.ts";
import { keptPlan } from "./kept-plans.ts";
import { LeftPath, type StrayName } from "./left-path.ts";
import type { Plan } from "./plan.ts";
import type { TransactionMode } from "./reason.ts";
import { repeatableWork } from "./repeatable-work.ts";
import { Segments } from "./segments.ts";
import type { PlanningOptions, Task } from "./tasks.ts";
import { downWork, moduleWork, upWork, type MigrationWork } from "./work.ts";

/**
 * The plan of these sections, in this order.
 * @param of all migrations, since earlier ones say how later ones are read; what Citus has made of the target; who is told of
 *   warnings; and who of names that node-pg-migrate would take for others
 */
export async function planOf(
  tasks: readonly Task[],
  of: PlannedTarget & { readonly tellStray?: (stray: StrayName) => void },
  options: PlanningOptions,
): Promise<Plan> {
  const make = (by: PlanningOptions) => planned(tasks, of, by);
  const { plan, strays } = await keptPlan(tasks, of.distribution, options, make);
  for (const stray of strays) of.tellStray?.(stray);
  return plan;
}

interface PlannedTarget {
  readonly migrations: readonly Migration[];
  readonly distribution?: Distribution | undefined;
  readonly watch: Watch;
}

async function planned(
  tasks: readonly Task[],
  { migrations, distribution, watch }: PlannedTarget,
  options: PlanningOptions,
): Promise<{ readonly plan: Plan; readonly strays: readonly StrayName[] }> {
  await loadParser();
  const modules = new Modules(migrations, watch, options);
  const { transaction: mode = "auto", schema: searchPath, keepSettings = false } = options;
  const segments = new Segments({ mode, searchPath, keepSettings, distribution });
  const left = new LeftPath(searchPath);
  const strays: StrayName[] = [];
  const refused: MigrationFileError[] = [];
  for (const task of tasks) {
    if (refused.length > 0 && task.migration?.kind === "module") continue;
    const work = await workOf(task, modules, mode).catch((error: unknown) => asRefused(error));
    if (work instanceof MigrationFileError) refused.push(work);
    else if (refused.length === 0) {
      segments.add(work);
      const stray = keepSettings || task.baseline ? undefined : left.follow(work);
      if (stray !== undefined) strays.push(stray);
    }
  }
  const [first, ...others] = refused;
  if (first !== undefined) throw MigrationFileError.ofAll([first, ...others]);
  return { plan: segments.plan, strays };
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
