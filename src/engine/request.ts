import { isAddress, withAdvisoryLock, withConnection, isEmbeddedUrl } from "../database/index.ts";
import { warnedOnce } from "../events.ts";
import { type BegunStatement, type Journal, readHistory, type History } from "../history/index.ts";
import {
  begunInWords,
  planOf,
  type Plan,
  strayInWords,
  type StrayName,
  type Task,
  type PartlyDone,
  partlyDone,
  partlyDoneInWords,
} from "../plan/index.ts";
import { lineColumn } from "../sql/text/index.ts";
import type { DoneMigration, EngineContext, HistoryRowId } from "./context.ts";
import { refuseDoubt } from "./cut-off.ts";
import { distributionBy } from "./distribution.ts";
import { HistoryChanged } from "./failure.ts";
import { GaveWay, pauseAfter } from "./give-way.ts";
import { limitsOf } from "./limits.ts";
import { authorOf, sessionOf, type RunOptions, type ScriptOptions } from "./options.ts";
import { Patience } from "./patience.ts";
import { runPlan } from "./run.ts";
import { traced } from "./spans.ts";
import { refuseStopped, unlessStopped } from "./stop.ts";
import {
  adoptApplied,
  journalOf,
  type Adopted,
  readLockedState,
  readState,
  refuseDotted,
  unjournaled,
  unsquashed,
  withLock,
  withTarget,
  type Target,
  type TargetState,
} from "./target.ts";
import { watcherOf } from "./watching.ts";

/** What a run did. */
export interface RunResult extends Adopted {
  /** In the order in which it was done. */
  readonly migrations: readonly DoneMigration[];
  /** Of the whole command, with connecting. */
  readonly durationMs: number;
}

/** How a command turns what is known of a target into work. */
export interface Request<Chosen> {
  /** Which migrations are meant; refuses where the history forbids it. */
  choose(state: TargetState, target: Target): Chosen[] | Promise<Chosen[]>;
  /** What is to be done, in order: a migration and its direction. */
  tasks(chosen: readonly Chosen[], state: TargetState, target: Target): Task[];
  /** What is journaled before anything runs, under the lock. */
  prepare?(journal: Journal): Promise<void>;
}

/**
 * Runs what a request asks for. A look beforehand takes no lock when nothing is due; what it sees is decided
 * again under the lock, so a run that ends in between changes nothing but the answer.
 */
export function runRequest<Chosen>(
  given: RunOptions,
  request: Request<Chosen>,
): Promise<RunResult> {
  return traced(given, (options) => runOnce(options, request));
}

async function runOnce<Chosen>(options: RunOptions, request: Request<Chosen>): Promise<RunResult> {
  const begin = performance.now();
  const result = await withTarget(options, async (target) => {
    const before = await readState(target);
    refuseStopped(options);
    refuseDotted(before);
    const isDue =
      (await request.choose(before, target)).length > 0 ||
      unjournaled(before).length > 0 ||
      unsquashed(before).length > 0;
    if (isDue)
      return withLock(target, options, (serverPid) =>
        planAndRun(target, options, request, serverPid),
      );
    await warnOfBrokenOff(before, [], target);
    return { migrations: [], adopted: [] };
  });
  return { ...result, durationMs: Math.round(performance.now() - begin) };
}

async function planAndRun<Chosen>(
  target: Target,
  options: RunOptions,
  request: Request<Chosen>,
  serverPid: number | undefined,
) {
  const state = await readLockedState(target);
  const recorded = await adoptApplied(target, options, state);
  const isAsSeen = recorded.adopted.length === 0 && recorded.squashed === undefined;
  const migrations = await withContext(target, options, serverPid, (context) =>
    runUntilDone(target, options, request, context, isAsSeen ? state : undefined),
  );
  return { migrations, ...recorded };
}

/**
 * Plans and runs, again when the history changes in between, and after the run gave way.
 * @param seen what is known of the target, where that was just read
 */
async function runUntilDone<Chosen>(
  watched: Target,
  options: RunOptions,
  request: Request<Chosen>,
  context: EngineContext,
  seen?: TargetState,
): Promise<DoneMigration[]> {
  const target = { ...watched, watch: warnedOnce(watched.watch) };
  const done: DoneMigration[] = [];
  for (let known = seen; ; known = undefined) {
    const state = known ?? (await readLockedState(target));
    const plan = await makePlan(target, options, request, state);
    if (plan.segments.length === 0) return done;
    try {
      refuseDoubt(plan, state.history.begun, options.inDoubt);
      await request.prepare?.(journalOf(target, options));
      const { begun } = state.history;
      const before = rowsOf(state.history);
      return [...done, ...(await runPlan(plan, { ...context, before, begun, earlier: [...done] }))];
    } catch (error) {
      if (!(error instanceof HistoryChanged || error instanceof GaveWay)) throw error;
      if (error.done.length > 0) context.patience?.reset();
      done.push(...error.done);
      if (error instanceof GaveWay) await pauseAfter(error, context);
    }
  }
}

/** The plan that a request makes of a target as it is now. */
export async function makePlan<Chosen>(
  target: Target,
  options: RunOptions,
  request: Request<Chosen>,
  seen?: TargetState,
): Promise<Plan> {
  const state = seen ?? (await readState(target));
  refuseDotted(state);
  const chosen = await request.choose(state, target);
  const tasks = chosen.length === 0 ? [] : request.tasks(chosen, state, target);
  await warnOfBrokenOff(state, tasks, target);
  if (tasks.length === 0) return { segments: [] };
  const distribution = await distributionBy(state.history.citus, target.connection);
  return planOf(tasks, { ...target, distribution, tellStray }, options).catch((error: unknown) => {
    if (error === options.signal?.reason) refuseStopped(options);
    throw error;
  });

  function tellStray(stray: StrayName): void {
    const { file, source, offset } = stray;
    const { line } = lineColumn(source, offset);
    target.watch({ type: "warning", message: strayInWords(stray), file, line });
  }
}

/** Says which migrations stay broken off halfway, since none of the tasks goes on with them. */
async function warnOfBrokenOff(
  { history: { partial, begun } }: TargetState,
  tasks: readonly Task[],
  { migrations, watch }: Target,
): Promise<void> {
  const isLeft = ({ name, direction }: BegunStatement | PartlyDone) =>
    !tasks.some((task) => task.name === name && task.direction === direction);
  const halves = (await partlyDone(partial, migrations)).filter(
    (one) => one.next === "begins-again" || isLeft(one),
  );
  const left = [
    ...halves.map((one) => ({ name: one.name, message: partlyDoneInWords(one) })),
    ...begun.filter(isLeft).map((one) => ({ name: one.name, message: begunInWords(one) })),
  ];
  for (const { name, message } of left) {
    const file = migrations.find((migration) => migration.name === name)?.file;
    watch({ type: "warning", message, ...(file && { file }) });
  }
}

/** Acts with all that a run on a target needs, and ends the watcher's connection. */
async function withContext<Result>(
  target: Target,
  options: RunOptions,
  serverPid: number | undefined,
  action: (context: EngineContext) => Promise<Result>,
): Promise<Result> {
  const watcher = watcherOf(target, options, serverPid);
  try {
    return await action({
      ...engineContext(target, options),
      limits: limitsOf(options, target.connection),
      patience: new Patience(options.lockRetries),
      watcher,
      inDoubt: options.inDoubt,
      abandon: options.abandon,
      lookAgain: () => unlessStopped(lookAgain(target, options), enoughLooking(options)),
    });
  } finally {
    await watcher?.close();
  }
}

/** A baseline that was run counts for a row, and so does what the journal says of a repeatable migration. */
function rowsOf({ applied, baseline, repeatables }: History): ReadonlyMap<string, HistoryRowId> {
  const ran: [string, HistoryRowId][] = baseline === undefined ? [] : [[baseline, 0]];
  return new Map([
    ...ran,
    ...[...applied, ...repeatables].map(({ name, id }) => [name, id] as const),
  ]);
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
    keepSettings: options.keepSettings,
    signal: options.signal,
  };
}

const lookAgainWait = 10;

/** A server that no longer answers is not asked for ever. */
function enoughLooking({ abandon }: RunOptions): AbortSignal {
  const tooLong = AbortSignal.timeout((lookAgainWait + 2) * 1000);
  return abandon ? AbortSignal.any([abandon, tooLong]) : tooLong;
}

/**
 * Reads the history by a new connection once the lost one's server process has let go of the lock: only
 * then is its last word spoken.
 */
async function lookAgain(
  { table }: Target,
  { database, lockValue, ownLock = lockValue, lock }: RunOptions,
): Promise<ReadonlyMap<string, HistoryRowId> | undefined> {
  if (!isAddress(database) || isEmbeddedUrl(database) || lock === false) return undefined;
  return withConnection(database, { extensions: () => [], lockWait: lookAgainWait }, (connection) =>
    withAdvisoryLock(connection, { waitSeconds: lookAgainWait, id: ownLock }, async () =>
      rowsOf(await readHistory(connection, table)),
    ),
  );
}
