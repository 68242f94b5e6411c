import {
  extensionsIn,
  withAdvisoryLock,
  withConnection,
  type Connection,
  type IdleLimit,
} from "../database/index.ts";
import { type ConnectionFailedError, DottedTableError, type LockHolder } from "../errors/index.ts";
import type { Watch } from "../events.ts";
import {
  ensureSchemas,
  ensureTables,
  readHistory,
  readHistoryAtOnce,
  recordAsFiled,
  recordSquashes,
  type History,
  type HistoryTable,
  type Journal,
} from "../history/index.ts";
import { explained } from "./refusal.ts";
import type { Baseline, Migration } from "../migrations/index.ts";
import {
  migrationStates,
  type MigrationState,
  namesOfStates,
  overlapsOf,
  type ReadingOptions,
} from "../plan/index.ts";
import {
  authorOf,
  baselineOf,
  migrationsOf,
  sessionOf,
  tableOf,
  type TargetOptions,
  type WriteOptions,
} from "./options.ts";
import { refuseTransactionPooler } from "./pooler.ts";
import { refuseStopped, stoppable, unlessStopped, type StopOptions } from "./stop.ts";

/** A target that a command is connected to, with the migrations that are to meet it. */
export interface Target {
  readonly connection: Connection;
  readonly table: HistoryTable;
  readonly migrations: readonly Migration[];
  readonly watch: Watch;
  /** How migrations are read whose order is looked at. */
  readonly reading?: ReadingOptions;
  /** What the migrations stand on. */
  readonly baseline?: Baseline | undefined;
}

/** What is known of a target at one moment. */
export interface TargetState {
  readonly history: History;
  readonly states: readonly MigrationState[];
}

export const defaultLockWait = 60;

type StoppableTarget = TargetOptions & { readonly signal?: AbortSignal | undefined };

/** What only reads makes no embedded database where there is none: it sees an empty one. */
export function withTargetSeen<Result>(
  options: StoppableTarget,
  action: (target: Target) => Promise<Result>,
): Promise<Result> {
  const onAbsent = (directory: string) => options.onEvent?.({ type: "absent-database", directory });
  return onTarget(options, action, () => migrationsOf(options), onAbsent);
}

/**
 * Reads the migrations, connects, prepares the session, acts, and lets go of everything.
 * @param read how to read the migrations
 */
export function withTarget<Result>(
  options: StoppableTarget,
  action: (target: Target) => Promise<Result>,
  read = () => migrationsOf(options),
): Promise<Result> {
  return onTarget(options, action, read);
}

async function onTarget<Result>(
  options: StoppableTarget,
  action: (target: Target) => Promise<Result>,
  read: () => readonly Migration[],
  onAbsent?: (directory: string) => void,
): Promise<Result> {
  const table = tableOf(options);
  const load = once(read);
  const baseline = baselineOf(options);
  const watch = options.onEvent ?? (() => {});
  const connect = {
    extensions: () => extensionsOf(load(), baseline),
    lockWait: options.lockWait ?? defaultLockWait,
    onCreate: (directory: string) => watch({ type: "creating-database", directory }),
    onAbsent,
    whileConnecting: load,
    idleLimit: idleLimitOf(options),
    signal: options.signal,
    wait: options.wait,
    open: options.openSession,
    onComing: ({ target, message }: ConnectionFailedError) =>
      watch({ type: "waiting-for-server", target, message }),
  };
  return untilConnected(options, (connected) =>
    withConnection(options.database, connect, async (connection) => {
      connected();
      return stoppable(connection, options, async () => {
        const migrations = load();
        try {
          for (const statement of sessionOf(options)) await connection.run([statement]);
          refuseStopped(options);
          return await action({
            ...{ connection, table, migrations, watch },
            ...{ reading: options, baseline },
          });
        } catch (error) {
          throw options.signal?.aborted ? error : await explained(error, { connection, table });
        }
      });
    }),
  );
}

/** Whoever asks to stop does not wait for a server that does not answer; connected late, nothing is done. */
async function untilConnected<Result>(
  options: StopOptions,
  connect: (connected: () => void) => Promise<Result>,
): Promise<Result> {
  let work!: Promise<Result>;
  const connected = new Promise<void>((resolve) => (work = connect(resolve)));
  work.catch(() => {});
  await unlessStopped(Promise.race([connected, work]), options.signal);
  return work;
}

const ownIdleLimit = 30;

/** After how long a silence of the server a connection is given up. */
export function idleLimitOf({ idleLimit }: TargetOptions): IdleLimit {
  return { own: idleLimit ?? ownIdleLimit, migrations: idleLimit ?? 0 };
}

function once<Value>(compute: () => Value): () => Value {
  let result: { readonly value: Value } | undefined;
  return () => (result ??= { value: compute() }).value;
}

/** The extensions that migrations, and what they stand on, ask for. */
export function extensionsOf(migrations: readonly Migration[], baseline?: Baseline): string[] {
  const texts = migrations.flatMap(({ up, down }) => [up.text, down?.text ?? ""]);
  return extensionsIn(baseline === undefined ? texts : [baseline.section.text, ...texts]);
}

/** Reads history and journal, and compares them with the files. Takes no lock and writes nothing. */
export async function readState(target: Target): Promise<TargetState> {
  return stateBy(await readHistory(target.connection, target.table), target);
}

/** The same by one question, where the lock is held and the tables are in place. */
export async function readLockedState(target: Target): Promise<TargetState> {
  const { connection, table } = target;
  const history = await readHistoryAtOnce(connection, table);
  return stateBy(history ?? (await readHistory(connection, table)), target);
}

async function stateBy(history: History, target: Target): Promise<TargetState> {
  const { migrations, baseline, reading } = target;
  const overlaps = await overlapsOf(migrations, history, reading ?? {}, baseline);
  return { history, states: migrationStates(migrations, history, { overlaps, baseline }) };
}

/**
 * Acts under the migration lock, with the tables in place and every applied row journaled.
 * @param action called with the server process of the session, which a pooler hides from the driver
 */
export async function withLock<Result>(
  target: Target,
  options: WriteOptions,
  action: (serverPid: number | undefined) => Promise<Result>,
): Promise<Result> {
  const prepared = async (serverPid = target.connection.backendPid) => {
    refuseStopped(options);
    if (options.createSchema) await ensureSchemas(target.connection, options.schema ?? []);
    await ensureTables(target.connection, target.table);
    return action(serverPid);
  };
  if (options.lock === false) return prepared();
  const lock = {
    waitSeconds: options.lockWait ?? defaultLockWait,
    id: options.lockValue,
    own: options.ownLock,
    signal: options.signal,
    onWait: (holder: LockHolder | undefined) => target.watch({ type: "waiting", holder }),
  };
  return withAdvisoryLock(target.connection, lock, async (serverPid) => {
    await refuseTransactionPooler(target, options, serverPid);
    return prepared(serverPid);
  });
}

/** @throws DottedTableError where rows wait in a table that an older tool misnamed */
export function refuseDotted({ history }: TargetState): void {
  if (history.dotted !== undefined)
    throw new DottedTableError(history.dotted.sql, history.dotted.rows);
}

/** Applied by another tool: in the history, with a file, but not in the journal. */
export function unjournaled({ states }: TargetState): MigrationState[] {
  return states.filter(
    ({ applied, migration, squashed }) =>
      applied !== undefined &&
      applied.journal === undefined &&
      migration !== undefined &&
      squashed === undefined,
  );
}

/** In the place of others that the history still has. */
export function unsquashed({ states }: TargetState): MigrationState[] {
  return states.filter(({ state, squashed }) => state === "applied" && squashed !== undefined);
}

/** What was recorded of migrations that were applied before, by their names. */
export interface Adopted {
  /** Applied by another tool. */
  readonly adopted: readonly string[];
  /** In the place of others, whose rows they have now. */
  readonly squashed?: readonly string[];
}

/**
 * Journals migrations that another tool applied with the checksums of today's files, and puts those into the history that are in
 * the place of others.
 */
export async function adoptApplied(
  target: Target,
  options: WriteOptions,
  state: TargetState,
): Promise<Adopted> {
  const found = unjournaled(state);
  const squashed = unsquashed(state);
  const applied = found.map((one) => ({ migration: one.migration!, historyId: one.applied!.id }));
  await recordAsFiled(journalOf(target, options), "adopt", applied);
  await recordSquashes(
    journalOf(target, options),
    squashed.map((one) => ({ migration: one.migration!, rows: one.squashed!.rows })),
  );
  return {
    adopted: namesOfStates(found),
    ...(squashed.length > 0 && { squashed: namesOfStates(squashed) }),
  };
}

/** The target's journal, written on behalf of whoever the options name. */
export function journalOf({ connection, table }: Target, options: WriteOptions): Journal {
  return { connection, table, author: authorOf(options) };
}
