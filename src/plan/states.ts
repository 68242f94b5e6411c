import type { AppliedMigration, History } from "../history/index.ts";
import type { Migration } from "../migrations/index.ts";

/**
 * `applied`, as its file says; `pending`; `edited`: applied, but its up section says something else now;
 * `missing`: applied, but no file; `out-of-order`: pending, but older than one that is applied. A backfill may be overtaken.
 */
export type State = "applied" | "pending" | "edited" | "missing" | "out-of-order";

/** A migration as files and history together know it. At least one of the two is there. */
export interface MigrationState {
  readonly name: string;
  readonly state: State;
  readonly migration?: Migration;
  readonly applied?: AppliedMigration;
}

/** Every migration with its state: in the order of the files, missing ones where their names belong. */
export function migrationStates(
  migrations: readonly Migration[],
  history: History,
): MigrationState[] {
  const applied = new Map(history.applied.map((row) => [row.name, row]));
  const files = new Set(migrations.map(({ name }) => name));
  const lastApplied = migrations.findLastIndex(({ name }) => applied.has(name));
  const states = migrations.map((migration, index) =>
    stateOf(migration, applied.get(migration.name), index < lastApplied),
  );
  for (const row of history.applied.toReversed()) {
    if (!files.has(row.name))
      states.splice(placeOf(row, states), 0, { name: row.name, state: "missing", applied: row });
  }
  return states;
}

function stateOf(
  migration: Migration,
  applied: AppliedMigration | undefined,
  isOld: boolean,
): MigrationState {
  const { name } = migration;
  if (applied === undefined) {
    const isLate = isOld && migration.up.backfill === undefined;
    return { name, state: isLate ? "out-of-order" : "pending", migration };
  }
  const known = applied.journal?.upChecksum;
  const isEdited = known !== undefined && known !== migration.up.checksum;
  return { name, state: isEdited ? "edited" : "applied", migration, applied };
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

export function namesOfStates(states: readonly MigrationState[]): string[] {
  return states.map(({ name }) => name);
}
