import { Schema, type SchemaParts } from "../schema/index.ts";
import { schemaKey } from "./finding-keys.ts";
import type { LintFacts } from "./facts.ts";
import type { LeftState, StatesBefore } from "./kept-states.ts";
import { KeptValues } from "./kept-values.ts";
import type { Lintable } from "./lintable.ts";

/** How many are kept at most; each is about as large as the migrations. */
const most = 4;

interface StoredState {
  readonly parts: SchemaParts;
  readonly transactions: number;
}

/** What all migrations before some leave, from run to run: who works on the last of many does not wait for the others. */
export class KeptSchema implements StatesBefore {
  readonly #kept: KeptValues<StoredState>;
  readonly #facts: LintFacts;
  readonly #left = new Map<string, LeftState>();

  constructor(file: string, build: string, facts: LintFacts) {
    this.#kept = new KeptValues(file, build, most - 1);
    this.#facts = facts;
  }

  has(migrations: readonly Lintable[]): boolean {
    const key = schemaKey(migrations, this.#facts);
    return key !== undefined && this.#kept.has(key);
  }

  after(migrations: readonly Lintable[]): { readonly count: number; readonly left?: LeftState } {
    const key = schemaKey(migrations, this.#facts);
    const stored = key === undefined ? undefined : this.#kept.get(key);
    if (stored === undefined) return { count: 0 };
    const { parts, transactions } = stored;
    return { count: migrations.length, left: { schema: Schema.of(parts), transactions } };
  }

  keep(passed: readonly Lintable[], { schema, transactions }: LeftState): void {
    const key = schemaKey(passed, this.#facts);
    if (key !== undefined) this.#left.set(key, { schema: schema.clone(), transactions });
  }

  /** Writes what has come. */
  save(): void {
    this.#kept.save(this.#left, ({ schema, transactions }) => ({
      parts: schema.parts,
      transactions,
    }));
  }
}
