import { runComment } from "../database/index.ts";
import {
  checkHistory,
  guardHistory,
  lockHistory,
  recordBaseline,
  recordDown,
  recordInJournal,
  recordPartial,
  recordUp,
  startClock,
  takeTime,
} from "../history/index.ts";
import {
  type PlannedStatement,
  type Segment,
  sequentialMode,
  type Step,
  type Waiting,
} from "../plan/index.ts";
import { modesInSql } from "../sql/statement/index.ts";
import type { EngineContext } from "./context.ts";
import { limitStatements } from "./limits.ts";

/** A statement of a segment's message, and what it is there for. */
export interface Line {
  readonly text: string;
  readonly step?: Step;
  /** Of a migration's own statements: where it comes from. */
  readonly statement?: PlannedStatement;
  /** Whether this says that `step` is done: the row it returns begins with the duration. */
  readonly records?: true;
  /** In place of statements: a function that goes on once all before it is sent, and then gives them. */
  readonly waiting?: Waiting;
}

/** SQLSTATE of the notices that only make the server send what it has so far. */
export const flushState = "PGM02";
const mostFlushes = 50;

/**
 * A transactional segment as one message: the migrations and their records between BEGIN and COMMIT. Records wait
 * until they can be written together, but never over a migration that may change role or settings. What is READ ONLY
 * has nothing to be one with, and is recorded in a transaction of its own.
 */
export function composeTransaction(
  segment: Segment,
  context: EngineContext,
  continues: boolean,
): Line[] {
  const guarded = guard(segment, context);
  const isAmid = continues || context.keepSettings;
  const guarding = asLines(...(isAmid ? amidMigration(context, guarded) : [guarded]));
  const isReadOnly = segment.modes?.readOnly === true;
  const lines: Line[] = [
    { text: "BEGIN" },
    ...modesLines(segment, context, continues),
    ...asLines(...sequentialStatements(segment), ...limitStatements(context.limits, "transaction")),
    ...(continues ? [] : [{ text: startClock() }]),
    ...(isReadOnly ? [] : guarding),
  ];
  let waiting: Step[] = [];
  const record = () => {
    lines.push(...asSession(recordLines(waiting, context), context));
    waiting = [];
  };
  for (const [index, step] of segment.steps.entries()) {
    if (step.changesSession || waiting.at(-1)?.direction !== step.direction) record();
    if (flushesBefore(index, segment, context)) lines.push({ text: flush });
    lines.push(...stepLines(step));
    if (isReadOnly) lines.push(...asLines("COMMIT", "BEGIN"), ...guarding);
    if (step.changesSession || step.record === undefined)
      lines.push(...closingLines(step, context), ...asLines(...againSequential(step, segment)));
    else {
      lines.push(timeLine(step));
      waiting.push(step);
    }
  }
  record();
  return [
    ...marked(lines, segment, context),
    ...checkLines(segment.steps, context),
    { text: "COMMIT" },
  ];
}

function sequentialStatements({ sequential }: Segment): string[] {
  return sequential === undefined ? [] : [sequentialMode];
}

/** The settings of a transaction go with those of a session that are reset. */
function againSequential({ changesSession }: Step, segment: Segment): string[] {
  return changesSession ? sequentialStatements(segment) : [];
}

/** With a comment near its beginning, by which `status` of somebody else sees what runs. */
function marked(
  [begin, first, ...lines]: readonly Line[],
  { steps }: Segment,
  { connection, author }: EngineContext,
): Line[] {
  if (connection.kind === "embedded" || !isOurs(first!)) return [begin!, first!, ...lines];
  const comment = runComment({
    who: author.who,
    direction: steps[0]!.direction,
    first: steps[0]!.migration,
    last: steps.at(-1)!.migration,
    migrations: new Set(steps.map(({ migration }) => migration)).size,
  });
  return [begin!, { text: `${comment} ${first!.text}` }, ...lines];
}

/** Whether it is no migration's. */
export function isOurs({ statement, waiting }: Line): boolean {
  return statement === undefined && waiting === undefined;
}

/** Makes sure that the history says what these steps have recorded. */
export function checkLines(steps: readonly Step[], context: EngineContext): readonly Line[] {
  const recorded = steps.filter(({ record }) => record);
  const last = new Map(
    recorded.flatMap((step) => namesInHistory(step).map((name) => [name, step.direction])),
  );
  if (last.size === 0) return [];
  const names = (direction: Step["direction"]) =>
    [...last].filter(([, gone]) => gone === direction).map(([name]) => name);
  const check = checkHistory(context.table, names("up"), names("down"));
  return asSession(asLines(check), context);
}

/**
 * The modes come before anything is asked of the server, and the lock on the history before a snapshot is taken that
 * would not see what another run has recorded.
 */
function modesLines({ modes }: Segment, { table }: EngineContext, continues: boolean): Line[] {
  if (modes === undefined) return [];
  const isSnapshot = modes.isolation !== undefined && !modes.readOnly && !continues;
  return asLines(
    `SET TRANSACTION ${modesInSql(modes)}`,
    ...(isSnapshot ? [lockHistory(table)] : []),
  );
}

/** The server keeps completions until 8 kB are full, but sends a notice, and all before it, at once. */
const flush = `DO 'BEGIN RAISE NOTICE USING ERRCODE = ''${flushState}'', MESSAGE = ''pgmaestro''; END'`;

function flushesBefore(
  index: number,
  { steps, isDistributed }: Segment,
  { connection }: EngineContext,
): boolean {
  if (isDistributed) return false;
  return connection.kind === "server" && index % Math.ceil(steps.length / mostFlushes) === 0;
}

/** A statement's own text, as lines of a message. */
export function stepLines(step: Step): Line[] {
  if (step.waiting !== undefined) return [{ text: "", step, waiting: step.waiting }];
  return linesOf(step, step.statements);
}

export function linesOf(step: Step, statements: readonly PlannedStatement[]): Line[] {
  return statements.map((statement) => ({ text: statement.text, step, statement }));
}

/** Records the step, as the role that the session began with, and gives the next one a session like new. */
export function closingLines(step: Step, context: EngineContext): Line[] {
  const record = step.record
    ? [timeLine(step), ...asSession(recordLines([step], context), context)]
    : partLines(step, context);
  const keeps = context.keepSettings && step.record?.standsFor === undefined;
  if (!step.changesSession || keeps) return record;
  const settings = context.connection.owner?.settings ?? [];
  return [
    ...asLines(...roleOfSession(context)),
    ...record,
    ...asLines(
      "RESET ALL",
      ...settings,
      ...context.session,
      ...limitStatements(context.limits, "transaction"),
      startClock(),
    ),
  ];
}

/** Where a migration's role goes on to the next one, records are written as the session's own all the same. */
function asSession(records: readonly Line[], context: EngineContext): readonly Line[] {
  if (!context.keepSettings || records.length === 0) return records;
  const [saved, back] = roleKept(context);
  return [...asLines(...saved), ...records, ...asLines(...back)];
}

/** Says that a migration is done, and how long it took. */
function timeLine(step: Step): Line {
  return { text: takeTime(), step, records: true };
}

/** The records of steps in one direction, whose times were taken; then the clock restarts. */
function recordLines(steps: readonly Step[], { table, author }: EngineContext): Line[] {
  const [first] = steps;
  if (first === undefined) return [];
  const { standsFor, journaledAs, ...recorded } = first.record!;
  if (journaledAs !== undefined) {
    const ran = { name: first.migration, ...recorded };
    return asLines(recordInJournal(table, ran, journaledAs, author), startClock());
  }
  if (standsFor !== undefined) {
    const baseline = { name: first.migration, ...recorded };
    return asLines(...recordBaseline(table, baseline, standsFor, author), startClock());
  }
  const record =
    first.direction === "up"
      ? recordUp(
          table,
          "up",
          steps.map(({ migration: name, record: kept }) => ({ name, ...kept })),
          author,
        )
      : recordDown(
          table,
          "down",
          steps.map(({ migration }) => migration),
          author,
        );
  return asLines(record, startClock());
}

/** What is done so far of a migration whose statements share no transaction. */
function partLines(step: Step, context: EngineContext): Line[] {
  return amidMigration(context, recordOfPart(step, context)).map((text) => ({ text, step }));
}

/** Statements that make the session act as the role that it began with. */
export function roleOfSession({ connection }: EngineContext): string[] {
  return ["RESET SESSION AUTHORIZATION", "RESET ROLE", ...(connection.owner?.role ?? [])];
}

/** Whose rows a step puts into the history, or takes out of it. */
function namesInHistory({ migration, record }: Step): readonly string[] {
  if (record?.journaledAs !== undefined) return [];
  return record?.standsFor?.map(({ name }) => name) ?? [migration];
}

function asLines(...texts: string[]): Line[] {
  return texts.map((text) => ({ text }));
}

/** A statement of ours between two of a migration: as the session's own role, and then the migration's again. */
export function amidMigration(context: EngineContext, statement: string): string[] {
  const [saved, back] = roleKept(context);
  return [...saved, statement, ...back];
}

/** Makes the session act as its own role, and then as the migration's again. */
function roleKept(context: EngineContext): readonly [saved: string[], back: string[]] {
  return [
    [
      `SELECT ${setConfig("pgmaestro.session_authorization", "session_user")}, ${setConfig("pgmaestro.role", "pg_catalog.current_setting('role')")}`,
      ...roleOfSession(context),
    ],
    [
      `SELECT ${setConfig("session_authorization", "pg_catalog.current_setting('pgmaestro.session_authorization')")}`,
      `SELECT ${setConfig("role", "pg_catalog.current_setting('pgmaestro.role')")}`,
    ],
  ];
}

function setConfig(name: string, value: string): string {
  return `pg_catalog.set_config('${name}', ${value}, false)`;
}

function recordOfPart(step: Step, { table, author }: EngineContext): string {
  const { migration: name, direction, part } = step;
  const { done: statements, checksum } = part!;
  return recordPartial(table, { name, direction, statements, checksum }, author);
}

/** What must not be, and what must be in the history, for each migration as its first step finds it. */
function guard({ steps }: Segment, { table }: EngineContext): string {
  const first = new Map<string, Step>();
  for (const step of steps) if (!first.has(step.migration)) first.set(step.migration, step);
  const names = (direction: Step["direction"]) =>
    [...first.values()].filter((step) => step.direction === direction).flatMap(namesInHistory);
  return guardHistory(table, names("up"), names("down"));
}
