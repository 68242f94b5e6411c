import type { HistoryTable } from "./table.ts";

/** A condition for the journal's rows that only remark on something. */
export const isRemark = "event IN ('ended-blocker', 'override')";

/** A condition for the journal's rows that say what stands: not what failed or had only begun, and no remarks. */
export const saysWhatStands = "event NOT IN ('failed', 'begun', 'ended-blocker', 'override')";

/** The last such row of each migration, as a query. */
export function latestEntries({ journal }: HistoryTable): string {
  return `SELECT DISTINCT ON (name) * FROM ${journal} WHERE ${saysWhatStands} ORDER BY name, id DESC`;
}
