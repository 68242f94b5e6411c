import type { FullName } from "../schema/index.ts";
import type { Direction } from "../plan/index.ts";
import type { LockMode } from "./table/index.ts";

/** A lock that a statement newly took on a relation that was there before its transaction. */
export interface TracedLock extends FullName {
  readonly kind: "table" | "index" | "sequence" | "view" | "materialized view" | "foreign table";
  readonly mode: LockMode;
  /** Of an index: its table, whose queries need the index too. */
  readonly table?: FullName;
}

/** A table that a statement read from end to end. */
export interface TracedScan extends FullName {
  /** In the server's words. */
  readonly why: string;
  /** Of the validation of a foreign key: the side that the table is on; of both, `referencing`. */
  readonly foreignKey?: "referencing" | "referenced";
}

/** What one statement did on the scratch database. */
export interface TracedStatement {
  readonly migration: string;
  readonly direction: Direction;
  /** Where it stands: from 1, columns in characters. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** UTF-16 offset in the file. */
  readonly offset: number;
  readonly text: string;
  /** The number of the transaction it ran in, from 0 within the trace; absent where it ran outside of one. */
  readonly transaction?: number;
  /**
   * `observed`: read from pg_locks. `documented`: it holds its locks only while it runs, so they are those that the
   * manual and measurements name.
   */
  readonly source: "observed" | "documented";
  /** Newly held; on relations that existed before the transaction. */
  readonly locks: readonly TracedLock[];
  /** Tables whose rows were all rewritten. */
  readonly rewrites: readonly FullName[];
  /** Tables that were read from end to end. */
  readonly scans: readonly TracedScan[];
  /** Foreign keys that were checked for all rows. */
  readonly validates: readonly string[];
  /** Indexes of tables that existed before, built or rebuilt. */
  readonly builds: readonly (FullName & { readonly table: FullName })[];
  /** What was dropped along with what the statement names. */
  readonly cascades: readonly string[];
  /** Other things the server said that a reader should know, such as names cut short. */
  readonly remarks: readonly string[];
  /** On the scratch database, whose tables are empty. Milliseconds. */
  readonly durationMs: number;
}

/** What came of tracing one migration. */
export interface TracedMigration {
  readonly name: string;
  readonly file: string;
  readonly statements: readonly TracedStatement[];
  /** Why the rest of it, or all, could not be traced; never to be taken for harmless. */
  readonly notTraced?: string;
}

/** What migrations lock, rewrite and scan. */
export interface LockTrace {
  readonly migrations: readonly TracedMigration[];
  /** The scratch server's version, as `18.4`. */
  readonly postgres: string;
  readonly place: "server" | "embedded";
}
