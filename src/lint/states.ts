import type { Schema } from "../schema/index.ts";
import { standsFor } from "../migrations/index.ts";
import type { LintFacts } from "./facts.ts";
import type { Lintable } from "./lintable.ts";
import { Walk } from "./walk.ts";

/**
 * The schema without some migrations, and with them, from their text alone. The parser must be loaded.
 * @param all all migrations of the directory, in order
 * @param chosen the names of those that one of the two is without
 */
export function schemaAround(
  all: readonly Lintable[],
  chosen: ReadonlySet<string>,
  facts: LintFacts,
): { readonly before: Schema; readonly after: Schema } {
  const [before, after] = [new Walk([], facts), new Walk([], facts)];
  for (const [index, lintable] of all.entries()) {
    if (standsFor(facts.baseline, lintable.name)) continue;
    after.pass(lintable, index);
    if (!chosen.has(lintable.name)) before.pass(lintable, index);
  }
  return { before: before.schema, after: after.schema };
}
