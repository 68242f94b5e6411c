import { recordMarks } from "../history/index.ts";
import type { Migration } from "../migrations/index.ts";
import { downRequest, type DownOptions } from "./down.ts";
import {
  adoptApplied,
  journalOf,
  readState,
  refuseDotted,
  type Request,
  type RunOptions,
  withLock,
  withTarget,
} from "../engine/index.ts";
import { redoRequest, type RedoOptions } from "./redo.ts";
import type { Plan, Step, Task } from "../plan/index.ts";
import { upRequest, type UpOptions } from "./up.ts";

/** What was recorded without running anything, in the order in which it was. */
export interface FakeResult {
  readonly unmarked: readonly string[];
  readonly marked: readonly string[];
}

/**
 * Records as applied what `up` would run.
 * @throws HistoryRefusedError, LockedError and the errors of files, settings and connection
 * @example
 * ```ts
 * const { marked } = await fakeUp({ database: process.env["DATABASE_URL"]!, to: "1700000000001_users" });
 * ```
 */
export function fakeUp(options: UpOptions): Promise<FakeResult> {
  return recordOnly(options, upRequest(options));
}

/**
 * Records as not applied what `down` would roll back.
 * @throws HistoryRefusedError, LockedError and the errors of files, settings and connection
 * @example
 * ```ts
 * const { unmarked } = await fakeDown({ database: process.env["DATABASE_URL"]! });
 * ```
 */
export function fakeDown(options: DownOptions): Promise<FakeResult> {
  return recordOnly(options, downRequest(options));
}

/**
 * Records again what `redo` would roll back and run.
 * @throws HistoryRefusedError, LockedError and the errors of files, settings and connection
 * @example
 * ```ts
 * await fakeRedo({ database: process.env["DATABASE_URL"]!, count: 1 });
 * ```
 */
export function fakeRedo(options: RedoOptions): Promise<FakeResult> {
  return recordOnly(options, redoRequest(options));
}

/** What a faked run would do: no more than record. */
export function withoutStatements({ segments }: Plan): Plan {
  const steps = segments.flatMap((segment) => segment.steps).filter((step) => step.record);
  if (steps.length === 0) return { segments: [] };
  return { segments: [{ transaction: true, steps: steps.map(onlyRecorded) }] };
}

function onlyRecorded({ waiting: _, ...step }: Step): Step {
  return { ...step, statements: [] };
}

function recordOnly<Chosen>(options: RunOptions, request: Request<Chosen>): Promise<FakeResult> {
  return withTarget(options, async (target) => {
    refuseDotted(await readState(target));
    return withLock(target, options, async () => {
      await adoptApplied(target, options, await readState(target));
      const knowledge = await readState(target);
      const chosen = await request.choose(knowledge, target);
      const tasks = request.tasks(chosen, knowledge, target);
      const unmarked = tasksTo("down", tasks).map(({ name }) => name);
      const marked = tasksTo("up", tasks).flatMap(migrationsOf);
      await recordMarks(journalOf(target, options), { unmarked, marked });
      return { unmarked, marked: marked.map(({ name }) => name) };
    });
  });
}

/** Of a baseline those that it stands for. */
function migrationsOf({ migration, baseline }: Task): readonly Migration[] {
  return baseline?.migrations ?? [migration!];
}

function tasksTo(direction: Task["direction"], tasks: readonly Task[]): Task[] {
  return tasks.filter((task) => task.direction === direction);
}
