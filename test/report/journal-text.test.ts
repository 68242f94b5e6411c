import { expect, test } from "vitest";
import { journalText } from "../../src/report/journal-text.ts";
import { createStyle } from "../../src/report/style.ts";
import type { JournalEntry } from "../../src/history/index.ts";

const by = { at: "2026-01-02T03:04:05", who: "ada", role: "app", tool: "pgmaestro" };

/** What is said of an entry under `What`. */
function what(entry: Pick<JournalEntry, "event" | "detail" | "statements">): string {
  const result = { target: "db", journal: "j", entries: [{ ...by, ...entry, name: "1_a" }] };
  return journalText(result, createStyle(false)).split("\n")[1]!.split(/ {2,}/)[1]!;
}

test.each([
  [{ event: "up" }, "applied"],
  [{ event: "partial", statements: 2 }, "done in part: 2 statements"],
  [
    { event: "batch", detail: '{"met":30,"changed":20,"end":["9"],"to":["3"]}' },
    "done in batches so far: 30 rows",
  ],
  [
    { event: "ended-blocker", detail: "process 1\n(app)" },
    "ended a session in its way: process 1\\u000a(app)",
  ],
] as const)("an entry says what happened: %j", (entry, said) => {
  expect(what(entry)).toBe(said);
});
