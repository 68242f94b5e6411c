import { lockHolder, StatementError, type Connection, type RunWatch } from "../database/index.ts";
import { LockedError } from "../errors/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";
import type { HistoryTable } from "./table.ts";

/** SQLSTATE of a lock that was not to be had in time. */
export const lockNotAvailable = "55P03";

/** A server that waits for a lock says nothing; so it is asked again after so many seconds. */
const oneTry = 5;

/**
 * Runs statements of ours, all or nothing. Where another session keeps the history locked, they are tried until
 * `lockWait` is over.
 * @param onRow called with the values of each row that they return
 * @throws LockedError
 */
export async function runPatiently(
  connection: Connection,
  table: HistoryTable,
  statements: readonly string[],
  onRow?: (values: readonly (string | null)[]) => void,
): Promise<void> {
  const begin = Date.now();
  const watch: RunWatch = onRow ? { row: (_, values) => onRow(values) } : {};
  for (;;) {
    const left = table.lockWait - (Date.now() - begin) / 1000;
    const message = ["BEGIN", lockTimeout(Math.min(left, oneTry)), ...statements, "COMMIT"];
    try {
      return await connection.run(message, watch);
    } catch (error) {
      if (!isLocked(error)) throw error;
      if (left <= oneTry) throw await historyLocked(connection, table);
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof StatementError && error.server.sqlState === lockNotAvailable;
}

/** Says who keeps the history locked. */
export async function historyLocked(
  connection: Connection,
  table: HistoryTable,
): Promise<LockedError> {
  const relations = [table.sql, table.journal].map(
    (relation) => `pg_catalog.to_regclass(${quoteLiteral(relation)})`,
  );
  const holder = await lockHolder(
    connection,
    `l.relation IN (${relations.join(", ")}) AND l.mode <> 'AccessShareLock' AND a.pid <> pg_catalog.pg_backend_pid()`,
  );
  return new LockedError(table.lockWait, holder, "history");
}

/** Bounds the waits for locks until the transaction ends; 0 would mean no bound. */
export function lockTimeout(seconds: number): string {
  return `SET LOCAL lock_timeout TO ${timeoutMilliseconds(seconds)}`;
}

/** A limit as PostgreSQL's timeouts have it, where 0 is none: never 0 for a limit, and none for Infinity. */
export function timeoutMilliseconds(seconds: number): number {
  if (seconds === Infinity) return 0;
  return Math.max(1, Math.min(Math.round(seconds * 1000), 2_147_483_647));
}
