import type { Output } from "./output.ts";

/**
 * Acts with a signal that Ctrl-C or SIGTERM aborts: the running statement is cancelled and the run reports
 * what is done and what is not. A second Ctrl-C ends the process at once.
 */
export async function withInterrupt<Result>(
  output: Output,
  action: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const stop = () => {
    if (!output.json) output.complain("Stopping: cancelling the statement that runs …");
    controller.abort();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    return await action(controller.signal);
  } finally {
    process.removeListener("SIGINT", stop);
    process.removeListener("SIGTERM", stop);
  }
}
