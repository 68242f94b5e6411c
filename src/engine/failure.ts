import { LostConnection, type StatementError } from "../database/index.ts";
import {
  type DirectedMigration,
  GaveWayError,
  MigrationFailedError,
  type PgmaestroError,
  RunInterruptedError,
  type MigrationFailure,
  type RunReport,
  type ServerError,
} from "../errors/index.ts";
import {
  historyChanged,
  historyLocked,
  historyUnwritten,
  lockNotAvailable,
  recordFailed,
  runPatiently,
} from "../history/index.ts";
import { type Section, shownPlace } from "../migrations/index.ts";
import { placeInStack } from "../migrations/index.ts";
import { type Segment, type Step, shownStatement } from "../plan/index.ts";
import { locationIn, maskSecrets } from "../sql/text/index.ts";
import type { DoneMigration, EngineContext, HistoryRowId } from "./context.ts";
import { effortOf, GaveWay, reasonToGiveWay } from "./give-way.ts";
import { roleOfSession, type Line } from "./message.ts";
import type { Progress } from "./progress.ts";
import { hintOfState, refusalHint } from "./refusal.ts";
import { stopReason } from "./stop.ts";

/** Another run changed the history between plan and run; a new plan must be made. Never seen outside. */
export class HistoryChanged extends Error {
  /** What was done before that showed. */
  readonly done: readonly DoneMigration[];

  constructor(done: readonly DoneMigration[]) {
    super("the history changed after the plan was made");
    this.done = done;
  }
}

/** Cleans up after a segment that failed, and says what happened in terms of migrations and files. */
export async function toPublicError(
  error: StatementError | LostConnection,
  segment: Segment,
  context: EngineContext,
  progress: Progress,
): Promise<Error> {
  if (error instanceof LostConnection) return afterLoss(error, segment, context, progress);
  const line = progress.failing;
  await rollBack(context);
  progress.segmentRolledBack();
  if (error.server.sqlState === historyChanged) return new HistoryChanged(progress.done);
  if (error.server.sqlState === lockNotAvailable && isOwn(line, progress))
    return lockedOut(error, segment, context, progress);
  const reason = reasonToGiveWay(error, line, segment, context);
  const pauseMs = reason && context.patience!.next();
  if (reason && pauseMs !== undefined)
    return new GaveWay(progress.done, { migration: directed(line, segment), reason, pauseMs });
  if (!isOwn(line, progress)) await journalFailure(line!, segment, context);
  if (context.signal?.aborted)
    return new RunInterruptedError(whyStopped(line, context), progress.report(), error);
  if (isOwn(line, progress)) return ownStatementFailed(error, segment, context, progress);
  const failure = describe(error, line, segment, context);
  return reason === undefined
    ? new MigrationFailedError(failure, progress.report())
    : new GaveWayError(failure, progress.report(), { reason, ...effortOf(context) });
}

function directed(line: Line | undefined, segment: Segment): DirectedMigration {
  const { migration, direction } = line?.step ?? segment.steps[0]!;
  return { name: migration, direction };
}

/** Where a migration's function had its turn, it may be the reason. */
function whyStopped(line: Line | undefined, { signal }: EngineContext): string {
  const reason = stopReason(signal);
  return line?.waiting === undefined ? reason : `${reason} (${line.waiting.section.file})`;
}

/** A statement of ours; COMMIT is a migration's where it may raise what was deferred. */
function isOwn(line: Line | undefined, { begun }: Progress): boolean {
  const isDeferred = line?.text === "COMMIT" && !begun;
  return line?.statement === undefined && line?.waiting === undefined && !isDeferred;
}

/** Between those of migrations: mostly missing rights on the history. */
async function ownStatementFailed(
  error: StatementError,
  segment: Segment,
  context: EngineContext,
  progress: Progress,
): Promise<RunInterruptedError> {
  const reason =
    error.server.sqlState === historyUnwritten
      ? `${error.message}: a trigger or a rule on its table may prevent it`
      : `The server refused a statement of pgmaestro: ${error.message}`;
  const hint = await refusalHint(error, context);
  return new RunInterruptedError(reason, settledReport(segment, progress), error, hint);
}

/** Another session keeps the history locked, longer than this run waits. */
async function lockedOut(
  error: StatementError,
  segment: Segment,
  { connection, table }: EngineContext,
  progress: Progress,
): Promise<PgmaestroError> {
  const locked = await historyLocked(connection, table);
  if (progress.done.length === 0 && !progress.begun) return locked;
  return new RunInterruptedError(locked.message, settledReport(segment, progress), error);
}

/** What was begun outside a transaction, and not recorded, is in doubt. */
function settledReport(segment: Segment, progress: Progress): RunReport {
  return progress.report(progress.begun ? segment : undefined);
}

async function rollBack({ connection }: EngineContext): Promise<void> {
  await connection.run(["ROLLBACK"]).catch(() => {});
}

/** Seconds; what failed is told all the same. */
const shortWait = 5;

async function journalFailure(
  { step }: Line,
  segment: Segment,
  context: EngineContext,
): Promise<void> {
  const { connection, author } = context;
  const table = { ...context.table, lockWait: Math.min(context.table.lockWait, shortWait) };
  const { migration } = step ?? segment.steps.at(-1)!;
  const failed = recordFailed(table, migration, author);
  const record = [...roleOfSession(context), failed];
  await runPatiently(connection, table, record).catch(() => {});
}

/** What failed, and where: at the place the server names, or else at the beginning of the statement. */
function describe(
  error: StatementError,
  line: Line | undefined,
  segment: Segment,
  context: EngineContext,
): MigrationFailure {
  const step = line?.step ?? segment.steps.at(-1)!;
  if (line?.waiting !== undefined) return describeCode(error, step, line.waiting.section);
  const statement =
    line?.statement ??
    step.statements.at(-1) ??
    segment.steps.flatMap(({ statements }) => statements).at(-1);
  const inside = line?.statement ? (error.offset ?? 0) : 0;
  const place = statement
    ? shownPlace(statement.section, statement.at + inside)
    : { file: step.migration, source: "", start: 0 };
  return {
    migration: step.migration,
    direction: step.direction,
    location: locationIn(place, place.start),
    statement: line?.statement && shownStatement(line.statement),
    server: shownError(error.server),
    source: place.source,
    hint: hintFor(error, line, segment, context),
  };
}

/** What the server says, with the secrets starred out of the statements that it repeats. */
function shownError({ where, query, ...said }: ServerError): ServerError {
  return {
    ...said,
    where: where && maskSecrets(where, where.replaceAll('"', " ")),
    ...(query !== undefined && { query: maskSecrets(query) }),
  };
}

/** What failed in a migration's own code, at the place in its file that the stack names. */
function describeCode(error: StatementError, step: Step, section: Section): MigrationFailure {
  const { migration, direction } = step;
  const location = placeInStack(error.cause, section.file);
  return {
    migration,
    direction,
    location,
    statement: undefined,
    server: shownError(error.server),
    source: section.source,
  };
}

function hintFor(
  error: StatementError,
  line: Line | undefined,
  segment: Segment,
  { connection }: EngineContext,
): string | undefined {
  const { sqlState, message } = error.server;
  if (line?.text === "COMMIT")
    return "Raised at COMMIT by a deferred constraint; `--transaction each` shows which migration it is.";
  if (sqlState === "25001" || sqlState === "2D000") return transactionHint(line, segment);
  if (sqlState === "25006" && segment.modes?.readOnly)
    return "The migration asks for READ ONLY itself: leave that away.";
  if (connection.kind === "embedded" && /extension ".*" is not available/.test(message)) {
    return "The embedded PostgreSQL does not have this extension; set DATABASE_URL to a server that does.";
  }
  return hintOfState(sqlState);
}

/** What helps where a statement may not run in a transaction; undefined where it runs in none. */
function transactionHint(line: Line | undefined, segment: Segment): string | undefined {
  const asksForNone = line?.statement?.section.noTransaction;
  const directive = "the line `-- pgmaestro: no-transaction`";
  if (segment.reason?.kind === "block")
    return asksForNone
      ? "Move it out of BEGIN and COMMIT: outside of them it runs by itself."
      : `Move it out of BEGIN and COMMIT, and add ${directive}: outside of them it then runs by itself.`;
  if (asksForNone || !segment.transaction) return undefined;
  return `Add ${directive} to the migration: it then runs statement by statement.`;
}

/** The server may have finished what it had been sent; the history says, if it can still be asked. */
async function afterLoss(
  error: LostConnection,
  segment: Segment,
  context: EngineContext,
  progress: Progress,
): Promise<PgmaestroError> {
  const reason = context.abandon?.aborted
    ? "Stopped at once, without waiting for the server"
    : `The connection was lost: ${error.message}`;
  const applied = await context.lookAgain?.().catch(() => undefined);
  if (applied === undefined)
    return new RunInterruptedError(reason, progress.report(segment), error);
  const isDone = isRecorded(segment, context.before ?? new Map(), applied);
  const report = progress.report(segment);
  const isKnown = isDone || !progress.begun;
  if (!isDone) progress.segmentRolledBack();
  return new RunInterruptedError(reason, isKnown ? settled(report, isDone) : report, error);
}

type Rows = ReadonlyMap<string, HistoryRowId>;

/** The last record of a segment shows whether it is done: a row that was not there before, or one that is gone. */
function isRecorded({ steps }: Segment, before: Rows, after: Rows): boolean {
  const last = steps.findLast((step) => step.record);
  if (last === undefined) return false;
  const row = after.get(last.migration);
  return last.direction === "down"
    ? row === undefined
    : row !== undefined && row !== before.get(last.migration);
}

function settled(report: RunReport, isDone: boolean): RunReport {
  const { done, notDone, inDoubt } = report;
  return isDone
    ? { ...report, done: [...done, ...inDoubt], inDoubt: [] }
    : { ...report, notDone: [...inDoubt, ...notDone], inDoubt: [] };
}
