import type { Section } from "../migrations/index.ts";
import type { Fix, Severity, Unfixed } from "./finding.ts";
import type { Lintable } from "./lintable.ts";

/** What a rule says. */
export interface Report {
  /** What happens, in one or two sentences: the lock and what it blocks in plain words, the table's name. */
  readonly message: string;
  /** What to do; begins with a verb. */
  readonly help?: string | undefined;
  /** The same in a JS or TS migration: by `pgm`. Default: `help`. */
  readonly builder?: string | undefined;
  /** Where; UTF-16 offset in the section's text, in a migration's hook in the file's. Default: the action, or the statement. */
  readonly at?: number | undefined;
  readonly end?: number | undefined;
  /** Where it is not as bad, or worse, than the rule's own. A level in the config comes before it. */
  readonly severity?: Severity | undefined;
  /** Offsets as of `at`. */
  readonly fix?: Fix | Unfixed | undefined;
}

/** Takes a report to where findings are kept. Offsets are those of the file. */
export type ReportSink = (
  report: Report & { readonly at: number; readonly end: number },
  where: {
    readonly lintable: Lintable;
    readonly section: Section | undefined;
    readonly direction: "up" | "down" | undefined;
  },
) => void;
