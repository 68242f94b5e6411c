import type { Connection } from "../database/index.ts";
import type { Watch } from "../events.ts";
import type { DirectedMigration } from "../errors/index.ts";
import type { StopOptions } from "./stop.ts";
import type { AppliedMigration, Author, BegunStatement, HistoryTable } from "../history/index.ts";
import type { Limits } from "./limits.ts";
import type { Patience } from "./patience.ts";
import type { Watcher } from "./watcher.ts";

/** All that a run needs beside its plan. */
export interface EngineContext extends StopOptions {
  readonly connection: Connection;
  readonly table: HistoryTable;
  readonly author: Author;
  /** Statements that give the session the settings which migrations are to find. */
  readonly session: readonly string[];
  /** Whether what a migration sets goes on to the next one. */
  readonly keepSettings?: boolean | undefined;
  readonly watch: Watch;
  /** How long statements wait and take; absent where nobody else is met. */
  readonly limits?: Limits;
  /** Whether to try again what met a lock; absent where it fails at once. */
  readonly patience?: Patience;
  /** What the same run has done before this plan. */
  readonly earlier?: readonly DoneMigration[];
  /** Sees who is in the way, and who waits for us; absent where there is no way to a further connection. */
  readonly watcher?: Watcher | undefined;
  /** The rows of the history as the plan found them, by name; absent where nobody looks again. */
  readonly before?: ReadonlyMap<string, HistoryRowId>;
  /** The statements of it that earlier runs were cut off in. */
  readonly begun?: readonly BegunStatement[];
  readonly inDoubt?: InDoubtChoice | undefined;
  /** Where a backfill is only tried out: how many rows a batch has, with no pause between two. */
  readonly tinyBatches?: number | undefined;
  /** After a lost connection: the rows as they are, read by another way; undefined where that is not to be had. */
  readonly lookAgain?: (() => Promise<ReadonlyMap<string, HistoryRowId> | undefined>) | undefined;
}

/** What to do about a statement of which nothing says how much is done: run it again, or take it for done. */
export type InDoubtChoice = "run" | "skip";

/** Identifies a row of the history: a migration that was rolled back and applied again has another one. */
export type HistoryRowId = AppliedMigration["id"];

/** One migration that a run has done. */
export interface DoneMigration extends DirectedMigration {
  /** As the server measured it. */
  readonly durationMs: number;
}
