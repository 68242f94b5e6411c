import type { Severity } from "./finding.ts";
import type { MigrationContext, SectionContext, StatementContext } from "./context.ts";
import type { DirectoryContext } from "./directory-context.ts";
import type { RuleSet } from "./sets.ts";
import type { Action, ActionOf } from "../sql/statement/index.ts";

/**
 * What is at stake. `waiting`: sessions of the application wait. `breakage`: the running application fails.
 * `loss`: data is lost. `failure`: the migration itself fails, or does not do what it says. `convention`: this
 * project's ways. `style`: types and names.
 */
export type Stake = "waiting" | "breakage" | "loss" | "failure" | "convention" | "style";

/** One hazard, with one name in the code, the output, the suppression comment, the cases and the docs. */
export interface Rule {
  /** In kebab case; the name of its file too. */
  readonly name: string;
  readonly severity: Severity;
  readonly stake: Stake;
  /** Whether what it finds breaks code that still uses what was there, so that it may wait until that is gone: `phase after`. */
  readonly harmsOldApplication?: true;
  /** Whether it is about what only migrations have that run once: a number, a header, a way back. */
  readonly ofOnceRun?: true;
  /** Whether seeds are asked about it, too, which hold rows for development. */
  readonly ofSeeds?: true;
  /** Beside `strict`, which has them all. */
  readonly sets: readonly Exclude<RuleSet, "strict">[];
  /** What it finds, in one line: "CREATE INDEX without CONCURRENTLY on a table that exists". */
  readonly summary: string;
  /** Why it matters: what happens, with locks and versions. Markdown. */
  readonly why: string;
  /** How to write it instead. Markdown, may hold SQL blocks. */
  readonly instead: string;
  /** Where it keeps silent. Markdown. */
  readonly exempt?: string;
  /** The kinds of action that `check.action` is asked about. Default: all. */
  readonly kinds?: readonly Action["kind"][];
  /** What it can read of the text, as a number of hooks; each may report. */
  readonly check: RuleHooks;
}

/** When a rule is asked. All that are given are called. */
export interface RuleHooks<Kind extends Action["kind"] = Action["kind"]> {
  /** For each action of each statement: each command of ALTER TABLE, each object of DROP. Of the rule's `kinds` only. */
  action?(action: ActionOf<Kind>, context: StatementContext): void;
  statement?(context: StatementContext): void;
  /** After the last statement of a section; `schema` is then as the section leaves it. */
  section?(context: SectionContext): void;
  /** Once per migration that is linted, before its sections. */
  migration?(context: MigrationContext): void;
  /** Once, after all migrations. */
  directory?(context: DirectoryContext): void;
}
