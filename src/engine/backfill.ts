import { setTimeout as sleep } from "node:timers/promises";
import { readBatchPlace, type BatchPlace } from "../history/index.ts";
import { runBatch, type BackfillLine } from "./backfill-batch.ts";
import { Pace, type OtherSessions } from "./backfill-pace.ts";
import { backfillTable, type BackfillTable } from "./backfill-table.ts";
import { begunBy } from "./begun.ts";
import type { EngineContext } from "./context.ts";
import type { Progress } from "./progress.ts";
import { Room } from "./room.ts";
import { stopped } from "./waiting-function.ts";

/**
 * Runs a statement range by range of its table's key, each a transaction with its place in the journal; goes on where an earlier
 * run stopped. Rows that come behind the last one that there was are not met, as the statement would not meet them at once.
 */
export async function runBackfill(
  line: BackfillLine,
  context: EngineContext,
  progress: Progress,
): Promise<void> {
  progress.begin(line);
  const { connection, table: history } = context;
  const { backfill } = line.statement;
  const begun = await readBatchPlace(connection, history, begunBy(line)!);
  const table = await backfillTable(connection, backfill, begun?.by);
  const place = begun ?? (await beginning(table));
  if (place !== undefined) {
    const run = {
      line,
      table,
      context,
      room: new Room(backfill, context),
      pace: new Pace(backfill, context.tinyBatches),
    };
    const done = await goThrough(run, place);
    if (table.movesRows) await doTheRest(run, done);
  }
  progress.completed(line);
}

/** A backfill while it runs. */
interface BackfillRun {
  readonly line: BackfillLine;
  readonly table: BackfillTable;
  readonly context: EngineContext;
  readonly room: Room;
  readonly pace: Pace;
}

async function beginning(table: BackfillTable): Promise<BatchPlace | undefined> {
  const end = await table.end();
  return end && { by: table.by, end, met: 0, changed: 0 };
}

/** Batch by batch from a place on. */
async function goThrough(run: BackfillRun, from: BatchPlace): Promise<BatchPlace> {
  const { line, table, context, room, pace } = run;
  let place = from;
  for (;;) {
    await room.wait();
    if (context.signal?.aborted) throw stopped(context.signal);
    const next = await table.next({ after: place.to, to: place.end }, pace.rows);
    if (next === undefined) return place;
    const condition = table.condition(
      { after: place.to, to: next.key },
      line.statement.backfill.place.alias,
    );
    const done: BatchPlace = {
      ...place,
      to: next.key,
      met: place.met + (place.again ? 0 : next.met),
    };
    const begin = performance.now();
    const { changed, ...sessions } = await runBatch(line, table, condition, done, context);
    pace.took(performance.now() - begin, sessions);
    place = { ...done, changed: place.changed + changed };
    context.patience?.reset();
    tell(run, place, sessions);
    await pause(line.statement.backfill.pause, context);
  }
}

/**
 * What others have moved into ranges that were done: few rows, as the table is gone through once more before they are changed at once.
 * The statement then has met all that there is.
 */
async function doTheRest(run: BackfillRun, walked: BatchPlace): Promise<void> {
  const { line, table, context } = run;
  let place = walked;
  if (!place.again) {
    const { to: _, ...rest } = place;
    place = await goThrough(run, { ...rest, end: (await table.end()) ?? place.end, again: true });
  }
  const { changed, ...sessions } = await runBatch(line, table, undefined, place, context);
  tell(run, { ...place, changed: place.changed + changed }, sessions);
}

function tell(
  { line: { step }, table: { sql, rows }, pace, context }: BackfillRun,
  { met, changed }: BatchPlace,
  sessions: OtherSessions,
): void {
  const known = Math.max(met, changed); // what is met may be an estimate
  const left = rows - known;
  context.watch({
    type: "batch-done",
    migration: step!.migration,
    direction: step!.direction,
    table: sql,
    met: known,
    changed,
    ...sessions,
    ...(left > 0 && {
      percent: Math.floor((known / rows) * 100),
      secondsLeft: Math.ceil(pace.secondsFor(left)),
    }),
  });
}

async function pause(ms: number, { signal, tinyBatches }: EngineContext): Promise<void> {
  if (ms > 0 && tinyBatches === undefined)
    await sleep(ms, undefined, { ...(signal && { signal }) }).catch(() => {});
}
