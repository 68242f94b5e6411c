import type { KeptStates } from "./kept-states.ts";
import type { KeptStatements } from "./kept-statements.ts";

/** What is known from before, and is added to. */
export interface Kept {
  /** What migrations leave that were gone through. */
  readonly states?: KeptStates | undefined;
  readonly statements?: KeptStatements | undefined;
}
