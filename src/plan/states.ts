import type { AppliedMigration, History } from "../history/index.ts";
import { type Baseline, type Migration, standsFor } from "../migrations/index.ts";
import type { DeploymentPhase } from "../sql/text/index.ts";
import type { Overlap, Overlaps } from "./overtaking.ts";

/**
 * `applied`, as its file or the baseline says; `pending`; `edited`: applied, but its up section says something else now;
 * or one in whose place others were, and it has only some of them; `missing`: applied, but no file; `out-of-order`: pending, but older than one that is applied. A backfill
 * may be overtaken, and one of phase `after` by those of phase `before` that do not touch what it touches.
 */
export type State = "applied" | "pending" | "edited" | "missing" | "out-of-order";

/** A migration as files and history together know it. At least one of the two is there. */
export interface MigrationState {
  readonly name: string;
  readonly state: State;
  readonly migration?: Migration;
  readonly applied?: AppliedMigration;
  /** Of one that is in the place of others: which of those are applied. */
  readonly squashed?: SquashedState;
  /** Of a pending one of phase `after`: those that must not overtake it. */
  readonly overlaps?: readonly Overlap[];
}

/** How far a database has the migrations in whose place another one is. */
interface SquashedState {
  /** Their rows, in the order in which they were applied. */
  readonly rows: readonly AppliedMigration[];
  readonly lacking: readonly string[];
  /** Those that were applied with another text. */
  readonly edited: readonly string[];
}

/** What says more of migrations than their files and the history. */
export interface KnownBeside {
  /** As `overlapsOf` finds them. */
  readonly overlaps?: Overlaps;
  /** What the migrations stand on: those that it stands for need no files. */
  readonly baseline?: Baseline | undefined;
}

/**
 * Every migration with its state: in the order of the files, those without one where their names belong.
 */
export function migrationStates(
  migrations: readonly Migration[],
  history: History,
  { overlaps = new Map(), baseline }: KnownBeside = {},
): MigrationState[] {
  const applied = new Map(history.applied.map((row) => [row.name, row]));
  const files = new Set(migrations.map(({ name }) => name));
  const last = migrations.findLastIndex(({ name }) => applied.has(name));
  const states = migrations.map((migration, index) => {
    const row = applied.get(migration.name);
    if (row !== undefined) return appliedState(migration, row);
    const squashed = squashedBy(migration, applied);
    if (squashed !== undefined) return squashedState(migration, squashed);
    const later = migrations.slice(index + 1, last + 1).filter(({ name }) => applied.has(name));
    return pendingState(migration, later, overlaps.get(migration.name));
  });
  const inPlace = new Set(
    states.flatMap((one) => one.squashed?.rows.map(({ name }) => name) ?? []),
  );
  for (const row of history.applied.toReversed()) {
    if (!files.has(row.name) && !inPlace.has(row.name))
      states.splice(placeOf(row, states), 0, withoutFile(row, baseline));
  }
  return states;
}

/** What the database has of the migrations in whose place one is; undefined where that is none of them. */
function squashedBy(
  { squashes = [] }: Migration,
  applied: ReadonlyMap<string, AppliedMigration>,
): SquashedState | undefined {
  const found = squashes.flatMap(({ name }) => applied.get(name) ?? []);
  if (found.length === 0) return undefined;
  return {
    rows: found.toSorted((one, other) => one.id - other.id),
    lacking: squashes.flatMap(({ name }) => (applied.has(name) ? [] : [name])),
    edited: squashes.flatMap(({ name, checksum }) =>
      isOtherText(applied.get(name), checksum) ? [name] : [],
    ),
  };
}

/** Applied where all of them are. */
function squashedState(migration: Migration, squashed: SquashedState): MigrationState {
  const { name } = migration;
  const { rows, lacking, edited } = squashed;
  const isWhole = lacking.length === 0 && edited.length === 0;
  return {
    name,
    state: isWhole ? "applied" : "edited",
    migration,
    applied: rows.at(-1)!,
    squashed,
  };
}

/** @param later those after it that are applied */
function pendingState(
  migration: Migration,
  later: readonly Migration[],
  overlaps: readonly Overlap[] | undefined,
): MigrationState {
  const { name, up, phase } = migration;
  const isFree = (one: Migration) =>
    phase === "after" &&
    one.phase !== "after" &&
    !overlaps?.some((overlap) => overlap.migration === one.name);
  const isLate = up.backfill === undefined && !later.every(isFree);
  const state = isLate ? "out-of-order" : "pending";
  return { name, state, migration, ...(overlaps?.length && { overlaps }) };
}

function appliedState(migration: Migration, applied: AppliedMigration): MigrationState {
  const { name, up } = migration;
  const state = isOtherText(applied, up.checksum) ? "edited" : "applied";
  return { name, state, migration, applied };
}

/** Whether it is known that another text was applied. */
function isOtherText(applied: AppliedMigration | undefined, checksum: string): boolean {
  const known = applied?.journal?.upChecksum;
  return known !== undefined && known !== checksum;
}

function withoutFile(applied: AppliedMigration, baseline: Baseline | undefined): MigrationState {
  const { name } = applied;
  return { name, state: standsFor(baseline, name) ? "applied" : "missing", applied };
}

/** Before the first migration that was applied after it, or that is not applied. */
function placeOf(row: AppliedMigration, states: readonly MigrationState[]): number {
  const index = states.findIndex(({ applied }) => applied === undefined || applied.id > row.id);
  return index === -1 ? states.length : index;
}

/** Whether a migration's change is in the database. */
export function isApplied({ applied }: MigrationState): boolean {
  return applied !== undefined;
}

/** Whether its statement runs in batches. */
export function isBackfill({ migration }: MigrationState): boolean {
  return migration?.up.backfill !== undefined;
}

/** Whether it may run while the old application lives, or waits until it is gone. */
export function phaseOf({ migration }: MigrationState): DeploymentPhase {
  return migration?.phase ?? "before";
}

export function namesOfStates(states: readonly MigrationState[]): string[] {
  return states.map(({ name }) => name);
}
