import type { ModuleOptions } from "../migrations/index.ts";

/** How rules are held to their cases. */
export interface CheckRulesOptions extends Pick<ModuleOptions, "tsconfigPaths"> {
  /** Writes the reports of bad cases, and the pages, as they are now, to be read before they are kept. */
  readonly update?: boolean | undefined;
}

/** Where a rule is not what its cases and its page say. */
export interface RuleProblem {
  readonly rule: string;
  /** The case, or the page. */
  readonly file: string;
  readonly problem: string;
}
