import type { Difference } from "../catalog/index.ts";
import type { FileChange } from "../migrations/index.ts";

/** How bad a finding is: `error` stops CI, `warning` is shown and stops in strict mode, `notice` is advice. */
export const severities = ["error", "warning", "notice"] as const;
/** How bad a finding is. */
export type Severity = (typeof severities)[number];

/** Text to put in place of a stretch of a file. Offsets are UTF-16 units in the file's text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where it is another file than the finding's: the other one of a pair. */
  readonly file?: string;
}

/** A migration to be written as a file of its own, after the one that is fixed. */
export interface NewMigration {
  /** What its name is made of: `validate orders check`. */
  readonly words: string;
  readonly description: string;
  readonly up: string;
  readonly down: string;
}

/** The one right rewrite of what a finding is about. */
export interface Fix {
  /** In the imperative: "Build the index concurrently". */
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly follow?: readonly NewMigration[];
  /** Whether it is only right once nothing else of the migration is to be rewritten. */
  readonly isLast?: boolean;
}

/** Why what its rule can rewrite elsewhere is not rewritten: words that follow the place. */
export interface Unfixed {
  readonly unfixed: string;
}

/** What a rule says about a place in a migration. */
export interface Finding {
  /** The rule's name. */
  readonly rule: string;
  readonly severity: Severity;
  /** What happens: the lock and what it blocks in plain words, with the table's name. */
  readonly message: string;
  /** What to do; begins with a verb. */
  readonly help?: string;
  /** The migration's name. */
  readonly migration: string;
  readonly file: string;
  /** The section it is in; absent where it is about the file. */
  readonly direction?: "up" | "down";
  /** The file whose functions made the SQL; places are in that SQL. Absent where the call that made it is known. */
  readonly generatedFrom?: string;
  /** The call in a JS or TS migration that made the SQL; the place is that of the call. */
  readonly call?: { readonly method: string; readonly sql: string };
  /** From 1; columns in characters. The end is exclusive. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** UTF-16 offsets in the file. */
  readonly start: number;
  readonly end: number;
  readonly fix?: Fix;
  /** Why there is none, though the rule has rewrites. */
  readonly unfixed?: string;
}

/** What linting some migrations came to. */
export interface LintResult {
  /** By file, then by place. */
  readonly findings: readonly Finding[];
  /** The names of the migrations that were linted, in order. */
  readonly migrations: readonly string[];
  /** How many findings a `pgmaestro-ignore` comment took away. */
  readonly ignored: number;
  /** How many notices are not among the findings, as nobody asked for advice. */
  readonly hidden: number;
  /** How many statements do something that neither their text nor the migrations show, such as EXECUTE of a text that is built. */
  readonly unread: number;
  /** How many migrations are code of which not all could be looked into. */
  readonly unreadCode: number;
  /** The PostgreSQL major version that was assumed, and what said so. */
  readonly postgres: { readonly major: number; readonly source: string };
  readonly counts: Readonly<Record<Severity, number>>;
  /** Whether nothing was found that stops CI. */
  readonly passed: boolean;
  /** The text of each file with findings, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
  /** What was fixed, where that was asked; the findings are then those that are left. */
  readonly fixes?: Fixes;
}

/** What fixing the findings that have one right rewrite came to. */
export interface Fixes {
  /** Files with their text before and after. */
  readonly files: readonly (FileChange & { readonly before: string })[];
  /** Migrations that are files of their own, in order. */
  readonly created: readonly CreatedFile[];
  /** The rewrites that were made, in the order in which they were. */
  readonly made: readonly MadeFix[];
  /** Of what was not rewritten though there is a rewrite, or is one elsewhere: why. */
  readonly refused: readonly RefusedFix[];
  /** How many findings are left, those without a rewrite included. */
  readonly left: number;
  /** What was found out on a scratch database; absent where nothing is to be written. */
  readonly verified?: FixProof;
  /** Whether the files are written. */
  readonly written: boolean;
}

export interface CreatedFile {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

export interface MadeFix {
  readonly rule: string;
  readonly migration: string;
  /** In the imperative: "Build the index concurrently". */
  readonly title: string;
}

export interface RefusedFix extends Omit<MadeFix, "title"> {
  /** Absent where there was no rewrite to make. */
  readonly title?: string;
  readonly reason: string;
}

/** What applying the migrations before and after the fix shows. */
export interface FixProof {
  /** PostgreSQL's, as `18.4`. */
  readonly postgres: string;
  /** `PGlite`, or the server's address. */
  readonly scratch: string;
  /** Whether the schema in the end is the same, and everything that could be rolled back still can. */
  readonly passed: boolean;
  /** What is otherwise in the end with the fix. */
  readonly differences: readonly Difference[];
  /** What failed with the fix, and did not without: a migration's refusal. */
  readonly failure?: string;
  /** `same`: the down sections give back what was there before. `unknown`: they did not before the fix either. */
  readonly rollback: "same" | "different" | "unknown";
}
