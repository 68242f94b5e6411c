import { hash } from "node:crypto";
import type { LintFacts } from "./facts.ts";
import { isOfTextAlone, type Lintable, lintableFiles } from "./lintable.ts";
import { isInFuture } from "./rules/file-and-header/version.ts";

/** Hashes of all that findings depend on, but for the rules themselves. */
export interface FindingKeys {
  /** Of the findings in a migration. */
  readonly migrations: ReadonlyMap<Lintable, string>;
  /** Of what is said of the directory as a whole. */
  readonly directory: string | undefined;
}

/**
 * The findings in a migration depend on the texts up to its own in their order, on which of them are linted, and on what is
 * known beside. There are no keys from where on more than text decides, such as code, and none at all where a target, another
 * revision, traces or statistics are looked at.
 */
export function findingKeys(
  all: readonly Lintable[],
  chosen: ReadonlySet<string>,
  facts: LintFacts,
): FindingKeys {
  const migrations = new Map<Lintable, string>();
  const known = textOfFacts(facts);
  let key = known && keyOf(known);
  for (const lintable of all) {
    if (key === undefined || !isOfText(lintable)) return { migrations, directory: undefined };
    key = keyOf([key, lintable.name, chosen.has(lintable.name), ...textsOf(lintable)]);
    migrations.set(lintable, key);
  }
  return { migrations, directory: key && keyOf([key, "directory"]) };
}

function keyOf(parts: unknown): string {
  return hash("sha256", JSON.stringify(parts), "base64");
}

function textOfFacts(facts: LintFacts): string | undefined {
  const { settings, postgres, transaction, keepSettings, searchPath, baseline } = facts;
  const { traced, states, isPending, base } = facts;
  if ([traced, states, isPending, base, settings.statistics].some((one) => one !== undefined))
    return undefined;
  const standing = baseline && [baseline.name, baseline.file, baseline.section.source];
  return JSON.stringify([settings, postgres, transaction, keepSettings, searchPath, standing]);
}

/** All that the schema which these migrations leave depends on; undefined where more than text decides. */
export function schemaKey(migrations: readonly Lintable[], facts: LintFacts): string | undefined {
  const known = textOfFacts(facts);
  if (known === undefined || !migrations.every(isOfText)) return undefined;
  return [known, ...migrations.flatMap(({ name, source }) => [name, source])].join("\0");
}

/** Whether its files tell all of it. */
function isOfText({ migration, broken, sections: { up, down } }: Lintable): boolean {
  if (migration?.kind !== "sql" || broken !== undefined) return false;
  return [up, down].every((section) => section === undefined || isOfTextAlone(section));
}

function textsOf(lintable: Lintable): unknown[] {
  const files = lintableFiles(lintable).map(({ file, source }) => [file, source]);
  return [isInFuture(lintable.name), files];
}
