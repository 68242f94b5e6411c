import { down, planDown } from "../commands/down.ts";
import { planRedo, redo } from "../commands/redo.ts";
import { plan, up } from "../commands/up.ts";
import type { RunResult } from "../commands/run.ts";
import { InvalidRequestError } from "../errors/index.ts";
import type { Plan } from "../plan/index.ts";
import { jsonLine, planJson } from "../report/json.ts";
import { planSql, planText } from "../report/plan-text.ts";
import { runSummary } from "../report/run-text.ts";
import { countOrName } from "./arguments.ts";
import { refusePrefixAsCount, targetOptions, type CliContext } from "./context.ts";
import { withInterrupt } from "./interrupt.ts";
import { createProgress } from "./progress.ts";

/** A command's action: writes its answer and returns the exit code. */
export type Action = (context: CliContext, positionals: readonly string[]) => Promise<number>;

export const runUp: Action = async (context, [given]) => {
  const options = { ...targetOptions(context), ...upSelection(context, given) };
  return context.flags["dryRun"]
    ? showPlan(context, await plan(options), true)
    : run(context, (watching) => up({ ...options, ...watching }));
};

export const runPlan: Action = async (context, [given]) => {
  return showPlan(
    context,
    await plan({ ...targetOptions(context), ...upSelection(context, given) }),
    false,
  );
};

export const runDown: Action = async (context, [given]) => {
  const options = { ...targetOptions(context), ...downSelection(context, given) };
  return context.flags["dryRun"]
    ? showPlan(context, await planDown(options), true)
    : run(context, (watching) => down({ ...options, ...watching }));
};

export const runRedo: Action = async (context, [given]) => {
  const { count, name } = countOrName(given);
  if (name !== undefined)
    throw new InvalidRequestError(
      `redo takes a number, not "${name}"`,
      "`pgmaestro redo 2` redoes the last two.",
    );
  refusePrefixAsCount(count);
  const options = { ...targetOptions(context), count };
  return context.flags["dryRun"]
    ? showPlan(context, await planRedo(options), true)
    : run(context, (watching) => redo({ ...options, ...watching }));
};

function upSelection({ flags }: CliContext, given: string | undefined) {
  const { count, name } = countOrName(given);
  refusePrefixAsCount(count);
  const { to, only } = flags as { to?: string; only?: string };
  refuseSeveral({ [given ?? "N"]: given, "--to": to, "--only": only });
  return { count, to, only: only ?? name };
}

function downSelection({ flags }: CliContext, given: string | undefined) {
  const { count, name } = countOrName(given);
  refusePrefixAsCount(count);
  const { to, all } = flags as { to?: string; all?: boolean };
  refuseSeveral({ [given ?? "N"]: given, "--to": to, "--all": all });
  return { count, to, all, only: name };
}

function refuseSeveral(given: Record<string, unknown>): void {
  const names = Object.keys(given).filter((name) => given[name] !== undefined);
  if (names.length < 2) return;
  throw new InvalidRequestError(`${names.join(" and ")} exclude each other`, "Give one of them.");
}

async function run(
  context: CliContext,
  start: (watching: object) => Promise<RunResult>,
): Promise<number> {
  const { output } = context;
  const progress = await createProgress(output);
  try {
    const result = await withInterrupt(output, (signal) =>
      start({ onEvent: progress.watch, signal }),
    );
    progress.stop();
    output.line(output.json ? jsonLine("result", result) : runSummary(result, output.style));
    return 0;
  } finally {
    progress.stop();
  }
}

function showPlan({ output }: CliContext, made: Plan, withSql: boolean): number {
  if (output.json) output.line(jsonLine("plan", planJson(made)));
  else
    output.line(withSql && made.segments.length > 0 ? planSql(made) : planText(made, output.style));
  return 0;
}
