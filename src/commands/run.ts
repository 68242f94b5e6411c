import { isAddress, withAdvisoryLock, withConnection } from "../database/index.ts";
import {
  HistoryChanged,
  runPlan,
  type DoneMigration,
  type EngineContext,
  type HistoryRowId,
} from "../engine/index.ts";
import { readHistory, type History, type PartialRun } from "../history/index.ts";
import type { Migration, Section } from "../migrations/index.ts";
import {
  cutSegments,
  downWork,
  upWork,
  type Direction,
  type Plan,
  type Rollback,
  type Work,
} from "../plan/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import { Modules } from "./modules.ts";
import { authorOf, sessionOf, type RunOptions, type ScriptOptions } from "./options.ts";
import {
  adoptApplied,
  look,
  refuseDotted,
  unjournaled,
  withLock,
  withTarget,
  type Knowledge,
  type Target,
} from "./target.ts";

/** What a run did. */
export interface RunResult {
  /** In the order in which it was done. */
  readonly migrations: readonly DoneMigration[];
  /** Applied by another tool, and journaled by this run. */
  readonly adopted: readonly string[];
  /** Of the whole command, with connecting. */
  readonly durationMs: number;
}

/** A section to run, of a migration that may have no file any more. */
export interface Task {
  readonly name: string;
  readonly direction: Direction;
  readonly migration: Migration | undefined;
  /** The section, where the migration is SQL. */
  readonly section: Section;
  readonly partial?: PartialRun | undefined;
}

export function upTask(migration: Migration, partial?: PartialRun): Task {
  return { name: migration.name, direction: "up", migration, section: migration.up, partial };
}

export function downTask({ name, migration, down }: Rollback, partial?: PartialRun): Task {
  return { name, direction: "down", migration, section: down, partial };
}

/** What an earlier run, halted halfway, has done of a migration. */
export function partialOf(
  { partial }: History,
  name: string,
  direction: Direction,
): PartialRun | undefined {
  return partial.find((run) => run.name === name && run.direction === direction);
}

/** How a command turns what is known of a target into work. */
export interface Request<Chosen> {
  /** Which migrations are meant; refuses where the history forbids it. */
  choose(knowledge: Knowledge, target: Target): Chosen[] | Promise<Chosen[]>;
  /** What is to be done, in order: a migration and its direction. */
  tasks(chosen: readonly Chosen[], knowledge: Knowledge, target: Target): Task[];
}

/**
 * Runs what a request asks for. A look beforehand takes no lock when nothing is due; what it sees is decided
 * again under the lock, so a run that ends in between changes nothing but the answer.
 */
export async function runRequest<Chosen>(
  options: RunOptions,
  request: Request<Chosen>,
): Promise<RunResult> {
  const begin = performance.now();
  const result = await withTarget(options, async (target) => {
    const before = await look(target);
    refuseDotted(before);
    const isDue =
      (await request.choose(before, target)).length > 0 || unjournaled(before).length > 0;
    return isDue
      ? withLock(target, options, () => planAndRun(target, options, request))
      : { migrations: [], adopted: [] };
  });
  return { ...result, durationMs: Math.round(performance.now() - begin) };
}

async function planAndRun<Chosen>(target: Target, options: RunOptions, request: Request<Chosen>) {
  const adopted = await adoptApplied(target, options, await look(target));
  const migrations: DoneMigration[] = [];
  for (;;) {
    const knowledge = await look(target);
    const plan = await makePlan(target, options, request, knowledge);
    try {
      if (plan.segments.length > 0)
        migrations.push(...(await runPlan(plan, contextOf(target, options, knowledge))));
      return { migrations, adopted };
    } catch (error) {
      if (!(error instanceof HistoryChanged)) throw error;
      migrations.push(...error.done);
    }
  }
}

/** The plan that a request makes of a target as it is now. */
export async function makePlan<Chosen>(
  target: Target,
  options: RunOptions,
  request: Request<Chosen>,
  seen?: Knowledge,
): Promise<Plan> {
  const knowledge = seen ?? (await look(target));
  refuseDotted(knowledge);
  const chosen = await request.choose(knowledge, target);
  if (chosen.length === 0) return { segments: [] };
  return planOf(request.tasks(chosen, knowledge, target), target, options);
}

/** The plan of these sections, in this order. */
export async function planOf(
  tasks: readonly Task[],
  target: Pick<Target, "migrations" | "watch">,
  options: ScriptOptions,
): Promise<Plan> {
  await loadParser();
  return cutSegments(await workOf(tasks, target, options), options.transaction ?? "auto");
}

async function workOf(
  tasks: readonly Task[],
  target: Pick<Target, "migrations" | "watch">,
  options: ScriptOptions,
): Promise<Work[]> {
  const modules = new Modules(target, options);
  const work: Work[] = [];
  for (const { name, direction, migration, section, partial } of tasks) {
    if (migration?.kind === "module") work.push(await modules.work(migration, direction));
    else if (direction === "down") work.push(downWork(name, section, partial));
    else work.push(upWork(migration!, partial));
  }
  return work;
}

function contextOf(target: Target, options: RunOptions, { history }: Knowledge): EngineContext {
  return {
    ...engineContext(target, options),
    before: rowsOf(history),
    lookAgain: () => lookAgain(target, options),
  };
}

function rowsOf({ applied }: History): ReadonlyMap<string, HistoryRowId> {
  return new Map(applied.map(({ name, id }) => [name, id]));
}

/** All that the engine needs beside a plan. */
export function engineContext(target: Target, options: ScriptOptions): EngineContext {
  const { connection, table, watch } = target;
  return {
    connection,
    table,
    watch,
    author: authorOf(options),
    session: sessionOf(options),
    signal: options.signal,
  };
}

const lookAgainWait = 10;

/**
 * Reads the history by a new connection once the lost one's server process has let go of the lock: only
 * then is its last word spoken.
 */
async function lookAgain(
  { table }: Target,
  { database, lockValue, lock }: RunOptions,
): Promise<ReadonlyMap<string, HistoryRowId> | undefined> {
  const isEmbedded = typeof database === "string" && database.startsWith("pglite:");
  if (!isAddress(database) || isEmbedded || lock === false) return undefined;
  return withConnection(database, { extensions: () => [], lockWait: lookAgainWait }, (connection) =>
    withAdvisoryLock(connection, { waitSeconds: lookAgainWait, id: lockValue }, async () =>
      rowsOf(await readHistory(connection, table)),
    ),
  );
}
