import { MigrationFileError } from "../errors/index.ts";
import type { PartialRun } from "../history/index.ts";
import type { Migration } from "../migrations/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import { downWork, upWork } from "./work.ts";

/** A migration that an earlier run left halfway, and what becomes of it. */
export interface PartlyDone extends Pick<PartialRun, "name" | "direction" | "statements"> {
  /**
   * What the next run of that command does: it goes on behind what is done, begins again, since the file says something
   * else there by now, or cannot go on, as no file says what is left.
   */
  readonly next: "goes-on" | "begins-again" | "lost";
}

/** What becomes of those that earlier runs left halfway. Of JS and TS it is not known whether they say something else. */
export async function partlyDone(
  runs: readonly PartialRun[],
  migrations: readonly Migration[],
): Promise<PartlyDone[]> {
  if (runs.length > 0) await loadParser();
  return runs.map(({ checksum, ...run }) => {
    const migration = migrations.find(({ name }) => name === run.name);
    return { ...run, next: nextOf({ checksum, ...run }, migration) };
  });
}

function nextOf(run: PartialRun, migration: Migration | undefined): PartlyDone["next"] {
  if (migration === undefined) return run.direction === "up" ? "lost" : "goes-on"; // its down section is journaled
  if (run.direction === "down" && migration.down === undefined) return "lost";
  return migration.kind === "sql" && isOtherText(run, migration) ? "begins-again" : "goes-on";
}

function isOtherText(run: PartialRun, migration: Migration): boolean {
  try {
    const { done } =
      run.direction === "up"
        ? upWork(migration, run)
        : downWork(migration.name, migration.down!, run);
    return done < run.statements;
  } catch (error) {
    if (error instanceof MigrationFileError) return false; // the next run says so
    throw error;
  }
}
