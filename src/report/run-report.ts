import type { DoneMigration } from "../engine/index.ts";
import type { DirectedMigration } from "../errors/index.ts";

/** What a hook is given of a run. */
export interface RunReportData {
  /** The id that the run's lines of JSON have. */
  readonly run: string;
  readonly command: "up" | "down" | "redo" | "backfill";
  /** Without its password. */
  readonly target: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly outcome: "success" | "failure";
  /** What is done; without the times where it failed. */
  readonly migrations: readonly (DoneMigration | DirectedMigration)[];
  /** How often the run gave way to others. */
  readonly gaveWay: number;
  /** As `--json` shows it. */
  readonly error?: object;
}
