import type { Environments } from "./environment-definition.ts";
import type { LintConfig } from "../lint/index.ts";
import type { RepeatableMode } from "../verify/index.ts";

/** A value and what gave it. */
export interface Sourced<Value = unknown> {
  readonly value: Value;
  /** For people: `--schema`, `DATABASE_URL in the environment`, `pgmaestro.config.json`, `default`. */
  readonly source: string;
}

/** Variables, each with the place that sets it. */
export type Environment = Readonly<Record<string, Sourced<string> | undefined>>;

/** What a config file says, by the names of our settings; each of the kind that the setting is of. */
export interface ConfigFile {
  readonly path: string;
  readonly content: Readonly<Record<string, unknown>> & {
    readonly lint?: LintConfig | undefined;
    readonly environments?: Environments | undefined;
    readonly verify?: { readonly repeatable?: RepeatableMode | undefined } | undefined;
  };
}

/** Where settings come from. */
export interface Sources {
  /** What the command line gave, by the names of the options. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Environment;
  readonly config: ConfigFile | undefined;
  /** What the project's `config` package says. */
  readonly configPackage?: ConfigFile | undefined;
}
