import { down, planDown } from "../commands/down.ts";
import { fakeDown, fakeRedo, fakeUp, type FakeResult } from "../commands/fake.ts";
import type { RunOptions, RunResult } from "../engine/index.ts";
import { planRedo, redo } from "../commands/redo.ts";
import { plan, up } from "../commands/up.ts";
import type { Plan, Selection, Step } from "../plan/index.ts";
import { fakeText } from "../report/history-text.ts";
import { jsonLine, planJson } from "../report/json.ts";
import { planSql, planText } from "../report/plan-text.ts";
import { runSummary } from "../report/run-text.ts";
import { targetOptions, type CliContext } from "./context.ts";
import { withInterrupt } from "./interrupt.ts";
import { createProgress } from "./progress.ts";
import { downSelection, redoSelection, upSelection } from "./selection.ts";

/** A command's action: writes its answer and returns the exit code. */
export type Action = (context: CliContext, positionals: readonly string[]) => Promise<number>;

export const runUp: Action = (context, given) =>
  runSelected(context, upSelection(context.flags, given), { run: up, plan, fake: fakeUp });

export const runDown: Action = (context, given) =>
  runSelected(context, downSelection(context.flags, given), {
    run: down,
    plan: planDown,
    fake: fakeDown,
  });

export const runRedo: Action = (context, given) =>
  runSelected(context, redoSelection(context.flags, given), {
    run: redo,
    plan: planRedo,
    fake: fakeRedo,
  });

export const runPlan: Action = async (context, given) => {
  const selection = upSelection(context.flags, given);
  return showPlan(context, await plan({ ...targetOptions(context), ...selection }), false);
};

/** A command in its three ways: done, shown, or only recorded. */
interface Ways {
  run(options: RunOptions & Selection): Promise<RunResult>;
  plan(options: RunOptions & Selection): Promise<Plan>;
  fake(options: RunOptions & Selection): Promise<FakeResult>;
}

async function runSelected(context: CliContext, selection: Selection, ways: Ways): Promise<number> {
  const { dryRun, fake } = context.flags;
  const options = { ...targetOptions(context), ...selection };
  if (dryRun) {
    const made = await ways.plan(options);
    return showPlan(context, fake ? withoutStatements(made) : made, true);
  }
  if (fake) return showFake(context, await ways.fake(options));
  return run(context, (watching) => ways.run({ ...options, ...watching }));
}

/** What a faked run would do: no more than record. */
function withoutStatements({ segments }: Plan): Plan {
  const steps = segments.flatMap((segment) => segment.steps).filter(({ record }) => record);
  if (steps.length === 0) return { segments: [] };
  return {
    segments: [{ transaction: true, steps: steps.map(onlyRecorded) }],
  };
}

function onlyRecorded({ waiting: _, ...step }: Step): Step {
  return { ...step, statements: [] };
}

function showFake({ output }: CliContext, result: FakeResult): number {
  output.line(output.json ? jsonLine("fake", result) : fakeText(result));
  return 0;
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
