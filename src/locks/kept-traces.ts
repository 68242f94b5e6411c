import { createHash, randomUUID } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Migration } from "../migrations/migration.ts";
import type { LockTrace } from "./trace.ts";

/** The shape of the files; another number makes the old ones unknown. */
const format = 1;
const mostKept = 200;

/**
 * Keeps what each of these migrations was seen to do, for `loadTrace`. What was not seen whole is not kept, and a
 * directory that cannot be written costs nothing but that.
 * @param cache the directory in which things are kept
 * @param migrations all of the directory, in order
 */
export function saveTrace(
  cache: string,
  migrations: readonly Migration[],
  { migrations: traced, ...where }: LockTrace,
): void {
  const directory = directoryIn(cache);
  const whole = traced.filter(({ notTraced }) => notTraced === undefined);
  unlessRefused(() => {
    prepare(directory);
    for (const migration of whole) {
      const key = keyOf(migrations, migration.name);
      const trace: LockTrace = { ...where, migrations: [migration] };
      if (key !== undefined) writeWhole(join(directory, `${key}.json`), JSON.stringify(trace));
    }
    prune(directory);
  });
}

/**
 * What a migration was seen to do when it last ran on a scratch database, after the very migrations that are before
 * it now; undefined where that is not known.
 */
export function loadTrace(
  cache: string,
  migrations: readonly Migration[],
  name: string,
): LockTrace | undefined {
  const key = keyOf(migrations, name);
  if (key === undefined) return undefined;
  return unlessRefused(() => {
    const trace = JSON.parse(readFileSync(join(directoryIn(cache), `${key}.json`), "utf8"));
    return Array.isArray(trace?.migrations) ? (trace as LockTrace) : undefined;
  });
}

function directoryIn(cache: string): string {
  return join(cache, "locks");
}

/**
 * Holds the text of all migrations up to this one. JS and TS migrations may import other files, so nothing is known
 * from the first of them on.
 */
function keyOf(migrations: readonly Migration[], name: string): string | undefined {
  const place = migrations.findIndex((migration) => migration.name === name);
  const chain = migrations.slice(0, place + 1);
  if (place < 0 || chain.some(({ kind }) => kind === "module")) return undefined;
  const hash = createHash("sha256").update(`pgmaestro locks ${format}`);
  for (const migration of chain)
    hash.update(JSON.stringify([migration.name, migration.file, migration.up.checksum]));
  return hash.digest("hex").slice(0, 40);
}

/** No repository is to take up the directory. */
function prepare(directory: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, ".gitignore"), "*\n");
}

/** A reader meets a file whole or not at all. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${randomUUID()}.new`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
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
