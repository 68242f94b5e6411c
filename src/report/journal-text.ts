import type { HistoryResult } from "../commands/history.ts";
import type { BatchPlace, JournalEntry, JournalEvent } from "../history/index.ts";
import { cut, duration, moment, plural, type Style } from "./style.ts";
import { columnsText } from "./columns.ts";
import { oneLine } from "./visible.ts";

const widestDetail = 80;

/** What pgmaestro did in a target, the last at the end. */
export function journalText({ entries, target, journal }: HistoryResult, style: Style): string {
  const where = style.dim(`in ${target}, journal ${journal}`);
  if (entries.length === 0) return `Nothing is journaled ${where}`;
  const rows = entries.map((entry) => cells(entry, style));
  const table = columnsText(["When", "What", "Migration", "Took", "By"], rows, {
    width: style.width,
    whole: 2,
  });
  const count = entries.length === 1 ? "1 entry" : `${entries.length} entries`;
  return `${table}\n${count} ${where}`;
}

function cells(entry: JournalEntry, style: Style): string[] {
  const { at, event, name, durationMs, who } = entry;
  const word = what(entry);
  return [
    moment(at),
    event === "failed" ? style.red(word) : word,
    name,
    durationMs === undefined ? "" : duration(durationMs),
    who,
  ];
}

const words: Record<JournalEvent, string> = {
  up: "applied",
  down: "rolled back",
  mark: "marked as applied",
  unmark: "marked as not applied",
  adopt: "adopted from another tool",
  repair: "edit accepted",
  failed: "failed",
  partial: "done in part",
  begun: "begun",
  "ended-blocker": "ended a session in its way",
  batch: "done in batches so far",
  baseline: "baseline run",
  repeatable: "run again",
  seed: "planted",
  dropped: "dropped what it no longer makes",
  squash: "squashed",
  override: "allowed to run here all the same",
};

function what({ event, statements, detail }: JournalEntry): string {
  if (event === "batch" && detail !== undefined)
    return `${words[event]}: ${plural((JSON.parse(detail) as BatchPlace).met, "row")}`;
  if (detail !== undefined) return `${words[event]}: ${oneLine(cut(detail, widestDetail))}`;
  return statements === undefined || event === "repeatable"
    ? words[event]
    : `${words[event]}: ${plural(statements, "statement")}`;
}
