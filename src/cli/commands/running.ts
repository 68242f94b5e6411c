import type { FakeResult } from "../../commands/fake.ts";
import type { InDoubtChoice, RunOptions, RunResult } from "../../engine/index.ts";
import type { GateOptions } from "../../gate/index.ts";
import type { Plan, Selection } from "../../plan/index.ts";
import { jsonLine, planJson } from "../../report/json.ts";
import { watchedByBoth } from "../../events.ts";
import { reported, type AfterRun } from "../after-run.ts";
import { runOptions } from "../command-options.ts";
import type { Given, Session } from "../define-command.ts";
import { verbose } from "../../settings/general-options.ts";
import { oneOf } from "../../settings/kinds.ts";
import { stamp } from "../log.ts";
import { option, toggle } from "../../settings/option.ts";
import { outgoing } from "../output.ts";
import type { Formats } from "../reporting.ts";
import { type gateOptions, requirementsOf } from "../requirements.ts";
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
  type gates,
  type order,
} from "../../settings/all.ts";
import { runFlags, withoutEffect } from "../../settings/node-pg-migrate-flags.ts";
import { optionsOfSettings } from "../../settings/setting.ts";
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
  readonly options: RunOptions & Selection & GateOptions;
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

/** The same with what the environment asks of migrations; what runs nothing there is free of it. */
export async function readGated(
  command: AfterRun["command"],
  given: RunningGiven & GatedGiven,
  selection: Selection,
): Promise<RunningRequest> {
  const request = readRunning(command, given, selection);
  if (request.dryRun || request.fake) return request;
  const requirements = await requirementsOf(given);
  const { override: reason } = given.values;
  const override = reason === undefined ? undefined : outgoing(reason); // as whoever reads the journal may see it
  return { ...request, options: { ...request.options, requirements, override } };
}

type GatedGiven = Given<(typeof gateOptions)[number], (typeof gates)[number]>;

/** A command in its three ways. */
export interface Ways {
  run(options: RunOptions & Selection & GateOptions): Promise<RunResult>;
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
