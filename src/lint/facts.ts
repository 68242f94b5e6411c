import type { LockTrace, TracedMigration } from "../locks/index.ts";
import type { Baseline } from "../migrations/index.ts";
import type { TransactionMode } from "../plan/index.ts";
import type { FullName } from "../schema/index.ts";
import type { LintSettings } from "./settings.ts";

/** What rules may know beside the text of the migrations. */
export interface LintFacts {
  readonly settings: LintSettings;
  /** The PostgreSQL major version, and what said so. */
  readonly postgres: { readonly major: number; readonly source: string };
  /** How migrations share transactions. */
  readonly transaction: TransactionMode;
  /** Whether settings go on from one migration to the next. */
  readonly keepSettings?: boolean | undefined;
  /** The search path that migrations find; absent: the session's own. */
  readonly searchPath?: readonly string[] | undefined;
  /** What was seen of a migration on a scratch database, if it was traced; absent where none was. */
  readonly traced?: ((migration: string) => TracedMigration | undefined) | undefined;
  /** Whether a table is known to be small or empty where it counts. */
  readonly isSmall: (table: FullName) => boolean;
  /** Whether a table is known to be read and written all the time. */
  readonly isBusy: (table: FullName) => boolean;
  /** What the migrations stand on; those that it stands for are not looked at. */
  readonly baseline?: Baseline | undefined;
  /** States of migrations in the target, where one was looked at. */
  readonly states?: ReadonlyMap<string, string> | undefined;
  /** Whether the migration at an index of the directory is pending in the target, so that what it makes is empty there. */
  readonly isPending?: ((migration: number) => boolean) | undefined;
  /** How the files were at a revision of git, where one was compared with. */
  readonly base?: Base | undefined;
}

/** The migrations of another revision. */
export interface Base {
  readonly revision: string;
  /** The names of its migrations. */
  readonly names: readonly string[];
  /** Files that have changed since, by their paths, with their text at that revision. */
  readonly modified: ReadonlyMap<string, string>;
  /** Migrations whose files are gone since: each name with the file. */
  readonly deleted: ReadonlyMap<string, string>;
}

/** Of a trace what a rule can look up. */
export function tracedIn(trace: LockTrace | undefined): LintFacts["traced"] {
  if (trace === undefined) return undefined;
  const byName = new Map(trace.migrations.map((migration) => [migration.name, migration]));
  return (name) => byName.get(name);
}
