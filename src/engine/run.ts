import { LostConnection, StatementError } from "../database/index.ts";
import { RunInterruptedError } from "../errors/index.ts";
import type { Plan, Segment, Step } from "../plan/index.ts";
import type { DoneMigration, EngineContext } from "./context.ts";
import { toPublicError } from "./failure.ts";
import { stepLines } from "./message.ts";
import { Progress } from "./progress.ts";
import { runAlone, runTransaction } from "./segment.ts";
import { stoppable, stopReason } from "./stop.ts";

/**
 * Runs a plan, segment by segment. The only writer to a user's database.
 * The lock must be held, the tables be there, and no transaction be open.
 * @returns what was done, in order
 * @throws MigrationFailedError | RunInterruptedError, both with what is done and what is not; HistoryChanged
 */
export async function runPlan(plan: Plan, context: EngineContext): Promise<DoneMigration[]> {
  const progress = new Progress(plan, context.watch, context);
  return stoppable(context.connection, context, async () => {
    for (const [index, segment] of plan.segments.entries())
      await runSegment(segment, plan.segments[index - 1], context, progress);
    return progress.done;
  });
}

async function runSegment(
  segment: Segment,
  before: Segment | undefined,
  context: EngineContext,
  progress: Progress,
): Promise<void> {
  if (context.signal?.aborted)
    throw new RunInterruptedError(stopReason(context.signal), progress.report());
  const continues = before !== undefined && isContinued(before.steps.at(-1)!, segment.steps[0]!);
  const run = isWhole(segment, progress) ? runWhole : runAlone;
  try {
    await watched(segment, context, progress, () => run(segment, context, progress, continues));
    progress.segmentDone(segment);
  } catch (error) {
    if (!(error instanceof StatementError || error instanceof LostConnection)) throw error;
    throw await toPublicError(error, segment, context, progress);
  }
}

/** Acts while it is seen who is in the way. */
async function watched(
  segment: Segment,
  { watcher }: EngineContext,
  progress: Progress,
  action: () => Promise<void>,
): Promise<void> {
  const [first] = segment.steps;
  const current = () => (progress.failing?.step ?? first!).migration;
  watcher?.begin(!waitsForTransactions(segment), current);
  try {
    await action();
  } finally {
    await watcher?.end();
  }
}

/** Whether a segment is done wholly or not at all, and its records with it. */
function isWhole({ transaction, steps }: Segment, progress: Progress): boolean {
  const [line] = stepLines(steps[0]!);
  return transaction || (line?.statement?.atomicity?.kind === "whole" && !progress.wasCutOff(line));
}

const activeTransaction = "25001";

/** What an extension refuses in a transaction is known once it has done so; then nothing of it is done. */
async function runWhole(
  segment: Segment,
  context: EngineContext,
  progress: Progress,
  continues: boolean,
): Promise<void> {
  try {
    await runTransaction(segment, context, progress, continues);
  } catch (error) {
    const isRefused =
      error instanceof StatementError && error.server.sqlState === activeTransaction;
    if (segment.transaction || !isRefused) throw error;
    await runAlone(segment, context, progress, continues);
  }
}

/** What is cancelled there leaves an invalid index. */
function waitsForTransactions({ steps }: Segment): boolean {
  return steps.some(({ statements }) => statements.some((one) => one.waitsForTransactions));
}

function isContinued(before: Step, step: Step): boolean {
  return before.migration === step.migration && before.direction === step.direction;
}
