import type { FakeResult } from "../../commands/fake.ts";
import type { InDoubtChoice, RunOptions, RunResult } from "../../engine/index.ts";
import type { Plan, Selection } from "../../plan/index.ts";
import { jsonLine, planJson } from "../../report/json.ts";
import { watchedByBoth } from "../../events.ts";
import { reported, type AfterRun } from "../after-run.ts";
import { runOptions } from "../command-options.ts";
import type { Given, Session } from "../define-command.ts";
import { verbose } from "../general-options.ts";
import { oneOf } from "../kinds.ts";
import { stamp } from "../log.ts";
import { option, toggle } from "../option.ts";
import type { Formats } from "../reporting.ts";
import {
  connection,
  directory,
  givingWay,
  historyNames,
  newFile,
  reporting,
  script,
  showing,
  writing,
  type order,
} from "../settings/all.ts";
import { runFlags, withoutEffect } from "../settings/node-pg-migrate-flags.ts";
import { optionsOfSettings } from "../settings/setting.ts";
import { who } from "./who.ts";

/** What up, down and redo take alike. */
export const runningOptions = [
  toggle("--dry-run", "print the SQL and change nothing"),
  option(
    "--in-doubt <choice>",
    oneOf<InDoubtChoice>(["run", "skip"]),
    "a statement that a run was cut off in: run it again, or skip it as done",
  ),
  who,
  verbose,
  ...runFlags,
];

/** What node-pg-migrate takes there without effect. */
export const runningIgnored = [...withoutEffect, ...optionsOfSettings(newFile)];

/** The settings that up, down and redo obey alike. */
export const runningSettings = [
  ...connection,
  ...directory,
  ...historyNames,
  ...script,
  ...writing,
  ...givingWay,
  ...showing,
  ...reporting,
];

/** Which migrations to run, to show, or only to record. */
export interface RunningRequest {
  readonly options: RunOptions & Selection;
  readonly dryRun: boolean;
  readonly fake: boolean;
  readonly after: AfterRun;
}

type RunningGiven = Given<
  (typeof runningOptions)[number],
  (typeof runningSettings)[number] | (typeof order)[number]
>;

/** Reads what up, down and redo are given alike. */
export function readRunning(
  command: AfterRun["command"],
  given: RunningGiven,
  selection: Selection,
): RunningRequest {
  const { who: author, dryRun = false, fake = false, inDoubt } = given.values;
  const options = runOptions(given, { who: author, asSql: dryRun });
  const { settings, output } = given;
  const after = { command, settings, output };
  return { options: { ...options, ...selection, inDoubt }, dryRun, fake, after };
}

/** A command in its three ways. */
export interface Ways {
  run(options: RunOptions & Selection): Promise<RunResult>;
  plan(options: RunOptions & Selection): Promise<Plan>;
  fake(options: RunOptions & Selection): Promise<FakeResult>;
}

/** What became of a request: done, shown, or only recorded. */
export type RunningResult =
  | { readonly way: "run"; readonly result: RunResult }
  | { readonly way: "plan"; readonly plan: Plan }
  | { readonly way: "fake"; readonly result: FakeResult };

/** Goes the way that is asked for. */
export async function runIn(
  ways: Ways,
  { options, dryRun, fake, after }: RunningRequest,
  { watched, stoppable }: Session,
): Promise<RunningResult> {
  if (dryRun) {
    const plan = await stoppable((stop) => ways.plan({ ...options, ...stop }));
    return { way: "plan", plan: await planned(plan, fake) };
  }
  if (fake)
    return { way: "fake", result: await stoppable((stop) => ways.fake({ ...options, ...stop })) };
  const result = await reported(after, options.database, (count) =>
    watched(({ onEvent, ...stop }) =>
      ways.run({ ...options, ...stop, onEvent: watchedByBoth(count, onEvent) }),
    ),
  );
  return { way: "run", result };
}

async function planned(plan: Plan, fake: boolean): Promise<Plan> {
  return fake ? (await import("../../commands/fake.ts")).withoutStatements(plan) : plan;
}

/** How up, down and redo report. */
export const runningReport: Formats<RunningRequest, RunningResult> = {
  async text(outcome, { style }) {
    switch (outcome.way) {
      case "run":
        return (await import("../../report/run-text.ts")).runSummary(outcome.result, style);
      case "fake":
        return (await import("../../report/history-text.ts")).fakeText(outcome.result);
      case "plan": {
        const { planSql, planText } = await import("../../report/plan-text.ts");
        return outcome.plan.segments.length > 0
          ? planSql(outcome.plan)
          : planText(outcome.plan, style);
      }
    }
  },
  async json(outcome) {
    switch (outcome.way) {
      case "run":
        return jsonLine("result", { ...outcome.result, ...stamp("info") });
      case "fake":
        return jsonLine("fake", outcome.result);
      case "plan":
        return jsonLine("plan", planJson(outcome.plan));
    }
  },
};
