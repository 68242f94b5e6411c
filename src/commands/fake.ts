import { recordDown, recordUp, startClock } from "../history/index.ts";
import { downRequest, type DownOptions } from "./down.ts";
import { authorOf, type RunOptions } from "./options.ts";
import { redoRequest, type RedoOptions } from "./redo.ts";
import type { Request, Task } from "./run.ts";
import {
  adoptApplied,
  checksumsOf,
  look,
  refuseDotted,
  withLock,
  withTarget,
  type Target,
} from "./target.ts";
import { upRequest, type UpOptions } from "./up.ts";

/** What was recorded without running anything, in the order in which it was. */
export interface FakeResult {
  readonly unmarked: readonly string[];
  readonly marked: readonly string[];
}

/** Records as applied what `up` would run. */
export function fakeUp(options: UpOptions): Promise<FakeResult> {
  return recordOnly(options, upRequest(options));
}

/** Records as not applied what `down` would roll back. */
export function fakeDown(options: DownOptions): Promise<FakeResult> {
  return recordOnly(options, downRequest(options));
}

/** Records anew what `redo` would roll back and run. */
export function fakeRedo(options: RedoOptions): Promise<FakeResult> {
  return recordOnly(options, redoRequest(options));
}

function recordOnly<Chosen>(options: RunOptions, request: Request<Chosen>): Promise<FakeResult> {
  return withTarget(options, async (target) => {
    refuseDotted(await look(target));
    return withLock(target, options, async () => {
      await adoptApplied(target, options, await look(target));
      const knowledge = await look(target);
      const chosen = await request.choose(knowledge, target);
      const tasks = request.tasks(chosen, knowledge, target);
      await record(target, options, tasks);
      return { unmarked: namesTo("down", tasks), marked: namesTo("up", tasks) };
    });
  });
}

async function record(
  { connection, table }: Target,
  options: RunOptions,
  tasks: readonly Task[],
): Promise<void> {
  if (tasks.length === 0) return;
  const author = authorOf(options);
  const [down, up] = [tasksTo("down", tasks), tasksTo("up", tasks)];
  const records = [
    ...(down.length > 0
      ? [
          recordDown(
            table,
            "unmark",
            down.map(({ name }) => name),
            author,
          ),
        ]
      : []),
    ...(up.length > 0 ? [recordUp(table, "mark", up.map(recorded), author)] : []),
  ];
  await connection.run(["BEGIN", startClock(), ...records, "COMMIT"]);
}

function tasksTo(direction: Task["direction"], tasks: readonly Task[]): Task[] {
  return tasks.filter((task) => task.direction === direction);
}

function recorded({ name, migration }: Task) {
  return { name, ...checksumsOf(migration!) };
}

function namesTo(direction: Task["direction"], tasks: readonly Task[]): string[] {
  return tasksTo(direction, tasks).map(({ name }) => name);
}
