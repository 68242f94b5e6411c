import type { StopOptions } from "../engine/index.ts";
import type { Watch } from "../events.ts";
import type { LintConfig } from "../lint/index.ts";
import { generalOptions, verbose } from "../settings/general-options.ts";
import type { CommandGroup } from "../settings/headings.ts";
import { withInterrupt } from "./interrupt.ts";
import { logAs } from "./log.ts";
import { hidden, optionValue, type Option, type Values } from "../settings/option.ts";
import { conceal, createOutput, type Output } from "./output.ts";
import { createProgress } from "./progress.ts";
import { besideResult, destinationOf, writeReport, type Formats } from "./reporting.ts";
import { showing } from "../settings/all.ts";
import { readSources } from "../settings/read-sources.ts";
import { lintConfigIn, resolveSettings } from "../settings/resolve.ts";
import { optionsOfSettings, type SettingDefinition, type SettingsOf } from "../settings/setting.ts";
import type { Environment, Sourced } from "../settings/sources.ts";
import { secretVariables } from "../settings/variables.ts";
import { receiptKeys } from "../settings/receipt-key.ts";

/** A command of the command line, from what is typed to what is printed. */
export interface CommandParts<One extends Option, Own extends SettingDefinition, Request, Result> {
  readonly name: string;
  /** What may stand beside the options, as help shows it: `[n-or-name...]`. */
  readonly words?: string;
  /** What each of them says. */
  readonly wordsHelp?: readonly string[];
  /** What its first word must be one of. */
  readonly actions?: readonly string[];
  readonly summary: string;
  /** The heading of help that it stands under. */
  readonly group: CommandGroup;
  readonly options: readonly One[];
  /** The settings that it obeys; their options are its own, too. */
  readonly settings: readonly Own[];
  /** What node-pg-migrate takes here without effect; it is accepted, but not shown. */
  readonly ignored?: readonly Option[];
  readonly examples: readonly Example[];
  /** Turns what was given into what is to be done. */
  read(given: Given<One, Own>): Request | Promise<Request>;
  run(request: Request, session: Session): Promise<Result>;
  readonly report: Formats<Request, Result>;
  /** 0 where it is absent. */
  exitCode?(result: Result, request: Request): number;
  /** Goes on after the report, and gives back what the result holds. */
  finish?(result: Result): Promise<void>;
}

/** A command line that runs as it is printed, and what it does. */
export interface Example {
  readonly line: string;
  readonly does: string;
  /** 0 where it is absent. */
  readonly exitCode?: number;
}

/** What was given to a command, on the command line and elsewhere. */
export interface Given<One extends Option, Own extends SettingDefinition> {
  readonly values: Values<One>;
  /** What stands beside the options. */
  readonly words: readonly string[];
  readonly settings: SettingsOf<Own>;
  readonly lintConfig: Sourced<LintConfig> | undefined;
  /** The variables of the environment and the .env file. */
  readonly environment: Environment;
  readonly output: Output;
}

/** How a command may be followed while it runs. */
export interface Session {
  /** Acts while progress is shown. */
  withProgress<Result>(action: (onEvent: Watch) => Promise<Result>): Promise<Result>;
  /** Acts with signals that Ctrl-C aborts. */
  readonly stoppable: Stoppable;
  /** Both. */
  watched<Result>(action: (watching: Watching) => Promise<Result>): Promise<Result>;
  /** Both, for what waits most of the time: nothing is said meanwhile. */
  waiting<Result>(action: (watching: Watching) => Promise<Result>): Promise<Result>;
}

type Stoppable = <Result>(action: (stop: StopOptions) => Promise<Result>) => Promise<Result>;

interface Watching extends StopOptions {
  readonly onEvent: Watch;
}

/** A command as the program takes it. */
export interface CommandDefinition {
  readonly name: string;
  readonly words: string;
  readonly wordsHelp: readonly string[];
  /** What its first word must be one of; empty where it is free, or where it takes none. */
  readonly actions: readonly string[];
  readonly summary: string;
  readonly group: CommandGroup;
  /** All that it takes. */
  readonly options: readonly Option[];
  readonly examples: readonly Example[];
  /** Runs it with what was typed, by the names of the options, and returns the exit code. */
  execute(flags: Flags, words: readonly string[]): Promise<number>;
}

type Flags = Readonly<Record<string, unknown>>;

/** Makes a command of its parts, so that the types of its options reach all of them. */
export function defineCommand<One extends Option, Own extends SettingDefinition, Request, Result>(
  parts: CommandParts<One, Own, Request, Result>,
): CommandDefinition {
  const { name, words = "", wordsHelp = [], actions = [] } = parts;
  const { summary, group, examples, ignored = [] } = parts;
  const options = [...parts.options, ...optionsOfSettings(parts.settings), ...generalOptions];
  return {
    name,
    words,
    wordsHelp,
    actions,
    summary,
    group,
    examples,
    options: [...options, ...ignored.map(hidden)],
    execute: (flags, given) => execute(parts, flags, given),
  };
}

async function execute<One extends Option, Own extends SettingDefinition, Request, Result>(
  parts: CommandParts<One, Own, Request, Result>,
  flags: Flags,
  words: readonly string[],
): Promise<number> {
  const values = flags as Values<One>; // parsed by their kinds
  const destination = destinationOf(flags, parts.report);
  const asJson = destination.format === "json";
  const output = createOutput({ json: asJson, verbose: optionValue(verbose, flags) });
  const sources = await readSources(flags);
  const { heartbeat, logFormat } = resolveSettings(showing, sources);
  logAs(logFormat.value);
  const settings = resolveSettings(parts.settings, sources);
  conceal([...secretVariables(sources), ...receiptKeys(sources)]);
  const given = {
    values,
    words,
    settings,
    lintConfig: lintConfigIn(sources),
    environment: sources.environment,
    output,
  };
  const request = await parts.read(given);
  const session = sessionOn(besideResult(output, destination), heartbeat.value);
  const result = await parts.run(request, session);
  await writeReport(parts.report, result, { request, output, destination });
  await parts.finish?.(result);
  return parts.exitCode?.(result, request) ?? 0;
}

function sessionOn(output: Output, heartbeat: number): Session {
  return {
    withProgress: (action) => following(output, heartbeat, action),
    stoppable: (action) => withInterrupt(output, action),
    watched: watchedOn(output, heartbeat),
    waiting: watchedOn(output, 0, "Stopping …"),
  };
}

/** @param farewell what is said once it is to stop */
function watchedOn(output: Output, heartbeat: number, farewell?: string): Session["watched"] {
  return (action) =>
    following(output, heartbeat, (onEvent) =>
      withInterrupt(output, (stop) => action({ onEvent, ...stop }), farewell),
    );
}

async function following<Result>(
  output: Output,
  heartbeat: number,
  action: (onEvent: Watch) => Promise<Result>,
): Promise<Result> {
  const { watch, stop } = await createProgress(output, heartbeat);
  try {
    return await action(watch);
  } finally {
    stop();
  }
}
