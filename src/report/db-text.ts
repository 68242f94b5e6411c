import type { DatabaseResult } from "../commands/db.ts";
import type { RunResult } from "../engine/index.ts";
import { runSummary } from "./run-text.ts";
import type { Style } from "./style.ts";

/** What became of a database. */
export function dbText(
  { database, changed, run }: DatabaseResult & { readonly run?: RunResult },
  action: "create" | "drop" | "reset",
  style: Style,
): string {
  if (run !== undefined) return `Made ${database} again.\n${runSummary(run, style)}`;
  if (action === "create") return changed ? `Made ${database}.` : `${database} is there already.`;
  return changed ? `Dropped ${database}.` : `${database} is not there.`;
}
