import { runComment, StatementError } from "../database/index.ts";
import { asServerError } from "../errors/index.ts";
import { recordBatch, type BatchPlace } from "../history/index.ts";
import type { PlannedBackfill, PlannedStatement } from "../plan/index.ts";
import { ownCondition, withCondition, type Narrowed } from "../sql/statement/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";
import type { OtherSessions } from "./backfill-pace.ts";
import type { BackfillTable } from "./backfill-table.ts";
import { begunBy } from "./begun.ts";
import type { EngineContext } from "./context.ts";
import type { Line } from "./message.ts";

/** A statement that runs in batches, in a migration. */
export type BackfillLine = Line & { readonly statement: BackfillStatement };

interface BackfillStatement extends PlannedStatement {
  readonly backfill: PlannedBackfill;
}

/** What is sent of a statement for one range. */
interface Batch extends Narrowed {
  /** What follows it in its transaction. */
  readonly checks: readonly string[];
}

/** What a batch did. */
export interface BatchDone extends OtherSessions {
  /** How many rows it has changed. */
  readonly changed: number;
}

/**
 * Runs the statement for one range, and journals the place behind it, in a transaction.
 * @param condition of the range; absent for all that is there
 * @throws StatementError also where rows could be met again, and nothing would tell that they are done
 */
export async function runBatch(
  line: BackfillLine,
  table: BackfillTable,
  condition: string | undefined,
  done: BatchPlace,
  { connection, table: history, author }: EngineContext,
): Promise<BatchDone> {
  const batch = batchOf(line.statement, table, condition ?? "true");
  const { migration, direction } = line.step!;
  const run = { who: author.who, direction, first: migration, last: migration, migrations: 1 };
  const record = recordBatch(history, begunBy(line)!, done, author);
  let [changed, fitting, waiting, others] = [0, 0, 0, 0];
  const looks = connection.kind === "server" ? [otherSessions] : [];
  const { text, checks } = batch;
  const message = ["BEGIN", `${runComment(run)} ${record}`, text, ...checks, ...looks, "COMMIT"];
  const sent = connection.run(message, {
    mayTakeLong: true,
    completed(index, rows = 0) {
      if (index === batchIndex && batch.checks.length === 0) changed = rows;
    },
    row(index, values) {
      if (index === batchIndex) [changed, fitting] = [Number(values[0]), Number(values[1])];
      else [waiting, others] = [Number(values[0]), Number(values[1])];
    },
  });
  await sent.catch((error: unknown) => {
    if (!(error instanceof StatementError)) throw error;
    throw error.server.sqlState === stillFit ? fitsAgain(table, fitting) : placed(error, batch);
  });
  return { changed, waiting, others };
}

/**
 * Who waits for this session, and who else uses the database; the watcher is known by its name and role. What a role may not see
 * counts. Source: PostgreSQL manual, 9.27 `pg_blocking_pids`, 27.2.3 `pg_stat_activity`.
 */
const otherSessions = `SELECT
  (SELECT count(DISTINCT pid) FROM pg_catalog.pg_locks
    WHERE NOT granted AND pg_catalog.pg_backend_pid() = ANY (pg_catalog.pg_blocking_pids(pid))),
  (SELECT count(*) FROM pg_catalog.pg_stat_activity
    WHERE datname = pg_catalog.current_database() AND usename IS NOT NULL AND pid <> pg_catalog.pg_backend_pid()
    AND (state IS NULL OR state <> 'idle' OR state_change > pg_catalog.clock_timestamp() - interval '10 s')
    AND (application_name, usename) IS DISTINCT FROM (pg_catalog.current_setting('application_name'), session_user))`;

/** Of the statements of a batch's message. */
const batchIndex = 2;

/** The statement for a range. Where rows move, an UPDATE tells how many rows it would meet again, and fails if there are any. */
function batchOf(
  { text, backfill }: BackfillStatement,
  table: BackfillTable,
  condition: string,
): Batch {
  const { place } = backfill;
  if (!table.movesRows || place.command !== "update")
    return { ...withCondition(text, place, condition), checks: [] };
  const returning = `RETURNING (${ownCondition(text, place)!}\n) IS TRUE AS fits`;
  const narrowed = withCondition(text, place, `${condition}\n${returning}`);
  const opening = "WITH changed AS (\n";
  const closing = `\n) SELECT count(*), pg_catalog.set_config('${setting}', count(*) FILTER (WHERE fits)::text, true) FROM changed`;
  return {
    text: `${opening}${narrowed.text}${closing}`,
    written: (offset) =>
      offset < opening.length ? undefined : narrowed.written(offset - opening.length),
    checks: [refuseFitting],
  };
}

/** A setting of the transaction: how many rows that it has changed still fit its condition. */
const setting = "pgmaestro.fitting";

const stillFit = "PGM04";

const refuseFitting = `DO ${quoteLiteral(`BEGIN
    IF pg_catalog.current_setting('${setting}') <> '0' THEN
      RAISE EXCEPTION USING ERRCODE = '${stillFit}', MESSAGE = 'rows that are changed still fit the condition';
    END IF;
  END`)}`;

function fitsAgain({ sql }: BackfillTable, rows: number): StatementError {
  const which = rows === 1 ? "a row that it has changed" : `${rows} rows that it has changed`;
  const server = asServerError(
    `The backfill cannot be cut: its WHERE still fits ${which}, and as ${sql} has no key, nothing else shows that they are done`,
    {
      hint: "Write a WHERE that a row does not fit any more once it is changed, or name columns that are never null: `pgmaestro: backfill … by column`.",
    },
  );
  return new StatementError(server, 0, undefined, undefined);
}

/** The server's error at its place in the statement as it is written. */
function placed(
  { server, offset, cause, statement }: StatementError,
  batch: Narrowed,
): StatementError {
  const own = statement === batchIndex && offset !== undefined ? batch.written(offset) : undefined;
  return new StatementError(server, 0, own, cause);
}
