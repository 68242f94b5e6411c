import { Option } from "commander";
import type { PlanAgainstOptions } from "../commands/plan-against.ts";
import { overTls } from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { isAcceptable } from "../impact/index.ts";
import { jsonLine } from "../report/json.ts";
import type { Action } from "./commands.ts";
import { existingTarget, scratchAndScript, targetOptions, type CliContext } from "./context.ts";
import { withInterrupt } from "./interrupt.ts";
import { createProgress } from "./progress.ts";
import { scratchUrl } from "./scratch-setting.ts";
import { upSelection } from "./selection.ts";

/** `plan --against TARGET`; exits 1 where something stops the application, or cannot be told. */
export const runPlanAgainst: Action = async (context, given) => {
  const { output } = context;
  const options = planAgainstOptions(context, given);
  const { planAgainst } = await import("../commands/plan-against.ts");
  const { watch, stop } = await createProgress(output);
  try {
    const impact = await withInterrupt(output, (signal) =>
      planAgainst({ ...options, onEvent: watch, signal }),
    );
    if (output.json) {
      const { impactJson } = await import("../report/impact-json.ts");
      output.line(jsonLine("impact", impactJson(impact)));
    } else {
      const { impactText } = await import("../report/impact-text.ts");
      output.line(impactText(impact, output.style));
    }
    return isAcceptable(impact.verdict) ? 0 : 1;
  } finally {
    stop();
  }
};

function planAgainstOptions(context: CliContext, given: readonly string[]): PlanAgainstOptions {
  const { against } = context.flags as { against: string };
  const options = { ...scratchAndScript(context), ...upSelection(context.flags, given) };
  if (isUrl(against)) return { ...options, against: targetAt(against, context) };
  if (/\.json$/i.test(against))
    return { ...options, against, database: existingTarget(context.settings) };
  throw new InvalidRequestError(
    "--against names neither a database nor a file of statistics",
    "Write a postgres:// or pglite: URL, or a file that `pgmaestro stats` wrote, as in pgmaestro.stats.json.",
  );
}

/** @throws ConfigurationError where scratch databases were to be made in the same place */
function targetAt(url: string, { settings }: CliContext) {
  scratchUrl({ ...settings, databaseUrl: { value: url, source: "--against" } });
  const { rejectUnauthorized } = settings;
  return rejectUnauthorized ? overTls(url, rejectUnauthorized.value) : url;
}

function isUrl(text: string): boolean {
  return /^(?:postgres(?:ql)?:\/\/|pglite:)/.test(text);
}

const usualFile = "pgmaestro.stats.json";

const runStats: Action = async (context) => {
  const { output, flags } = context;
  const { stats } = await import("../commands/stats.ts");
  const { output: file = usualFile } = flags as { output?: string };
  const result = await stats({
    ...targetOptions(context),
    output: output.json ? undefined : file,
  });
  if (output.json) {
    const { statisticsContent } = await import("../impact/statistics-file.ts");
    output.line(jsonLine("stats", statisticsContent(result.statistics)));
  } else {
    const { statsText } = await import("../report/stats-text.ts");
    output.line(statsText(result));
  }
  return 0;
};

/** What the command line understands of it. */
export const statsCommand = {
  name: "stats",
  description: "write sizes and activity of the database's tables to a file to commit; only reads",
  options: [
    new Option("--output <file>", `the file (default ${usualFile}); with --json none is written`),
  ],
  action: runStats,
};
