import type { Schema } from "../schema/index.ts";
import type { MigrationContext } from "./context.ts";
import type { LintFacts } from "./facts.ts";
import type { Lintable } from "./lintable.ts";
import type { Report } from "./report.ts";

/** What a rule gets once, after all migrations. */
export interface DirectoryContext {
  /** All migrations of the directory, in order. */
  readonly all: readonly Lintable[];
  /** Those that are linted. */
  readonly chosen: readonly MigrationContext[];
  /** What all of them make. */
  readonly schema: Schema;
  readonly facts: LintFacts;
  /** Reports a migration that is not among those that are linted, such as one whose file is gone. */
  reportAbout(migration: Pick<Lintable, "name" | "file">, report: Report): void;
}
