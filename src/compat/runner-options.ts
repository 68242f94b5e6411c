import type { Database } from "../database/index.ts";
import type { Patterns } from "../migrations/index.ts";
import type { MigrationLoaderStrategy } from "./loader.ts";
import type { LoggerOptions } from "./logger.ts";

export type MigrationDirection = "up" | "down";

/** The options of node-pg-migrate's `runner`. */
export interface RunnerOptions extends LoggerOptions {
  /** A URL, or settings of `pg`. */
  readonly databaseUrl?: Database | undefined;
  /** A connected client; it is left connected. */
  readonly dbClient?: Database | undefined;
  readonly migrationsTable: string;
  readonly migrationsSchema?: string | undefined;
  /** The search path. */
  readonly schema?: string | readonly string[] | undefined;
  readonly createSchema?: boolean | undefined;
  /** Accepted; the history's schema is made where it is not there. */
  readonly createMigrationsSchema?: boolean | undefined;
  /** With `useGlob` one pattern or several. */
  readonly dir: Patterns;
  readonly useGlob?: boolean | undefined;
  /** With `useGlob` one pattern or several. */
  readonly ignorePattern?: Patterns | undefined;
  readonly direction: MigrationDirection;
  /** How many. Default: all for up, 1 for down. */
  readonly count?: number | undefined;
  /** Whether `count` is a prefix: up to it, or back to it. */
  readonly timestamp?: boolean | undefined;
  /** This one alone, by its name. */
  readonly file?: string | undefined;
  /** Default: true. */
  readonly checkOrder?: boolean | undefined;
  /** Whether everything pending shares a transaction. Default: false, each its own. */
  readonly singleTransaction?: boolean | undefined;
  readonly noLock?: boolean | undefined;
  readonly lockValue?: number | string | undefined;
  /** `fail` (default): give up at once where another run holds the lock. */
  readonly advisoryLockMode?: "fail" | "wait" | undefined;
  /** Record only. */
  readonly fake?: boolean | undefined;
  /** Log the SQL and change nothing. */
  readonly dryRun?: boolean | undefined;
  readonly decamelize?: boolean | undefined;
  /** Accepted without effect. */
  readonly pretty?: boolean | undefined;
  readonly tsconfigPaths?: boolean | string | undefined;
  readonly migrationLoaderStrategies?: readonly MigrationLoaderStrategy[] | undefined;
}

/** A migration that was run. */
export interface RunMigration {
  /** The file, absolute. */
  readonly path: string;
  readonly name: string;
  /** The number that the name begins with. */
  readonly timestamp: number;
}
