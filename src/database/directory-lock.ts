import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { LockedError } from "../errors/index.ts";

/** Who uses an embedded database's directory. Two processes at once would ruin it. */
interface DirectoryHolder {
  readonly pid: number;
  /** The machine or container it runs on; from another one nobody can see whether it still does. */
  readonly host: string;
  /** Distinguishes a process from a later one with the same number, where the system shows it. */
  readonly birth: string | undefined;
  /** Where the holder serves the database to others. */
  readonly url?: string;
}

/** A held lock on a directory. */
export interface DirectoryLock {
  /** Lets others know where the database is served. */
  announce(url: string): void;
  release(): void;
}

/**
 * Takes the lock file `<directory>.lock`, or says who serves the directory.
 * A lock whose process is gone is taken over.
 * @throws LockedError when another process keeps it for longer than `waitSeconds`
 */
export async function lockDirectory(
  directory: string,
  waitSeconds: number,
): Promise<DirectoryLock | { readonly servedAt: string }> {
  const file = `${directory}.lock`;
  const deadline = Date.now() + waitSeconds * 1000;
  for (;;) {
    if (tryTake(file)) return heldLock(file);
    const holder = readHolder(file);
    if (holder?.url !== undefined && isAlive(holder)) return { servedAt: holder.url };
    if (Date.now() >= deadline) throw lockedBy(holder, file, waitSeconds);
    await sleep(30 + Math.random() * 70);
  }
}

/** Takes a lock file that is not there, or whose process is gone. */
function tryTake(file: string): boolean {
  return tryCreate(file) || (isStale(file) && tryTakeOver(file));
}

/** Of several that find the same stale lock only the one that locks the takeover replaces it. */
function tryTakeOver(file: string): boolean {
  const takeover = `${file}.takeover`;
  if (!tryTake(takeover)) return false;
  try {
    if (!isStale(file)) return false;
    replace(file, ownHolder());
    return true;
  } finally {
    rmSync(takeover, { force: true });
  }
}

function isStale(file: string): boolean {
  const holder = readHolder(file);
  return holder !== undefined && !isAlive(holder);
}

/** A link to a complete file appears at once and with its content, or not at all. */
function tryCreate(file: string): boolean {
  const draft = writeDraft(file, ownHolder());
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function replace(file: string, holder: DirectoryHolder): void {
  renameSync(writeDraft(file, holder), file);
}

function writeDraft(file: string, holder: DirectoryHolder): string {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  return draft;
}

function heldLock(file: string): DirectoryLock {
  return {
    announce: (url) => replace(file, { ...ownHolder(), url }),
    release: () => rmSync(file, { force: true }),
  };
}

function ownHolder(): DirectoryHolder {
  return { pid: process.pid, host: hostname(), birth: birthOf(process.pid) };
}

/** The holder that a lock file names; `nobody` where a crash of the machine left the file without its content. */
function readHolder(file: string): DirectoryHolder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as DirectoryHolder;
  } catch (error) {
    return error instanceof SyntaxError ? nobody : undefined;
  }
}

const nobody: DirectoryHolder = { pid: 0, host: hostname(), birth: undefined };

function isAlive({ pid, host, birth }: DirectoryHolder): boolean {
  if (pid === nobody.pid) return false;
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const now = birthOf(pid);
  return birth === undefined || now === undefined || now === birth;
}

/**
 * Start time of a process in clock ticks since boot, on Linux; `ended` for one whose parent has not noticed yet.
 * Source: proc_pid_stat(5), fields 3 and 22.
 */
function birthOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "ended" : fields[19];
  } catch {
    return undefined;
  }
}

function lockedBy(
  holder: DirectoryHolder | undefined,
  file: string,
  waitSeconds: number,
): LockedError {
  if (holder === undefined) return new LockedError(waitSeconds);
  const { pid, host } = holder;
  const elsewhere = host === hostname() ? "" : ` on ${host}; if that is gone, delete ${file}`;
  return new LockedError(waitSeconds, {
    pid,
    user: undefined,
    application: `uses the embedded database${elsewhere}`,
    address: undefined,
    since: undefined,
  });
}
