import type { Connection } from "../database/index.ts";
import type { MadeStep } from "../migrations/index.ts";
import type { ForeignFile } from "./files.ts";
import type { CodeTool } from "./recording/protocol.ts";
import type { TableShape } from "./table.ts";

/** A tool whose files and history can be taken over. */
export interface ImportSource {
  /** As it is typed: `golang-migrate`. */
  readonly name: string;
  /** As it is written in prose: `Prisma Migrate`. */
  readonly title: string;
  /** Where its files are unless somebody says otherwise. */
  readonly defaultDirectory: string;
  /** Its history's table. */
  readonly table: TableShape;
  /** The names of other tables that it keeps in the same schema. */
  readonly beside?: readonly string[];
  /** Where a migration's way back is written; absent where it has none. */
  readonly downPlace?: string;
  /** Where its migrations are code: how that is run for its SQL. */
  readonly code?: CodeTool;
  /**
   * Reads its migrations; writes nothing.
   * @throws MigrationsDirectoryError | MigrationFileError
   */
  readFiles(directory: string): ForeignFiles;
  /**
   * Reads its history; writes nothing.
   * @param table as SQL writes it
   * @throws ImportRefusedError where a migration of it failed or is unfinished
   */
  readHistory(
    connection: Connection,
    table: string,
    files: readonly ForeignMigration[],
  ): Promise<ForeignHistory>;
  /** The order of two migrations by their ids. */
  compare(a: string, b: string): number;
}

/** What a directory of another tool holds. */
export interface ForeignFiles {
  /** In the order in which the tool runs them. */
  readonly migrations: readonly ForeignMigration[];
  /** What is there but not taken over, and the like. */
  readonly notes: readonly string[];
  /** What the tool itself makes in a database before the first migration; SQL. */
  readonly assumed?: string | undefined;
}

/** A migration of another tool. */
export interface ForeignMigration {
  /** What the tool's history calls it. */
  readonly id: string;
  /** Its file; where there is none, what the history calls it. */
  readonly file: ForeignFile;
  /** The digits its name begins with, where there are any. */
  readonly number: string | undefined;
  /** The rest of its name. */
  readonly words: string;
  /** The day it was made, YYYY-MM-DD, where the tool knows it. */
  readonly created?: string | undefined;
  /** Absent where it is code, and what that does is not known. */
  readonly sql?: ForeignSql | undefined;
  /** Where it is not known, or its down is not: what it sent on a database without rows. */
  readonly seen?: ForeignSql | undefined;
  /** Why it is not known, where that was tried. */
  readonly reason?: string | undefined;
  /** Why what its down does is not known. */
  readonly downReason?: string | undefined;
  /** The class in the file, where the tool goes by classes. */
  readonly className?: string | undefined;
}

/** The SQL of a migration, without the tool's own marker lines. */
export interface ForeignSql {
  /** The comment lines above the first section. */
  readonly header?: string | undefined;
  readonly up: ForeignSection;
  /** Absent where the tool, or the file, has none. */
  readonly down?: ForeignSection | undefined;
}

export interface ForeignSection {
  /** Its file, where that is not the migration's. */
  readonly file?: ForeignFile | undefined;
  readonly text: string;
  /** Of what code sent: which call of the file each stretch of it is from. */
  readonly steps?: readonly MadeStep[] | undefined;
  readonly noTransaction: boolean;
}

/** What a tool's history says. */
export interface ForeignHistory {
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedForeign[];
  /** Applied migrations whose code needs no file to be taken over. */
  readonly withoutFile?: readonly ForeignMigration[];
  readonly notes?: readonly string[];
}

/** A migration that the tool has applied. */
export interface AppliedForeign {
  readonly id: string;
  /** When, in the session's time zone and without an offset; absent where the tool does not keep it. */
  readonly at?: string | undefined;
}
