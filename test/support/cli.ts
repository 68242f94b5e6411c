import { spawn, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";

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

/** Runs `pgmaestro` as users do, in a process of its own. */
export function pgmaestro(args: readonly string[], settings: RunSettings): Promise<Finished> {
  return startPgmaestro(args, settings).finished;
}

/** Starts `pgmaestro`, for tests that meddle with it while it runs. */
export function startPgmaestro(args: readonly string[], settings: RunSettings) {
  return start(process.execPath, [executable, ...args], settings);
}

/** Starts any program. */
export function start(
  program: string,
  args: readonly string[],
  { cwd, env = {}, answer }: RunSettings,
): { readonly child: ChildProcess; readonly finished: Promise<Finished> } {
  const { PATH = "", HOME = "", PGMAESTRO_CACHE = "" } = process.env;
  const child = spawn(program, args, {
    cwd,
    env: { PATH, HOME, PGMAESTRO_CACHE, PGMAESTRO_HEARTBEAT: "0", ...env },
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
