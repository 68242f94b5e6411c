import { createTableByName, Schema, type Origin } from "../schema/index.ts";
import type { RelationName } from "../sql/statement/index.ts";
import { type Distribution, enterDistribution, isDistributed } from "./distribution.ts";
import type { MigrationWork } from "./work.ts";

/**
 * The schema that a plan makes. Migrations that only make new tables and indexes on them cost nothing: they are entered
 * once the schema is asked for.
 */
export class PlannedSchema {
  readonly #schema: Schema;
  /** Tables that are not entered yet, and which migration of the plan makes them. */
  #waiting: { readonly relation: RelationName; readonly origin: Origin }[] = [];
  /** Tables that the transaction makes, as they are written, while nothing else was done since. */
  readonly #written = new Set<string>();

  constructor(searchPath: readonly string[] | undefined, distribution?: Distribution) {
    this.#schema = new Schema(searchPath);
    if (distribution !== undefined) enterDistribution(this.#schema, distribution);
  }

  /** Whether it is spread over several nodes. */
  get isDistributed(): boolean {
    return isDistributed(this.#schema);
  }

  /** Whether a migration does nothing but to make tables, and indexes on tables that its transaction has made; then it is taken in. */
  takesAsPlain({ statements, direction }: MigrationWork, index: number): boolean {
    const own = new Map<string, RelationName>();
    for (const { creates } of statements) {
      if (creates === undefined) return false;
      const written = JSON.stringify([creates.relation.schema, creates.relation.name]);
      if (creates.kind === "table") own.set(written, creates.relation);
      else if (!own.has(written) && !this.#written.has(written)) return false;
    }
    const origin = { migration: index, section: direction, transaction: index };
    for (const [written, relation] of own) {
      this.#written.add(written);
      this.#waiting.push({ relation, origin });
    }
    return true;
  }

  /** What was made is in use from now on. */
  endTransaction(): void {
    this.#written.clear();
  }

  /** The schema with all that was made. What is in a table that the plan makes is left out. */
  whole(): Schema {
    for (const { relation, origin } of this.#waiting)
      createTableByName(this.#schema, relation, origin);
    this.#waiting = [];
    this.#written.clear();
    return this.#schema;
  }
}
