import { looseEnds, type LooseEnd } from "../catalog/index.ts";
import { holderOf } from "../database/index.ts";
import type { LockHolder } from "../errors/index.ts";
import type {
  BatchedRun,
  DottedTable,
  History,
  JournaledBegun,
  JournalSummary,
} from "../history/index.ts";
import type { MigrationWarning } from "../migrations/index.ts";
import { type MigrationState, type PartlyDone, partlyDone, type State } from "../plan/index.ts";
import {
  readState,
  type Target,
  type TargetOptions,
  type WriteOptions,
  withTarget,
} from "../engine/index.ts";

/** Where to look, and by which lock a run shows. */
export type StatusOptions = TargetOptions & Pick<WriteOptions, "lockValue">;

/** One migration as `status` shows it. */
export interface StatusEntry {
  readonly name: string;
  readonly state: State;
  /** Absent for a missing one. */
  readonly file?: string;
  readonly description?: string;
  /** Why it cannot be rolled back, where it says so. */
  readonly irreversible?: string;
  /** `after` of one that waits until the old application is gone. */
  readonly phase?: "after";
  /** When it was applied: ISO 8601, with an offset where the journal knows it. */
  readonly at?: string;
  readonly durationMs?: number;
  readonly who?: string;
  /** How it came into the history; absent where another tool put it there. */
  readonly event?: JournalSummary["event"];
}

/** A migration that runs in batches, and how many rows those so far went through and changed. */
export interface UnfinishedBackfill extends Pick<BatchedRun, "name" | "direction"> {
  readonly met: number;
  readonly changed: number;
}

/** What `status` found. */
export interface StatusResult {
  /** The target without its password. */
  readonly target: string;
  /** The history's table, as SQL writes it. */
  readonly table: string;
  readonly migrations: readonly StatusEntry[];
  readonly counts: Readonly<Record<State, number>>;
  /** Migrations outside a transaction that stopped halfway, and what becomes of them. */
  readonly partial: readonly PartlyDone[];
  /** Migrations of which a statement outside a transaction was begun and has no end yet: a run goes on, or was cut off. */
  readonly begun: readonly Omit<JournaledBegun, "statement">[];
  /** Backfills that are not through; the next run goes on with them. */
  readonly backfills: readonly UnfinishedBackfill[];
  /** What the migrations stand on, and whether it was run here. */
  readonly baseline?: { readonly name: string; readonly file: string; readonly ran: boolean };
  /** The run that goes on, of whichever tool: its session holds the migration lock. */
  readonly running?: LockHolder;
  /** Invalid indexes, and constraints that were never validated. */
  readonly looseEnds: readonly LooseEnd[];
  /** A table that an older tool misnamed, where its rows still wait to be adopted. */
  readonly dotted?: DottedTable;
  readonly warnings: readonly MigrationWarning[];
}

/**
 * Every migration with its state. Only reads; needs no more than SELECT on the history, and not even its existence.
 * @throws ConnectionFailedError and the errors of files and settings
 * @example
 * ```ts
 * const { counts } = await status({ database: process.env["DATABASE_URL"]! });
 * console.log(`${counts.pending} pending`);
 * ```
 */
export function status(options: StatusOptions): Promise<StatusResult> {
  return withTarget(options, async (target) => {
    const { connection } = target;
    const running = await holderOf(connection, options.lockValue);
    const { history, states } = await readState(target);
    return {
      target: connection.target,
      table: target.table.sql,
      migrations: states.map(entry),
      counts: countStates(states),
      partial: await partlyDone(history.partial, target.migrations),
      begun: history.begun.map(({ statement: _, ...begun }) => begun),
      backfills: history.batched.map(({ name, direction, place: { met, changed } }) => ({
        name,
        direction,
        met,
        changed,
      })),
      ...baselineIn(target, history),
      ...(running && { running }),
      looseEnds: await looseEnds(connection),
      ...(history.dotted && { dotted: history.dotted }),
      warnings: target.migrations.flatMap(({ warnings }) => warnings),
    };
  });
}

function baselineIn(
  { baseline }: Target,
  { baseline: ran }: History,
): Pick<StatusResult, "baseline"> {
  if (baseline === undefined) return {};
  const { name, file } = baseline;
  return { baseline: { name, file, ran: ran === name } };
}

function entry({ name, state, migration, applied }: MigrationState): StatusEntry {
  const description = migration?.header.description;
  const journal = applied?.journal;
  return {
    name,
    state,
    ...(migration && { file: migration.file }),
    ...(description !== undefined && { description }),
    ...(migration?.irreversible !== undefined && { irreversible: migration.irreversible }),
    ...(migration?.phase && { phase: migration.phase }),
    ...(applied && { at: applied.at }),
    ...(journal?.durationMs !== undefined && { durationMs: journal.durationMs }),
    ...(journal && { who: journal.who, event: journal.event }),
  };
}

function countStates(states: readonly MigrationState[]): Record<State, number> {
  const counts: Record<State, number> = {
    applied: 0,
    pending: 0,
    edited: 0,
    missing: 0,
    "out-of-order": 0,
  };
  for (const { state } of states) counts[state]++;
  return counts;
}
