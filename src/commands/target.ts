import {
  extensionsIn,
  withAdvisoryLock,
  withConnection,
  type Connection,
} from "../database/index.ts";
import { DottedTableError, type LockHolder } from "../errors/index.ts";
import type { Watch } from "../events.ts";
import {
  ensureSchemas,
  ensureTables,
  readHistory,
  recordChecksums,
  type History,
  type HistoryTable,
} from "../history/index.ts";
import type { Migration } from "../migrations/index.ts";
import { migrationStates, type MigrationState } from "../plan/index.ts";
import {
  authorOf,
  migrationsOf,
  sessionOf,
  tableOf,
  type TargetOptions,
  type WriteOptions,
} from "./options.ts";

/** A target that a command is connected to, with the migrations that are to meet it. */
export interface Target {
  readonly connection: Connection;
  readonly table: HistoryTable;
  readonly migrations: readonly Migration[];
  readonly watch: Watch;
}

/** What is known of a target at one moment. */
export interface Knowledge {
  readonly history: History;
  readonly states: readonly MigrationState[];
}

const defaultLockWait = 60;

/**
 * Reads the migrations, connects, prepares the session, acts, and lets go of everything.
 * @param read how to read the migrations
 */
export async function withTarget<Result>(
  options: TargetOptions,
  action: (target: Target) => Promise<Result>,
  read = () => migrationsOf(options),
): Promise<Result> {
  const table = tableOf(options);
  const load = once(read);
  const watch = options.onEvent ?? (() => {});
  const connect = {
    extensions: () => extensionsOf(load()),
    lockWait: options.lockWait ?? defaultLockWait,
    onCreate: (directory: string) => watch({ type: "creating-database", directory }),
    whileConnecting: load,
  };
  return withConnection(options.database, connect, async (connection) => {
    const migrations = load();
    for (const statement of sessionOf(options)) await connection.run([statement]);
    return action({ connection, table, migrations, watch });
  });
}

function once<Value>(compute: () => Value): () => Value {
  let result: { readonly value: Value } | undefined;
  return () => (result ??= { value: compute() }).value;
}

/** The extensions that migrations ask for. */
export function extensionsOf(migrations: readonly Migration[]): string[] {
  return extensionsIn(migrations.flatMap(({ up, down }) => [up.text, down?.text ?? ""]));
}

/** Reads history and journal, and compares them with the files. Takes no lock and writes nothing. */
export async function look({ connection, table, migrations }: Target): Promise<Knowledge> {
  const history = await readHistory(connection, table);
  return { history, states: migrationStates(migrations, history) };
}

/** Acts under the migration lock, with the tables in place and every applied row journaled. */
export async function withLock<Result>(
  target: Target,
  options: WriteOptions & { readonly signal?: AbortSignal | undefined },
  action: () => Promise<Result>,
): Promise<Result> {
  const prepared = async () => {
    if (options.createSchema) await ensureSchemas(target.connection, options.schema ?? []);
    await ensureTables(target.connection, target.table);
    return action();
  };
  if (options.lock === false) return prepared();
  const lock = {
    waitSeconds: options.lockWait ?? defaultLockWait,
    id: options.lockValue,
    signal: options.signal,
    onWait: (holder: LockHolder | undefined) => target.watch({ type: "waiting", holder }),
  };
  return withAdvisoryLock(target.connection, lock, prepared);
}

/** @throws DottedTableError where rows wait in a table that an older tool misnamed */
export function refuseDotted({ history }: Knowledge): void {
  if (history.dotted !== undefined)
    throw new DottedTableError(history.dotted.sql, history.dotted.rows);
}

/** Applied by another tool: in the history, with a file, but not in the journal. */
export function unjournaled({ states }: Knowledge): MigrationState[] {
  return states.filter(
    ({ applied, migration }) =>
      applied !== undefined && applied.journal === undefined && migration !== undefined,
  );
}

/**
 * Journals migrations that another tool applied with the checksums of today's files.
 * @returns their names
 */
export async function adoptApplied(
  target: Target,
  options: WriteOptions,
  knowledge: Knowledge,
): Promise<string[]> {
  const found = unjournaled(knowledge);
  const author = authorOf(options);
  const rows = found.map(({ name, applied, migration }) =>
    recordChecksums(
      target.table,
      "adopt",
      { name, historyId: applied!.id, ...checksumsOf(migration!) },
      author,
    ),
  );
  if (rows.length > 0) await target.connection.run(["BEGIN", ...rows, "COMMIT"]);
  return found.map(({ name }) => name);
}

/** What the journal keeps of a migration's text. */
export function checksumsOf({ kind, up, down }: Migration) {
  if (kind === "module") return { upChecksum: up.checksum };
  return { upChecksum: up.checksum, downChecksum: down?.checksum, downSql: down?.text.trim() };
}
