import { hasObjects } from "../database/index.ts";
import type { Baseline } from "../migrations/index.ts";
import type { Target, TargetState } from "./target.ts";

/**
 * What the migrations stand on, where it is neither in the target nor has anything else ever been run there: whether the
 * database is empty, so that it can be made.
 */
export async function lackingBaseline(
  { baseline, connection, table }: Target,
  { history }: TargetState,
): Promise<{ readonly baseline: Baseline; readonly isEmpty: boolean } | undefined> {
  if (baseline === undefined || history.baseline !== undefined || history.applied.length > 0)
    return undefined;
  const own = [table.sql, table.journal];
  return { baseline, isEmpty: !(await hasObjects(connection, own)) };
}
