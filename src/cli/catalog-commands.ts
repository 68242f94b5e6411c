import type { CreateFromDriftOptions } from "../commands/create-from-drift.ts";
import type { Watch } from "../events.ts";
import { jsonLine } from "../report/json.ts";
import type { Action } from "./commands.ts";
import { comparisonOptions, scratchAndScript, type CliContext } from "./context.ts";
import { withInterrupt } from "./interrupt.ts";
import { createProgress } from "./progress.ts";

/** Exits 1 where there is drift. */
export const runDrift: Action = async (context) => {
  const options = comparisonOptions(context);
  const { drift } = await import("../commands/drift.ts");
  const result = await watched(context, (watching) => drift({ ...options, ...watching }));
  const { driftJson } = await import("../report/comparison-json.ts");
  const { driftText } = await import("../report/drift-text.ts");
  tell(context, "drift", driftJson(result), () => driftText(result, context.output.style));
  return result.differences.length === 0 ? 0 : 1;
};

/** Exits 1 where the two differ. */
export const runDiff: Action = async (context) => {
  const { from, to } = context.flags as { from?: string; to?: string };
  const options = to === undefined ? comparisonOptions(context) : scratchAndScript(context);
  const { diff } = await import("../commands/diff.ts");
  const result = await watched(context, (watching) => diff({ ...options, from, to, ...watching }));
  const { diffJson } = await import("../report/comparison-json.ts");
  const { diffText } = await import("../report/drift-text.ts");
  tell(context, "diff", diffJson(result), () => diffText(result, context.output.style));
  return result.differences.length === 0 ? 0 : 1;
};

/** `create NAME --from-drift` */
export const runCreateFromDrift: Action = async (context, words) => {
  const { settings, flags } = context;
  const options: CreateFromDriftOptions = {
    ...comparisonOptions(context),
    words,
    filenameFormat: settings.migrationFilenameFormat?.value,
    dryRun: flags["dryRun"] === true,
  };
  const { createFromDrift } = await import("../commands/create-from-drift.ts");
  const result = await watched(context, (watching) => createFromDrift({ ...options, ...watching }));
  const { createFromDriftJson } = await import("../report/comparison-json.ts");
  const { createFromDriftText } = await import("../report/drift-text.ts");
  tell(context, "create", createFromDriftJson(result), () =>
    createFromDriftText(result, context.output.style, options.dryRun),
  );
  return 0;
};

interface Watching {
  readonly onEvent: Watch;
  readonly signal: AbortSignal;
}

async function watched<Result>(
  { output }: CliContext,
  action: (watching: Watching) => Promise<Result>,
): Promise<Result> {
  const { watch, stop } = await createProgress(output);
  try {
    return await withInterrupt(output, (signal) => action({ onEvent: watch, signal }));
  } finally {
    stop();
  }
}

function tell({ output }: CliContext, type: string, result: object, text: () => string): void {
  output.line(output.json ? jsonLine(type, result) : text());
}
