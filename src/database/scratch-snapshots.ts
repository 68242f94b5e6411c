import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import {
  draftEnding,
  makePrivate,
  makePrivateDirectory,
  writePrivateFile,
} from "./private-files.ts";

/** Kept states of embedded databases, compressed; a few, the others are forgotten. */
export interface Snapshots {
  read(name: string): Buffer | undefined;
  write(name: string, snapshot: Buffer): void;
  forget(name: string): void;
}

/** About 5 MB each. */
const mostKept = 5;

/** Snapshots that last as long as the process. */
export function memorySnapshots(): Snapshots {
  const kept = new Map<string, Buffer>();
  const use = (name: string, snapshot: Buffer) => {
    kept.delete(name);
    kept.set(name, snapshot);
  };
  return {
    read(name) {
      const snapshot = kept.get(name);
      if (snapshot !== undefined) use(name, snapshot);
      return snapshot;
    },
    write(name, snapshot) {
      use(name, snapshot);
      for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    },
    forget: (name) => void kept.delete(name),
  };
}

const ending = ".tar.gz";

/**
 * Snapshots in a directory, which several processes may use at once: a file appears whole or not at all.
 * A directory that cannot be read or written costs time only.
 */
export function directorySnapshots(directory: string): Snapshots {
  const fileOf = (name: string) => join(directory, `${name}${ending}`);
  return {
    read: (name) => unlessRefused(() => readUsed(fileOf(name))),
    write(name, snapshot) {
      unlessRefused(() => {
        makePrivateDirectory(directory);
        writePrivateFile(fileOf(name), snapshot);
        prune(directory);
      });
    },
    forget: (name) => unlessRefused(() => rmSync(fileOf(name), { force: true })),
  };
}

function unlessRefused<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

/** What has been used last is kept longest. */
function readUsed(file: string): Buffer {
  const snapshot = readFileSync(file);
  const now = new Date();
  unlessRefused(() => {
    utimesSync(file, now, now);
    makePrivate(file);
  });
  return snapshot;
}

const longestWrite = 10 * 60_000;

/** Removes the snapshots used longest ago, and what a killed process did not finish writing. */
function prune(directory: string): void {
  const files = readdirSync(directory).map((name) => join(directory, name));
  const byUse = (wanted: string) =>
    files
      .filter((file) => file.endsWith(wanted))
      .map((file) => ({ file, used: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .toSorted((one, other) => other.used - one.used);
  const old = byUse(ending).slice(mostKept);
  const dead = byUse(draftEnding).filter(({ used }) => used < Date.now() - longestWrite);
  for (const { file } of [...old, ...dead]) rmSync(file, { force: true });
}
