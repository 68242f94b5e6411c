import { looseEnds, type LooseEnd } from "../catalog/index.ts";
import { holderOf } from "../database/index.ts";
import type { LockHolder } from "../errors/index.ts";
import type {
  BatchedRun,
  DottedTable,
  History,
  JournaledBegun,
  JournalSummary,
  RanRepeatable,
} from "../history/index.ts";
import type { Migration, MigrationWarning } from "../migrations/index.ts";
import {
  isChanged,
  type MigrationState,
  type PartlyDone,
  partlyDone,
  type State,
} from "../plan/index.ts";
import {
  readState,
  repeatablesOf,
  type Target,
  type TargetOptions,
  type WriteOptions,
  withTargetSeen,
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

/** A repeatable migration as `status` shows it. */
export interface RepeatableEntry {
  readonly name: string;
  /**
   * `applied`, as its file says; `pending`: it never ran here; `changed`: another text ran; `missing`: without a file. All but
   * the first are due.
   */
  readonly state: "applied" | "pending" | "changed" | "missing";
  /** Absent for a missing one. */
  readonly file?: string;
  readonly description?: string;
  /** When it ran last: ISO 8601, with an offset. */
  readonly at?: string;
  readonly durationMs?: number;
  readonly who?: string;
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
  /** Those that run again whenever their text changes. */
  readonly repeatables: readonly RepeatableEntry[];
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
  return withTargetSeen(options, async (target) => {
    const { connection } = target;
    const running = await holderOf(connection, options.lockValue);
    const { history, states } = await readState(target);
    return {
      target: connection.target,
      table: target.table.sql,
      migrations: states.map(entry),
      counts: countStates(states),
      repeatables: repeatableEntries(repeatablesOf(options), history.repeatables),
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

function repeatableEntries(
  files: readonly Migration[],
  ran: readonly RanRepeatable[],
): RepeatableEntry[] {
  const before = new Map(ran.map((one) => [one.name, one]));
  const names = new Set(files.map(({ name }) => name));
  const missing = ran.filter(({ name }) => !names.has(name));
  return [
    ...files.map((file) => repeatableEntry(file, before.get(file.name))),
    ...missing.map(({ name, ...row }) => ({ name, state: "missing" as const, ...lastRun(row) })),
  ];
}

function repeatableEntry(migration: Migration, ran: RanRepeatable | undefined): RepeatableEntry {
  const { name, file, header } = migration;
  const state = isChanged(migration, ran) ? "changed" : "applied";
  return {
    name,
    state: ran === undefined ? "pending" : state,
    file,
    ...(header.description !== undefined && { description: header.description }),
    ...(ran && lastRun(ran)),
  };
}

function lastRun({ at, durationMs, who }: Omit<RanRepeatable, "name">) {
  return { at, ...(durationMs !== undefined && { durationMs }), who };
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
