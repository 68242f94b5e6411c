/** What `check` looks at, in this order; each can be left out. */
export const checkParts = ["names", "lint", "verify", "plan", "history", "unfinished"] as const;
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
