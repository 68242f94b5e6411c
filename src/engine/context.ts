import type { Connection } from "../database/index.ts";
import type { Watch } from "../events.ts";
import type { Author, HistoryTable } from "../history/index.ts";

/** All that a run needs beside its plan. */
export interface EngineContext {
  readonly connection: Connection;
  readonly table: HistoryTable;
  readonly author: Author;
  /** Statements that give the session the settings which migrations are to find. */
  readonly session: readonly string[];
  readonly watch: Watch;
  /** Asks to stop: the statement that runs is cancelled. */
  readonly signal?: AbortSignal | undefined;
  /** After a lost connection: the names that are applied, read by another way; undefined where that is not to be had. */
  readonly lookAgain?: (() => Promise<ReadonlySet<string> | undefined>) | undefined;
}

/** One migration that a run has done. */
export interface DoneMigration {
  readonly name: string;
  readonly direction: "up" | "down";
  /** As the server measured it. */
  readonly durationMs: number;
}
