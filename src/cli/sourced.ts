/** Flags as the command line gave them, by camelCase name; absent where not given. */
export type Flags = Readonly<Record<string, unknown>>;

/** A setting's value and what gave it. */
export interface Sourced<Value = unknown> {
  readonly value: Value;
  /** For people: `--schema`, `DATABASE_URL in the environment`, `pgmaestro.config.json`, `default`. */
  readonly source: string;
}
