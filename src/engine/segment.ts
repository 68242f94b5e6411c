import { StatementError } from "../database/index.ts";
import { lockTimeout, recordBegun, runPatiently, startClock } from "../history/index.ts";
import type { Segment } from "../plan/index.ts";
import type { EngineContext } from "./context.ts";
import { runBackfill } from "./backfill.ts";
import { dropInvalidIndex, refuseInvalidIndex } from "./concurrent-index.ts";
import { begunBy } from "./begun.ts";
import { transactionLines } from "./composed.ts";
import { isDoneAlready } from "./cut-off.ts";
import { limitStatements, withConcurrentLimit } from "./limits.ts";
import {
  amidMigration,
  checkLines,
  closingLines,
  flushState,
  stepLines,
  type Line,
} from "./message.ts";
import type { Progress } from "./progress.ts";
import { resume, stopped } from "./waiting-function.ts";

/**
 * A transactional segment: one message. Several where a text is opaque and hides how many statements it
 * holds, where a migration's function reads what those before it have done, and where Citus takes one statement at a time.
 */
export async function runTransaction(
  segment: Segment,
  context: EngineContext,
  progress: Progress,
  continues: boolean,
): Promise<void> {
  let ahead: Line[] = [];
  const flush = async () => {
    refuseStop(context);
    if (ahead.length > 0) await send(ahead, context, progress);
    ahead = [];
  };
  const add = async (line: Line) => {
    if (!isMessage(line, segment)) return ahead.push(line);
    await flush();
    return send([line], context, progress);
  };
  for (const line of transactionLines(segment, context, continues)) {
    if (line.waiting === undefined) await add(line);
    else {
      await flush();
      for (const made of await goOn(line, context, progress, true)) await add(made);
    }
  }
  await flush();
}

/** Whether it is a message of its own. */
function isMessage({ statement }: Line, { isDistributed }: Segment): boolean {
  return statement !== undefined && (isDistributed === true || statement.section.opaque);
}

/** A statement that cannot run in a transaction, alone; then its record. */
export async function runAlone(
  segment: Segment,
  context: EngineContext,
  progress: Progress,
  continues: boolean,
): Promise<void> {
  const [step] = segment.steps;
  if (!continues) await beginAlone(context, progress);
  const planned = stepLines(step!);
  const [first] = planned;
  if (first?.waiting) await journalBegun(first, context, progress);
  const lines = first?.waiting ? await goOn(first, context, progress, false) : planned;
  for (const line of lines) {
    refuseStop(context);
    if (isBackfill(line)) {
      await runBackfill(line, context, progress);
      continue;
    }
    await dropInvalidIndex(line, context, progress);
    await withItsLimit(line, context, () => sendOnce(line, context, progress));
    await refuseInvalidIndex(line, context);
  }
  await send(
    [
      { text: "BEGIN" },
      { text: lockTimeout(context.table.lockWait) },
      ...closingLines(step!, context),
      ...checkLines([step!], context),
      { text: "COMMIT" },
    ],
    context,
    progress,
  );
}

function isBackfill(line: Line): line is Parameters<typeof runBackfill>[0] {
  return line.statement?.backfill !== undefined;
}

async function beginAlone(context: EngineContext, progress: Progress): Promise<void> {
  for (const text of [...limitStatements(context.limits, "session"), startClock()])
    await send([{ text }], context, progress);
}

function withItsLimit(
  { statement }: Line,
  { connection, limits }: EngineContext,
  action: () => Promise<void>,
): Promise<void> {
  return limits && limits.lock.ms !== limits.concurrentMs && statement?.waitsForTransactions
    ? withConcurrentLimit(connection, limits, action)
    : action();
}

/** @throws StatementError as if the server had cancelled a statement */
function refuseStop({ signal }: EngineContext): void {
  if (signal?.aborted) throw stopped(signal);
}

/** A migration's function that waits for the database has its turn. */
function goOn(
  line: Line,
  context: EngineContext,
  progress: Progress,
  transaction: boolean,
): Promise<Line[]> {
  progress.begin(line);
  return resume(line, context, transaction);
}

/**
 * A statement that no transaction ties to its record. Where an earlier run was cut off in it, it may be done nonetheless.
 */
async function sendOnce(line: Line, context: EngineContext, progress: Progress): Promise<void> {
  const wasCutOff = progress.takeCutOff(line);
  if (wasCutOff && (await isDoneAlready(line, context))) return progress.completed(line);
  await journalBegun(line, context, progress);
  await send([line], context, progress);
}

/** Journals that something begins of whose end no transaction will tell. */
async function journalBegun(line: Line, context: EngineContext, progress: Progress): Promise<void> {
  const { connection, table, author } = context;
  const begun = begunBy(line);
  if (begun === undefined) return;
  const record = amidMigration(context, recordBegun(table, begun, author));
  await runPatiently(connection, table, record);
  progress.begun = true;
}

async function send(
  lines: readonly Line[],
  { connection }: EngineContext,
  progress: Progress,
): Promise<void> {
  progress.begin(lines[0]);
  const texts = lines.map(({ text }) => text);
  const run = connection.run(texts, {
    mayTakeLong: true,
    row: (index, values) => progress.recorded(lines[index]!, values),
    notice(index, notice) {
      if (notice.sqlState === flushState) progress.begin(lines[index + 1]);
      return progress.notice(lines[index], notice);
    },
    completed(index) {
      const line = lines[index];
      if (line === undefined) return;
      progress.completed(line);
      if (index + 1 < lines.length) progress.begin(lines[index + 1]);
    },
  });
  await run.catch((error: unknown) => {
    if (error instanceof StatementError) progress.failing = lines[error.statement];
    throw error;
  });
}
