import type { StopOptions } from "../engine/index.ts";
import type { Output } from "./output.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** One key press reaches a process twice where npm or a shell passes it on: so long after the first it is the same one. */
const samePress = 500;

let stopCurrent: ((reason: Error) => void) | undefined;

/**
 * Acts with signals that Ctrl-C, SIGTERM or a closed terminal abort: at the first, what runs is cancelled and the run
 * reports what is done and what is not; at the second it ends at once, and reports what is in doubt.
 */
export async function withInterrupt<Result>(
  output: Output,
  action: (stop: StopOptions) => Promise<Result>,
  farewell = "Stopping: cancelling the statement that runs …",
): Promise<Result> {
  const [stopping, abandoning] = [new AbortController(), new AbortController()];
  let first = 0;
  const stop = () => {
    if (!stopping.signal.aborted) {
      first = Date.now();
      if (!output.json) output.complain(farewell);
      stopping.abort();
    } else if (Date.now() - first > samePress) abandoning.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  stopCurrent = (reason) => stopping.abort(reason);
  try {
    return await action({ signal: stopping.signal, abandon: abandoning.signal });
  } finally {
    stopCurrent = undefined;
    for (const signal of signals) process.removeListener(signal, stop);
  }
}

/** Stops what runs for a reason of which it knows nothing itself; false where nothing runs that could be stopped. */
export function stopRunning(reason: Error): boolean {
  if (stopCurrent === undefined) return false;
  stopCurrent(reason);
  return true;
}
