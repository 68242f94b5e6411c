import type { StatementContext } from "./context.ts";

/**
 * Whether a statement did something when it was traced on a scratch database: rewrote tables, read them from end to
 * end, built indexes. Undefined where it was not seen, or where several commands of it may have done it.
 */
export function isSeen(
  what: "rewrites" | "scans" | "builds",
  { observed, statement }: StatementContext,
): boolean | undefined {
  if (observed?.source !== "observed") return undefined;
  if (observed[what].length === 0) return false;
  return statement.actions.length === 1 ? true : undefined;
}
