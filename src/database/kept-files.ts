import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  draftEnding,
  makePrivate,
  makePrivateDirectory,
  writePrivateFile,
} from "./private-files.ts";

/** Reads a file that is kept to save time; undefined where there is none that can be read. */
export function readKept(file: string): Buffer | undefined {
  return unlessRefused(() => readFileSync(file));
}

/** Writes a file that is kept to save time, where that can be done. */
export function writeKept(file: string, content: string | Uint8Array): void {
  unlessRefused(() => {
    makePrivateDirectory(dirname(file));
    writePrivateFile(file, content);
  });
}

/**
 * Files of one kind in a directory, the last used ones, which several processes may read and write at once: each is there whole or
 * not at all. A directory that cannot be read or written costs time only.
 */
export class KeptFiles {
  readonly #directory: string;
  readonly #ending: string;
  readonly #most: number;

  constructor(
    directory: string,
    { ending, most }: { readonly ending: string; readonly most: number },
  ) {
    this.#directory = directory;
    this.#ending = ending;
    this.#most = most;
  }

  /** The names of those that are there, without their ending. */
  names(): ReadonlySet<string> {
    const files = unlessRefused(() => readdirSync(this.#directory)) ?? [];
    const own = files.filter((file) => file.endsWith(this.#ending));
    return new Set(own.map((file) => file.slice(0, -this.#ending.length)));
  }

  read(name: string): Buffer | undefined {
    const file = this.#file(name);
    const content = readKept(file);
    if (content !== undefined) unlessRefused(() => noteUse(file));
    return content;
  }

  write(files: ReadonlyMap<string, string | Uint8Array>): void {
    for (const [name, content] of files) writeKept(this.#file(name), content);
    if (files.size > 0) unlessRefused(() => this.#prune());
  }

  forget(name: string): void {
    unlessRefused(() => rmSync(this.#file(name), { force: true }));
  }

  #file(name: string): string {
    return join(this.#directory, `${name}${this.#ending}`);
  }

  /** Removes those used longest ago, and what a killed process did not finish writing. */
  #prune(): void {
    const files = readdirSync(this.#directory).map((name) => join(this.#directory, name));
    const old = byUse(files, this.#ending).slice(this.#most);
    const dead = byUse(files, draftEnding).filter(({ used }) => used < Date.now() - longestWrite);
    for (const { file } of [...old, ...dead]) rmSync(file, { force: true });
  }
}

const longestWrite = 10 * 60_000;

function noteUse(file: string): void {
  const now = new Date();
  utimesSync(file, now, now);
  makePrivate(file);
}

/** Those with an ending, the last used one first. */
function byUse(files: readonly string[], ending: string) {
  return files
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ file, used: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .toSorted((one, other) => other.used - one.used);
}

function unlessRefused<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}
