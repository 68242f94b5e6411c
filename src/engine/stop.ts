import { LostConnection, StatementError, type Connection } from "../database/index.ts";
import { nothingDone, RunInterruptedError } from "../errors/index.ts";
import { untilAborted } from "../migrations/index.ts";

/** How whoever started something asks it to end. */
export interface StopOptions {
  /** Ends it at the next moment at which nothing is left half done: the statement that runs is cancelled. */
  readonly signal?: AbortSignal | undefined;
  /** Ends it at once: the connection is cut, and what was sent but not answered is in doubt. */
  readonly abandon?: AbortSignal | undefined;
}

/** Why something is to stop, where whoever asks for that says so. */
export function stopReason(signal: AbortSignal | undefined): string {
  const reason: unknown = signal?.reason;
  const isGiven = reason instanceof Error && !(reason instanceof DOMException);
  return isGiven ? reason.message : "Stopped on request";
}

/** @throws RunInterruptedError when asked to stop, before anything was done */
export function refuseStopped({ signal }: StopOptions): void {
  if (signal?.aborted) throw interrupted(signal);
}

function interrupted(signal: AbortSignal, cause: unknown = signal.reason): RunInterruptedError {
  return new RunInterruptedError(stopReason(signal), nothingDone, cause);
}

/** Work that may take as long as it likes, or for ever; whoever asks to stop does not wait for it. */
export function unlessStopped<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
  stopped: (signal: AbortSignal) => Error = interrupted,
): Promise<Result> {
  if (signal === undefined) return work;
  return untilAborted(work, signal).catch((error: unknown) => {
    throw error === signal.reason ? stopped(signal) : error;
  });
}

/** Acts on a connection that stops what it runs when asked to. */
export async function stoppable<Result>(
  connection: Connection,
  { signal, abandon }: StopOptions,
  action: () => Promise<Result>,
): Promise<Result> {
  let cancelled = Promise.resolve();
  const cancel = () => void (cancelled = connection.cancel());
  const drop = () => connection.abandon("Stopped at once");
  signal?.addEventListener("abort", cancel);
  abandon?.addEventListener("abort", drop);
  try {
    return await action();
  } catch (error) {
    const isOurs = error instanceof StatementError || error instanceof LostConnection;
    throw signal?.aborted && isOurs ? interrupted(signal, error) : error;
  } finally {
    signal?.removeEventListener("abort", cancel);
    abandon?.removeEventListener("abort", drop);
    await cancelled;
  }
}
