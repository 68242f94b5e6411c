import { Option } from "commander";
import type { LocksOptions } from "../commands/locks.ts";
import type { LockTrace } from "../locks/index.ts";
import { jsonLine } from "../report/json.ts";
import type { Action } from "./commands.ts";
import { existingTarget, scratchAndScript, type CliContext } from "./context.ts";
import { withInterrupt } from "./interrupt.ts";
import { createProgress } from "./progress.ts";

const runLocks: Action = async (context, names) => {
  const { output } = context;
  const trace = await traceWatched(context, locksOptions(context, names));
  if (output.json) {
    const { locksJson } = await import("../report/locks-json.ts");
    output.line(jsonLine("locks", locksJson(trace)));
  } else {
    const { locksText } = await import("../report/locks-text.ts");
    output.line(locksText(trace, output.style, output.verbose));
  }
  return trace.migrations.every(({ notTraced }) => notTraced === undefined) ? 0 : 1;
};

/** Only what is pending needs a target to tell it. */
function locksOptions(context: CliContext, names: readonly string[]): LocksOptions {
  const { all, pending, down } = context.flags as Record<"all" | "pending" | "down", boolean>;
  const needsTarget = names.length === 0 && !all;
  return {
    ...scratchAndScript(context),
    names,
    all,
    pending,
    down,
    database: needsTarget ? existingTarget(context.settings) : undefined,
  };
}

async function traceWatched({ output }: CliContext, options: LocksOptions): Promise<LockTrace> {
  const { locks } = await import("../commands/locks.ts");
  const { watch, stop } = await createProgress(output);
  try {
    return await withInterrupt(output, (signal) => locks({ ...options, onEvent: watch, signal }));
  } finally {
    stop();
  }
}

/** What the command line understands of it. */
export const locksCommand = {
  name: "locks [names...]",
  description:
    "run migrations on a scratch database and show what each statement locks, rewrites and scans",
  options: [
    new Option("--all", "every migration of the directory"),
    new Option("--pending", "what is pending in the database (default where there is one)"),
    new Option("--down", "the down sections too, each after its up section"),
    new Option("--scratch <url>", "the server to make the scratch database on (default: embedded)"),
  ],
  action: runLocks,
};
