import { PgmaestroError } from "../errors/index.ts";

/** What `check` looks at, in this order; each can be left out. */
export const checkParts = [
  "names",
  "lint",
  "verify",
  "plan",
  "schema",
  "types",
  "history",
  "unfinished",
] as const;
/** A part of `check`. */
export type CheckPartName = (typeof checkParts)[number];

/** Whether a target's history refuses every run: it was looked at, and does not fit. */
export function refusesRuns({
  history,
}: {
  readonly history: { readonly verdict: string };
}): boolean {
  return history.verdict === "failed" && "result" in history;
}

/**
 * Why a part was left out: it was asked for; nothing was changed; no target is named; there are neither statistics nor a
 * target; what was changed does not run; the config names no file of the schema, or none of types; the history refuses every run; the
 * files cannot be read, as `names` says; they are another tool's, whose history it is.
 */
export type SkipReason =
  | "not-asked"
  | "nothing-changed"
  | "no-target"
  | "no-sizes"
  | "does-not-run"
  | "no-schema-file"
  | "no-types-file"
  | "history-refuses"
  | "unreadable"
  | "other-tool";

/** How a part ended: with what it found, with what kept it from finding anything, or not at all. */
export type CheckPart<Result> =
  | { readonly verdict: "passed" | "failed"; readonly result: Result }
  | { readonly verdict: "failed"; readonly error: PgmaestroError }
  | { readonly verdict: "skipped"; readonly reason: SkipReason };

/** A part, or what kept it from an answer. What is wrong with the request, and an interrupt, end the whole. */
export async function attemptPart<Result>(
  action: () => Promise<CheckPart<Result>>,
  signal: AbortSignal | undefined,
): Promise<CheckPart<Result>> {
  try {
    return await action();
  } catch (error) {
    if (signal?.aborted || !(error instanceof PgmaestroError) || error.kind === "usage")
      throw error;
    return { verdict: "failed", error };
  }
}
