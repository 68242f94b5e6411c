import type { Catalog, Digest } from "../catalog/index.ts";
import type { Connection } from "../database/index.ts";
import type { HistoryTable } from "../history/index.ts";
import type { Migration } from "../migrations/index.ts";
import type { Direction, Plan } from "../plan/index.ts";
import type { FillMemory } from "../rows/index.ts";

/** A scratch database on which migrations are tried, one after another. */
export interface Stage {
  readonly connection: Connection;
  /** Our own tables, which are no part of the schema. */
  readonly own: HistoryTable;
  /**
   * Runs one migration through the engine, no matter what the history says of it.
   * @returns what was run, as far as it was known beforehand
   * @throws PgmaestroError
   */
  run(migration: Migration, direction: Direction): Promise<Plan>;
  /** What was found out by filling this stage and those before it. */
  readonly memory: FillMemory;
  /** PostgreSQL's, as `18.4`. */
  version(): Promise<string>;
  catalog(): Promise<Catalog>;
  digest(): Promise<Digest>;
}

/** Scratch databases in the states that a directory of migrations goes through. */
export interface Stages {
  /**
   * A stage on which the first `count` migrations are applied, and nothing else happened. The one before is gone.
   * @throws PgmaestroError where one of them does not run
   */
  withApplied(count: number): Promise<Stage>;
  /** The same with a migration left out wherever it would be applied, as it does not run. */
  without(migration: Pick<Migration, "name">): Stages;
}
