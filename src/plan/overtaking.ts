import type { History } from "../history/index.ts";
import type { Baseline, Migration } from "../migrations/index.ts";
import type { ReadFootprint } from "./footprints.ts";
import type { ReadingOptions } from "./reading.ts";

/** A migration of phase `before` that must not overtake an older one of phase `after`. */
export interface Overlap {
  readonly migration: string;
  /** What both touch, in words: `public.users`. Empty where what one of them does cannot be read. */
  readonly on: readonly string[];
}

/** Of migrations of phase `after`, by name: the later ones of phase `before` that touch what they touch. */
export type Overlaps = ReadonlyMap<string, readonly Overlap[]>;

/**
 * Looks which later migrations touch what one touches that waits until the old application is gone. Reads no file but for
 * that; a migration that cannot be read touches everything.
 * @param baseline what the migrations stand on
 */
export async function overlapsOf(
  migrations: readonly Migration[],
  history: Pick<History, "applied">,
  options: ReadingOptions,
  baseline?: Baseline,
): Promise<Overlaps> {
  const applied = new Set(history.applied.map(({ name }) => name));
  const isWaiting = (one: Migration) => waits(one) && !applied.has(one.name);
  const first = migrations.findIndex(isWaiting);
  const end = 1 + migrations.findLastIndex((one) => !waits(one));
  if (first === -1 || end <= first) return new Map();
  const looked = { migrations: migrations.slice(0, end), from: first, all: migrations, baseline };
  const { footprints } = await import("./footprints.ts"); // with the parser, which commands that only look do without
  const read = await footprints(looked, options);
  const found = migrations
    .slice(first, end)
    .flatMap((one, index) =>
      isWaiting(one) ? [[one.name, overlapping(read, index)] as const] : [],
    );
  return new Map(found);
}

/** Whether a migration is of the later phase, and one that others must not pass by unseen, as they may a backfill. */
function waits({ phase, up }: Migration): boolean {
  return phase === "after" && up.backfill === undefined;
}

/** Migrations in the order of a deployment of those that are due: what waits until the old application is gone comes last. */
export function asDeployed(
  migrations: readonly Migration[],
  due: readonly Migration[],
): Migration[] {
  const last = due.filter(waits);
  return [...migrations.filter((one) => !last.includes(one)), ...last];
}

function overlapping(read: readonly ReadFootprint[], index: number): Overlap[] {
  const { footprint } = read[index]!;
  return read.slice(index + 1).flatMap(({ migration, footprint: later }) => {
    if (waits(migration)) return [];
    const isUnread = footprint.isUnread || later.isUnread;
    const on = footprint.common(later);
    return isUnread || on.length > 0 ? [{ migration: migration.name, on }] : [];
  });
}
