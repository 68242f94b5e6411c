import { Option } from "commander";
import type { ReverseOptions } from "../commands/reverse.ts";
import { jsonLine } from "../report/json.ts";
import type { Action } from "./commands.ts";
import { scratchAndScript, type CliContext } from "./context.ts";
import { withInterrupt } from "./interrupt.ts";
import { createProgress } from "./progress.ts";

const runReverse: Action = async (context, names) => {
  const { output } = context;
  const result = await reverseWatched(context, reverseOptions(context, names));
  if (output.json) output.line(jsonLine("reverse", result));
  else {
    const { reverseText } = await import("../report/reverse-text.ts");
    output.line(reverseText(result, output.style));
  }
  return result.passed ? 0 : 1;
};

function reverseOptions(context: CliContext, names: readonly string[]): ReverseOptions {
  const { write, replace } = context.flags as { write?: boolean; replace?: boolean };
  return {
    ...scratchAndScript(context),
    names,
    write,
    replace,
  };
}

async function reverseWatched({ output }: CliContext, options: ReverseOptions) {
  const { reverse } = await import("../commands/reverse.ts");
  const { watch, stop } = await createProgress(output);
  try {
    return await withInterrupt(output, (signal) => reverse({ ...options, onEvent: watch, signal }));
  } finally {
    stop();
  }
}

/** What the command line understands of it. */
export const reverseCommand = {
  name: "reverse [names...]",
  description: "write the down sections that are missing, each proved on a scratch database",
  options: [
    new Option("--write", "put them into the files; without it they are only shown"),
    new Option("--replace", "also write those anew that do not pass"),
    new Option("--scratch <url>", "the server to make the scratch database on (default: embedded)"),
  ],
  action: runReverse,
};
