// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";

const timeLimit = 600_000;

/**
 * Runs a command to its end and says how long it took and how much memory; throws if it fails.
 * Its output goes to a file, which is the same for every tool and holds nobody up.
 * @param {string[]} command
 * @param {{ directory: string, url: string, signal: AbortSignal }} place
 * @returns {Promise<import("./types.d.ts").Measurement>}
 */
export async function measure([file, ...args], { directory, url, signal }) {
  const logFile = join(directory, "output.log");
  const log = openSync(logFile, "w");
  const start = process.hrtime.bigint();
  const child = spawn(/** @type {string} */ (file), args, {
    cwd: directory,
    env: environment(url, directory),
    stdio: ["ignore", log, log],
    timeout: timeLimit,
    killSignal: "SIGKILL",
    signal,
  });
  closeSync(log);
  const peak = watchMemory(child.pid);
  try {
    const [code] = await once(child, "exit");
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (code !== 0) throw new Error(`${[file, ...args].join(" ")} failed:\n${lastLines(logFile)}`);
    return { seconds, peakBytes: peak.read() };
  } finally {
    peak.stop();
  }
}

/**
 * Our environment without what would steer PostgreSQL's clients or Node, and with the database and a place for caches.
 * @param {string} url
 * @param {string} directory
 */
function environment(url, directory) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(PG|NODE_|DATABASE_URL$|npm_)/.test(name),
  );
  return { ...Object.fromEntries(kept), DATABASE_URL: url, TMPDIR: directory };
}

/**
 * Reads a process's own record of its peak memory every 10 ms, as it is gone when the process is.
 * @param {number | undefined} pid
 */
function watchMemory(pid) {
  /** @type {number | undefined} */
  let peak;
  const timer = setInterval(() => (peak = peakOf(pid) ?? peak), 10);
  return { read: () => peak, stop: () => clearInterval(timer) };
}

/**
 * The peak memory of a running process, in bytes.
 * @param {number | undefined} pid
 */
function peakOf(pid) {
  try {
    const [, kibibytes] =
      /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}

/**
 * The end of a tool's output.
 * @param {string} file
 */
function lastLines(file) {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-20).join("\n");
}
