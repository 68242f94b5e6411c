import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { makePrivate, makePrivateDirectory, writePrivateFile } from "../database/index.ts";
import { type Baseline, type Migration, runChecksum } from "../migrations/index.ts";
import type { LockTrace } from "./trace.ts";

/** The shape of the files; another number makes the old ones unknown. */
const format = 1;
const mostKept = 200;

/** Migrations in order, and what they stand on. */
export interface Series {
  readonly migrations: readonly Migration[];
  readonly baseline: Baseline | undefined;
}

/**
 * Keeps what each of these migrations was seen to do, for `loadTraces`. What was not seen whole is not kept, and a
 * directory that cannot be written costs nothing but that.
 * @param cache the directory in which things are kept
 * @param series all migrations of the directory, in order, and what they stand on
 */
export function saveTrace(
  cache: string,
  { migrations, baseline }: Series,
  { migrations: traced, ...where }: LockTrace,
): void {
  const directory = directoryIn(cache);
  const whole = traced.filter(({ notTraced }) => notTraced === undefined);
  unlessRefused(() => {
    makePrivateDirectory(directory);
    const keys = keysOf({ migrations, baseline });
    for (const migration of whole) {
      const key = keys.get(migration.name);
      const trace: LockTrace = { ...where, migrations: [migration] };
      if (key !== undefined)
        writePrivateFile(join(directory, `${key}.json`), JSON.stringify(trace));
    }
    prune(directory);
  });
}

/**
 * What these migrations were seen to do when they last ran on a scratch database, each after the very migrations that
 * are before it now; those of which that is not known are left out.
 * @param series all migrations of the directory, in order, and what they stand on
 */
export function loadTraces(cache: string, series: Series, names: Iterable<string>): LockTrace[] {
  const directory = directoryIn(cache);
  const kept = new Set(unlessRefused(() => readdirSync(directory)));
  if (kept.size === 0) return [];
  const keys = keysOf(series);
  return [...names].flatMap((name) => {
    const file = `${keys.get(name)}.json`;
    return (kept.has(file) && readTrace(join(directory, file))) || [];
  });
}

function readTrace(file: string): LockTrace | undefined {
  return unlessRefused(() => {
    makePrivate(file);
    const trace = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(trace?.migrations) ? (trace as LockTrace) : undefined;
  });
}

function directoryIn(cache: string): string {
  return join(cache, "locks");
}

/**
 * By the names of migrations a key that holds the text of all up to that one. JS and TS migrations may import other
 * files, so nothing is known from the first of them on.
 */
function keysOf({ migrations, baseline }: Series): Map<string, string> {
  const keys = new Map<string, string>();
  const hash = createHash("sha256").update(`pgmaestro locks ${format}`);
  if (baseline !== undefined)
    hash.update(JSON.stringify([baseline.name, baseline.section.checksum]));
  for (const { name, file, kind, up } of migrations) {
    if (kind === "module") break;
    hash.update(JSON.stringify([name, file, runChecksum(up)]));
    keys.set(name, hash.copy().digest("hex").slice(0, 40));
  }
  return keys;
}

/** Forgets all but those written last; another process may do the same at this moment. */
function prune(directory: string): void {
  const byAge = readdirSync(directory)
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(directory, name))
    .map((file) => ({ file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .toSorted((one, other) => other.at - one.at);
  for (const { file } of byAge.slice(mostKept)) rmSync(file, { force: true });
}

/** A damaged file is as good as none. */
function unlessRefused<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    const isExpected =
      error instanceof SyntaxError || (error as NodeJS.ErrnoException).code !== undefined;
    if (!isExpected) throw error;
    return undefined;
  }
}
