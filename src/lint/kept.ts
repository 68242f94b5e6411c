import type { KeptFindings } from "./kept-findings.ts";
import type { StatesBefore } from "./kept-states.ts";
import type { KeptStatements } from "./kept-statements.ts";

/** What is known from before, and is added to. */
export interface Kept {
  /** What migrations leave that were gone through. */
  readonly states?: StatesBefore | undefined;
  readonly statements?: KeptStatements | undefined;
  /** What the rules found, which must be all of those of the house and no others. */
  readonly findings?: KeptFindings | undefined;
}
