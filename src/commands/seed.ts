import { type RunOptions, runRequest } from "../engine/index.ts";
import { type RunEvent, type Watch, warnedOnce } from "../events.ts";
import {
  chosenSeeds,
  findSeeds,
  loadSeed,
  type Migration,
  runChecksum,
} from "../migrations/index.ts";
import { isApplied, type Task } from "../plan/index.ts";

/** Which seeds to plant, and where they are. */
export interface SeedOptions extends RunOptions {
  /** The directory, relative to the working directory. Default: `seeds`. */
  readonly seedsDir?: string | undefined;
  /** These alone, by the names of their files. Default: all. */
  readonly names?: readonly string[] | undefined;
}

/** What was planted. */
export interface SeedResult {
  /** In the order in which they ran. */
  readonly seeds: readonly { readonly name: string; readonly durationMs: number }[];
  readonly durationMs: number;
}

/** Where seeds are, unless it is said otherwise. */
const usualSeedsDir = "seeds";

/**
 * Runs seeds, in the order of their names, each in a transaction of its own and under the lock of migrations. They may run as often
 * as one likes; nothing is kept of them but an entry in the journal.
 * @throws InvalidRequestError where there is no such seed; MigrationFailedError with the place, and the errors of files and connection
 * @example
 * ```ts
 * const { seeds } = await seed({ database: process.env["DATABASE_URL"]! });
 * ```
 */
export async function seed(options: SeedOptions): Promise<SeedResult> {
  const { seedsDir = usualSeedsDir, names = [], onEvent } = options;
  const chosen = chosenSeeds(seedsDir, findSeeds(seedsDir), names);
  const tasks = (await Promise.all(chosen.map((one) => loadSeed(one, options)))).map(taskOf);
  const watched = { ...options, transaction: "each", onEvent: withoutMigrations(onEvent) } as const;
  const { migrations, durationMs } = await runRequest(watched, {
    choose({ states }, { watch }) {
      const pending = states.filter((state) => !isApplied(state)).length;
      if (pending > 0) watch({ type: "warning", message: pendingWarning(pending) });
      return tasks;
    },
    tasks: (due) => [...due],
  });
  const seeds = migrations.map(({ name, durationMs: took }) => ({ name, durationMs: took }));
  return { seeds, durationMs };
}

function taskOf(migration: Migration): Task {
  const { name, up } = migration;
  const record = { journaledAs: "seed", upChecksum: runChecksum(up) } as const;
  return { name, direction: "up", migration, section: up, record };
}

function pendingWarning(count: number): string {
  const which = count === 1 ? "A migration is" : `${count} migrations are`;
  return `${which} pending; seeds are written for what comes after them.`;
}

const told: ReadonlySet<RunEvent["type"]> = new Set([
  "creating-database",
  "waiting-for-server",
  "waiting",
  "warning",
  "notice",
]);

/** A seed is no migration, and is told of as what it is, at the end. */
function withoutMigrations(watch: Watch | undefined): Watch | undefined {
  if (watch === undefined) return undefined;
  const once = warnedOnce(watch);
  return Object.assign((event: RunEvent) => void (told.has(event.type) && once(event)), {
    drained: once.drained,
  });
}
