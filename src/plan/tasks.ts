import type { History, PartialRun } from "../history/index.ts";
import type { Baseline, Migration, Section } from "../migrations/index.ts";
import type { BaselineRun } from "./baseline.ts";
import type { Rollback } from "./choose.ts";
import type { Direction, StepRecord } from "./plan.ts";
import type { ReadingOptions } from "./reading.ts";
import type { TransactionMode } from "./reason.ts";

/** A section to run, of a migration that may have no file any more. */
export interface Task {
  readonly name: string;
  readonly direction: Direction;
  readonly migration: Migration | undefined;
  /** The section, where the migration is SQL. */
  readonly section: Section;
  readonly partial?: PartialRun | undefined;
  /** Of a repeatable migration, and of what it made: what to record. Default: that it ran. */
  readonly record?: StepRecord;
  /** Where it runs what the migrations stand on. */
  readonly baseline?: BaselineRun;
}

export function upTask(migration: Migration, partial?: PartialRun): Task {
  return { name: migration.name, direction: "up", migration, section: migration.up, partial };
}

export function downTask({ name, migration, down }: Rollback, partial?: PartialRun): Task {
  return { name, direction: "down", migration, section: down, partial };
}

/** Makes what migrations stand on, and records those that it stands for. */
export function baselineTask({ name, section }: Baseline, baseline: BaselineRun): Task {
  return { name, direction: "up", migration: undefined, section, baseline };
}

/** What an earlier run, halted halfway, has done of a migration. */
export function partialOf(
  { partial }: History,
  name: string,
  direction: Direction,
): PartialRun | undefined {
  return partial.find((run) => run.name === name && run.direction === direction);
}

/** How a plan is made of sections. */
export interface PlanningOptions extends ReadingOptions {
  /** How migrations share transactions. Default: `auto`, as few transactions as can be. */
  readonly transaction?: TransactionMode | undefined;
}
