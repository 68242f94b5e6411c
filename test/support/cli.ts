import { spawn, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";
import { runHere } from "./command-line.ts";

/** What a finished process left. */
export interface Finished {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunSettings {
  readonly cwd: string;
  /**
   * Beside PATH, HOME, where the empty database is kept, and no lines for those who wait on a slow machine, all that the process
   * sees of the environment.
   */
  readonly env?: Readonly<Record<string, string>>;
  /** What is typed when the process asks something; without it, its standard input is empty. */
  readonly answer?: string;
}

/** The built command line. */
export const executable = resolve(import.meta.dirname, "../../dist/bin/pgmaestro.js");

let isBusy = false;

/**
 * Runs the built `pgmaestro` in the test's own process, from what is typed to the exit code: all but starting and ending. What runs
 * at the same time has a process of its own, as has everything that code of migrations prints, throws in passing, or ends.
 */
export async function pgmaestro(args: readonly string[], settings: RunSettings): Promise<Finished> {
  if (isBusy) return pgmaestroProcess(args, settings);
  isBusy = true;
  try {
    return await runHere(args, settings.cwd, environment(settings));
  } finally {
    isBusy = false;
  }
}

/** Runs `pgmaestro` as users do, in a process of its own. */
export function pgmaestroProcess(args: readonly string[], settings: RunSettings) {
  return startPgmaestro(args, settings).finished;
}

/** Starts `pgmaestro`, for tests that meddle with it while it runs. */
export function startPgmaestro(args: readonly string[], settings: RunSettings) {
  return start(process.execPath, [executable, ...args], settings);
}

const { PATH = "", HOME = "", PGMAESTRO_CACHE = "" } = process.env;

function environment({ env = {} }: RunSettings): Record<string, string> {
  return { PATH, HOME, PGMAESTRO_CACHE, PGMAESTRO_HEARTBEAT: "0", ...env };
}

/** Starts any program. */
export function start(
  program: string,
  args: readonly string[],
  settings: RunSettings,
): { readonly child: ChildProcess; readonly finished: Promise<Finished> } {
  const { cwd, answer } = settings;
  const child = spawn(program, args, {
    cwd,
    env: environment(settings),
    stdio: [answer === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  const [stdout, stderr] = [child.stdout!, child.stderr!];
  stdout.on("data", (chunk: Buffer) => {
    if (chunk.includes("[y/N]")) child.stdin?.write(answer!);
  });
  const output = { stdout: "", stderr: "" };
  stdout.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
  stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
  const finished = new Promise<Finished>((done, fail) => {
    child.on("error", fail);
    child.on("close", (exitCode, signal) => done({ exitCode, signal, ...output }));
  });
  return { child, finished };
}
