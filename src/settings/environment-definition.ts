import type { VariableReference } from "../variable-reference.ts";
import type { Address } from "./kinds.ts";

/** An environment as a config file describes it. */
export interface EnvironmentDefinition {
  readonly url?: Address | VariableReference | undefined;
  /** Whether nothing may be taken away there by mistake. */
  readonly protected?: boolean | undefined;
  /** The environments that must have a migration first, and `verify`. */
  readonly requires?: readonly string[] | undefined;
  /** For how long they must have it: `1h`, or a number of seconds. */
  readonly soak?: string | number | undefined;
}

export type Environments = Readonly<Record<string, EnvironmentDefinition>>;

/** What `requires` says for a proof of `verify`, and no environment is called. */
export const proof = "verify";
