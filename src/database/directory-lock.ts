import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { LockedError } from "../errors/index.ts";

/** Who uses an embedded database's directory. Two processes at once would ruin it. */
export interface DirectoryHolder {
  readonly pid: number;
  /** Tells a process from a later one with the same number, where the system shows it. */
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
 * Takes the lock file `<directory>.lock`, or tells who serves the directory.
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
    if (holder !== undefined && !isAlive(holder)) removeStale(file, holder);
    else if (Date.now() >= deadline) throw lockedBy(holder, waitSeconds);
    else await sleep(30 + Math.random() * 70);
  }
}

/** A link to a complete file appears at once and with its content, or not at all. */
function tryTake(file: string): boolean {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(ownHolder()));
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

function heldLock(file: string): DirectoryLock {
  return {
    announce(url) {
      const draft = `${file}.${randomUUID()}`;
      writeFileSync(draft, JSON.stringify({ ...ownHolder(), url }));
      renameSync(draft, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

function ownHolder(): DirectoryHolder {
  return { pid: process.pid, birth: birthOf(process.pid) };
}

function readHolder(file: string): DirectoryHolder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as DirectoryHolder;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, birth }: DirectoryHolder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const now = birthOf(pid);
  return birth === undefined || now === undefined || now === birth;
}

/** Start time of a process in clock ticks since boot, on Linux. Source: proc_pid_stat(5), field 22. */
function birthOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

/** Of several that find the same stale lock one renames it away; what was renamed is looked at once more. */
function removeStale(file: string, stale: DirectoryHolder): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const taken = readHolder(aside);
  const isTheStale = taken?.pid === stale.pid && taken.birth === stale.birth;
  if (isTheStale) rmSync(aside, { force: true });
  else giveBack(aside, file);
}

function giveBack(aside: string, file: string): void {
  try {
    linkSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
}

function lockedBy(holder: DirectoryHolder | undefined, waitSeconds: number): LockedError {
  const pid = holder?.pid;
  return new LockedError(
    waitSeconds,
    pid === undefined
      ? undefined
      : {
          pid,
          user: undefined,
          application: "uses the embedded database",
          address: undefined,
          since: undefined,
        },
  );
}
