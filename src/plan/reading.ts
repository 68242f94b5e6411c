import type { EvaluationOptions } from "../migrations/index.ts";

/** How migrations are read. */
export interface ReadingOptions extends EvaluationOptions {
  /** The search path that migrations find. */
  readonly schema?: readonly string[] | undefined;
  /** Let settings of the session go on from one migration to the next of the run, as node-pg-migrate does. Default: false. */
  readonly keepSettings?: boolean | undefined;
}
