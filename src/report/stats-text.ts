import type { StatsResult } from "../commands/stats.ts";
import { bytesText } from "./quantity.ts";
import { plural } from "./style.ts";

/** What `stats` wrote, for people. */
export function statsText({ target, statistics, file }: StatsResult): string {
  const { tables, databaseBytes, postgres } = statistics;
  const what = `${plural(tables.length, "table")} of ${target} (PostgreSQL ${postgres.version}, ${bytesText(databaseBytes)})`;
  return file === undefined ? `${what}.` : `Wrote the statistics of ${what} to ${file}.`;
}
