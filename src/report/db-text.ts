import type { DatabaseResult } from "../commands/db.ts";
import type { RunResult } from "../engine/index.ts";
import { runSummary } from "./run-text.ts";
import { plural, type Style } from "./style.ts";

/** What became of a database. */
export function dbText(
  {
    database,
    changed,
    run,
    marked,
  }: DatabaseResult & { readonly run?: RunResult; readonly marked?: readonly string[] },
  action: "create" | "load" | "drop" | "reset",
  style: Style,
): string {
  if (marked !== undefined)
    return `Loaded ${database}, and marked ${plural(marked.length, "migration")}.`;
  if (run !== undefined) return `Made ${database} again.\n${runSummary(run, style)}`;
  if (action === "create") return changed ? `Made ${database}.` : `${database} is there already.`;
  return changed ? `Dropped ${database}.` : `${database} is not there.`;
}
