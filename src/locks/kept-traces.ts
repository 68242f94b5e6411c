import { createHash } from "node:crypto";
import { join } from "node:path";
import { KeptFiles } from "../database/index.ts";
import { type Baseline, type Migration, runChecksum } from "../migrations/index.ts";
import type { LockTrace } from "./trace.ts";

/** The shape of the files; another number makes the old ones unknown. */
const format = 1;

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
  const whole = traced.filter(({ notTraced }) => notTraced === undefined);
  const keys = keysOf({ migrations, baseline });
  const traces = whole.flatMap((migration) => {
    const key = keys.get(migration.name);
    const trace: LockTrace = { ...where, migrations: [migration] };
    return key === undefined ? [] : [[key, JSON.stringify(trace)] as const];
  });
  filesIn(cache).write(new Map(traces));
}

/**
 * What these migrations were seen to do when they last ran on a scratch database, each after the very migrations that
 * are before it now; those of which that is not known are left out.
 * @param series all migrations of the directory, in order, and what they stand on
 */
export function loadTraces(cache: string, series: Series, names: Iterable<string>): LockTrace[] {
  const files = filesIn(cache);
  const kept = files.names();
  if (kept.size === 0) return [];
  const keys = keysOf(series);
  return [...names].flatMap((name) => {
    const key = keys.get(name);
    const content = key !== undefined && kept.has(key) ? files.read(key) : undefined;
    return traceIn(content) ?? [];
  });
}

/** A damaged file is as good as none. */
function traceIn(content: Buffer | undefined): LockTrace | undefined {
  try {
    const trace = content && JSON.parse(content.toString());
    return Array.isArray(trace?.migrations) ? (trace as LockTrace) : undefined;
  } catch {
    return undefined;
  }
}

function filesIn(cache: string): KeptFiles {
  return new KeptFiles(join(cache, "locks"), { ending: ".json", most: 200 });
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
