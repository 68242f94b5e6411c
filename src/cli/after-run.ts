import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAddress, makeDirectories, shownAddress, type Database } from "../database/index.ts";
import { messageOf, type RunReport } from "../errors/index.ts";
import type { RunResult } from "../engine/index.ts";
import type { RunEvent } from "../events.ts";
import { errorJson } from "../report/json.ts";
import { metricsText } from "../report/metrics-text.ts";
import type { RunReportData } from "../report/run-report.ts";
import type { Hook } from "../settings/kinds.ts";
import { runId } from "./log.ts";
import { outgoing, type Output } from "./output.ts";
import type { reporting } from "../settings/all.ts";
import type { SettingsOf } from "../settings/setting.ts";

/** What is done with the report of a run. */
export interface AfterRun {
  readonly command: RunReportData["command"];
  readonly settings: SettingsOf<(typeof reporting)[number]>;
  readonly output: Output;
}

/**
 * Runs, and gives the report to those whom the config names, whether it ends well or not. What they do wrong is said, and
 * changes nothing.
 */
export async function reported(
  after: AfterRun,
  database: Database,
  run: (count: (event: RunEvent) => void) => Promise<RunResult>,
): Promise<RunResult> {
  const [startedAt, begin] = [new Date().toISOString(), performance.now()];
  let gaveWay = 0;
  const tell = (rest: Pick<RunReportData, "outcome" | "migrations" | "error">) =>
    give(after, {
      run: runId(),
      command: after.command,
      target: isAddress(database) ? shownAddress(database) : "",
      startedAt,
      durationMs: Math.round(performance.now() - begin),
      gaveWay,
      ...rest,
    });
  try {
    const result = await run((event) => void (gaveWay += Number(event.type === "gave-way")));
    await tell({ outcome: "success", migrations: result.migrations });
    return result;
  } catch (error) {
    const { report } = error as { readonly report?: RunReport };
    await tell({ outcome: "failure", migrations: report?.done ?? [], error: errorJson(error) });
    throw error;
  }
}

async function give({ settings, output }: AfterRun, report: RunReportData): Promise<void> {
  const { metricsFile, onSuccess, onFailure } = settings;
  const hook = report.outcome === "success" ? onSuccess : onFailure;
  if (metricsFile?.value)
    await warned(metricsFile.source, output, () => writeMetrics(metricsFile.value, report));
  if (hook) await warned(hook.source, output, () => call(hook.value, report));
}

async function warned(source: string, output: Output, action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    output.complain(
      `Warning: what is to be done after a run (${source}) failed: ${messageOf(error)}`,
    );
  }
}

/** Whoever reads it sees the old one or the new one. A device or a pipe stays what it is. */
async function writeMetrics(path: string, report: RunReportData): Promise<void> {
  makeDirectories(dirname(path));
  if (existsSync(path) && !statSync(path).isFile()) return writeInto(path, metricsText(report));
  const file = existsSync(path) ? realpathSync(path) : path;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, metricsText(report));
  renameSync(draft, file);
}

/** A pipe that nobody has opened to read is waited for, but not for ever. */
async function writeInto(path: string, text: string): Promise<void> {
  const flags = constants.O_WRONLY | (constants.O_NONBLOCK ?? 0);
  for (let left = longestForReader; ; left -= betweenTries) {
    try {
      const file = openSync(path, flags);
      writeSync(file, text);
      return closeSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENXIO") throw error;
      if (left <= 0) throw new Error(`nobody reads the pipe ${path}`, { cause: error });
    }
    await sleep(betweenTries);
  }
}

/** Milliseconds. */
const longestForReader = 5000;
const betweenTries = 50;

/** Seconds; nobody waits for ever for what comes after. */
const longest = 60;

async function call(hook: Hook, report: RunReportData): Promise<void> {
  const work = typeof hook === "string" ? callCommand(hook, report) : hook(report);
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${longest} s`)), longest * 1000);
  });
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/** The report is its standard input; what it prints goes to standard error. */
async function callCommand(command: string, report: RunReportData): Promise<void> {
  const child = spawn(command, { shell: true, stdio: ["pipe", 2, 2], timeout: longest * 1000 });
  child.stdin!.on("error", () => {}); // one that reads nothing
  child.stdin!.end(`${outgoing(JSON.stringify(report))}\n`);
  const [exitCode, signal] = (await once(child, "close")) as [number | null, string | null];
  if (exitCode !== 0) throw new Error(`\`${command}\` ended with ${exitCode ?? signal}`);
}
