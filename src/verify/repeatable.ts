import { isEmpty, type Migration } from "../migrations/index.ts";
import { flattened, parseStatements } from "../sql/statement/index.ts";
import { SqlTextError } from "../sql/text/index.ts";

/** What it is that a migration cannot run twice: a failure, a note, or not tried. */
export const repeatableModes = ["error", "note", "off"] as const;
/** One of them. */
export type RepeatableMode = (typeof repeatableModes)[number];

/** What counts, and why. */
export interface RepeatableChoice {
  readonly mode: RepeatableMode;
  /** `guards`: the files use them, or hardly any does. */
  readonly because: "asked" | "guards" | "no-guards";
}

/**
 * What was asked for; else an error where files use guards. One in ten is enough: of a directory that was written for a
 * tool which runs each migration once, hardly any does.
 */
export function repeatableChoice(
  asked: RepeatableMode | undefined,
  migrations: readonly Migration[],
): RepeatableChoice {
  if (asked !== undefined) return { mode: asked, because: "asked" };
  const written = migrations.filter(({ up }) => !isEmpty(up));
  const guarded = written.filter(usesGuards);
  return guarded.length > 0 && guarded.length * 10 >= written.length
    ? { mode: "error", because: "guards" }
    : { mode: "note", because: "no-guards" };
}

function usesGuards({ kind, up }: Migration): boolean {
  if (kind === "module") return saysSo.test(up.source);
  try {
    const actions = flattened(parseStatements(up.text).flatMap((statement) => statement.actions));
    return actions.some((action) => "guarded" in action && action.guarded);
  } catch (error) {
    if (error instanceof SqlTextError) return false;
    throw error;
  }
}

/** What the code of a module does is known only when it runs. */
const saysSo = /\bif(?:\s+not)?\s+exists\b|\bif(?:Not)?Exists\b/i;
