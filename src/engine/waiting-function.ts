import {
  asStatementError,
  LostConnection,
  StatementError,
  type Connection,
} from "../database/index.ts";
import { asServerError } from "../errors/index.ts";
import { refuseTransactionControl, SqlTextError } from "../sql/text/index.ts";
import type { EngineContext } from "./context.ts";
import { linesOf, type Line } from "./message.ts";
import { stopReason, unlessStopped } from "./stop.ts";

/**
 * Lets a migration's function that waits for the database go on; the statements it then asks for are still to be sent.
 * @param transaction whether it goes on inside a transaction of ours, which it may not end
 * @throws StatementError also for what the function itself throws, and when the run is asked to stop
 */
export async function resume(
  line: Line,
  context: EngineContext,
  transaction: boolean,
): Promise<Line[]> {
  const work = transaction ? insideTransaction(line, context) : goOn(line, context, false);
  try {
    return linesOf(line.step!, await unlessStopped(work, context.signal, stopped));
  } catch (error) {
    await refuseLost(context);
    throw publicly(error);
  }
}

async function insideTransaction(line: Line, context: EngineContext) {
  const before = await beginOfTransaction(context.connection);
  const statements = await goOn(line, context, true);
  if ((await beginOfTransaction(context.connection)) !== before)
    throw refusal(
      "The migration has ended the transaction that it runs in",
      "Take out what ends it, or call `pgm.noTransaction()`.",
    );
  return statements;
}

function goOn({ waiting }: Line, { connection, signal }: EngineContext, transaction: boolean) {
  const query = async (...given: unknown[]) => {
    if (signal?.aborted) throw stopped(signal);
    if (transaction) refuseTransactionControl(textOf(given));
    return connection.raw(...given);
  };
  const select = async (...given: unknown[]) => (await query(...given)).rows;
  return waiting!.resume({ query, select });
}

/** `pg` takes a text, or an object with one. */
function textOf([query]: readonly unknown[]): string {
  const text = typeof query === "object" && query !== null && "text" in query ? query.text : query;
  return typeof text === "string" ? text : "";
}

/** Two transactions of one session never begin at the same time. */
async function beginOfTransaction(connection: Connection): Promise<string> {
  const [row] = await connection.query<{ began: string }>(
    "SELECT pg_catalog.now()::pg_catalog.text AS began",
  );
  return row!.began;
}

/** What a function makes of a lost connection may be any error. */
async function refuseLost({ connection, signal }: EngineContext): Promise<void> {
  if (signal?.aborted) return;
  await connection.query("SELECT").catch((error: unknown) => {
    if (error instanceof LostConnection) throw error;
  });
}

function publicly(error: unknown): Error {
  return error instanceof SqlTextError
    ? refusal(error.message, error.hint, error)
    : asStatementError(error);
}

/** What is thrown where the run is asked to stop, as the server says it of a statement that is cancelled. */
export function stopped(signal: AbortSignal): StatementError {
  return refusal(stopReason(signal), undefined, signal.reason, "57014");
}

function refusal(
  message: string,
  hint: string | undefined,
  cause?: unknown,
  sqlState?: string,
): StatementError {
  return new StatementError(asServerError(message, { sqlState, hint }), 0, undefined, cause);
}
