import { setTimeout as sleep } from "node:timers/promises";
import { runComment, StatementError } from "../database/index.ts";
import { readBatchPlace, recordBatch, type BatchPlace } from "../history/index.ts";
import type { PlannedBackfill } from "../plan/index.ts";
import { withCondition, type Narrowed } from "../sql/statement/index.ts";
import { backfillTable, endOf, inRange, nextIn, type BackfillTable } from "./backfill-table.ts";
import { begunBy } from "./begun.ts";
import type { EngineContext } from "./context.ts";
import type { Line } from "./message.ts";
import type { Progress } from "./progress.ts";
import { Room } from "./room.ts";
import { stopped } from "./waiting-function.ts";

/**
 * Runs a statement range by range of its table's key, each a transaction with its place in the journal; goes on where an earlier
 * run stopped. Rows that come behind the last one that there was are not met, as the statement would not meet them at once.
 */
export async function runBackfill(
  line: Line & { readonly statement: { readonly backfill: PlannedBackfill } },
  context: EngineContext,
  progress: Progress,
): Promise<void> {
  progress.begin(line);
  const { connection } = context;
  const { backfill } = line.statement;
  const table = await backfillTable(connection, backfill);
  const room = new Room(backfill, context);
  const pace = new Pace(backfill, context.tinyBatches);
  let place = await placeOf(line, table, context);
  while (place !== undefined) {
    await room.wait();
    if (context.signal?.aborted) throw stopped(context.signal);
    const next = await nextIn(connection, table, { after: place.to, to: place.end }, pace.rows);
    if (next === undefined) break;
    const done: BatchPlace = { ...place, to: next.key, met: place.met + next.met };
    const changed = await pace.during(() => runBatch(line, table, place!, done, context));
    place = { ...done, changed: place.changed + changed };
    context.patience?.reset();
    tell(line, table, place, pace, context);
    await pause(backfill.pause, context);
  }
  progress.completed(line);
}

/** Where it goes on; undefined where the table has no rows. */
async function placeOf(
  line: Line,
  table: BackfillTable,
  { connection, table: history }: EngineContext,
): Promise<BatchPlace | undefined> {
  const before = await readBatchPlace(connection, history, begunBy(line)!);
  if (before !== undefined) return before;
  const end = await endOf(connection, table);
  return end && { end, met: 0, changed: 0 };
}

/** Of the statements of a batch's message. */
const batchIndex = 2;

/** One range, and the place behind it. */
async function runBatch(
  { statement, step }: Line & { readonly statement: { readonly backfill: PlannedBackfill } },
  table: BackfillTable,
  { to: after }: BatchPlace,
  done: BatchPlace,
  { connection, table: history, author }: EngineContext,
): Promise<number> {
  const { place } = statement.backfill;
  const condition = inRange(table, place.alias, { after, to: done.to! });
  const batch = withCondition(statement.text, place, condition);
  const { migration, direction } = step!;
  const run = { who: author.who, direction, first: migration, last: migration, migrations: 1 };
  const record = recordBatch(history, begunBy({ statement, step: step! } as Line)!, done, author);
  let changed = 0;
  const message = ["BEGIN", `${runComment(run)} ${record}`, batch.text, "COMMIT"];
  const sent = connection.run(message, {
    mayTakeLong: true,
    completed: (index, rows = 0) => void (changed = index === batchIndex ? rows : changed),
  });
  await sent.catch((error: unknown) => {
    throw error instanceof StatementError ? placed(error, batch) : error;
  });
  return changed;
}

/** The server's error at its place in the statement as it is written. */
function placed({ server, offset, cause, statement }: StatementError, batch: Narrowed) {
  const own = statement === batchIndex && offset !== undefined ? batch.written(offset) : undefined;
  return new StatementError(server, 0, own, cause);
}

/** How many rows a batch has, so that it takes as long as it is to. */
class Pace {
  readonly #target: number;
  readonly #largest: number;
  #rows: number;
  #begin: number | undefined;
  #met = 0;

  constructor({ batch, target }: PlannedBackfill, largest = mostRows) {
    this.#rows = Math.min(batch, largest);
    this.#target = target;
    this.#largest = largest;
  }

  get rows(): number {
    return this.#rows;
  }

  async during<Result>(batch: () => Promise<Result>): Promise<Result> {
    const begin = performance.now();
    this.#begin ??= begin;
    const result = await batch();
    const ratio = this.#target / Math.max(performance.now() - begin, 1);
    this.#met += this.#rows;
    const rows = Math.round(this.#rows * Math.min(2, Math.max(0.5, ratio)));
    this.#rows = Math.max(1, Math.min(rows, this.#largest));
    return result;
  }

  /** How long so many rows take at the pace so far, pauses and all. */
  secondsFor(rows: number): number {
    const seconds = (performance.now() - (this.#begin ?? performance.now())) / 1000;
    return this.#met === 0 ? 0 : (rows * seconds) / this.#met;
  }
}

const mostRows = 1_000_000;

function tell(
  { step }: Line,
  { sql, rows }: BackfillTable,
  { met, changed }: BatchPlace,
  pace: Pace,
  { watch }: EngineContext,
): void {
  const left = rows - met;
  watch({
    type: "batch-done",
    migration: step!.migration,
    direction: step!.direction,
    table: sql,
    met,
    changed,
    ...(left > 0 && {
      percent: Math.floor((met / rows) * 100),
      secondsLeft: Math.ceil(pace.secondsFor(left)),
    }),
  });
}

async function pause(ms: number, { signal, tinyBatches }: EngineContext): Promise<void> {
  if (ms > 0 && tinyBatches === undefined)
    await sleep(ms, undefined, { ...(signal && { signal }) }).catch(() => {});
}
