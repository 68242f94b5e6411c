import { jsonLine } from "../../report/json.ts";
import { targetOptions } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import { commandGroups } from "../../settings/headings.ts";
import { wholeNumber } from "../../settings/kinds.ts";
import { option } from "../../settings/option.ts";
import { connection, directory, historyNames } from "../../settings/all.ts";

export const historyCommand = defineCommand({
  name: "history",
  words: "[name...]",
  wordsHelp: ["of migrations; all where none is given"],
  summary: "show what ran, failed, was rolled back, marked and repaired, and by whom",
  group: commandGroups.history,
  options: [
    option(
      "--last <n>",
      wholeNumber("a number of entries", 1, 1_000_000),
      "how many entries, from the last one backwards (default 50)",
    ),
  ],
  settings: [...connection, ...directory, ...historyNames],
  examples: [
    { line: "pgmaestro history", does: "the last 50 entries of the journal" },
    { line: "pgmaestro history --last 5 --json", does: "the last five, for a program" },
  ],
  read: (given) => ({ ...targetOptions(given), names: given.words, last: given.values.last }),
  run: async (request) => (await import("../../commands/history.ts")).history(request),
  report: {
    text: async (result, { style }) =>
      (await import("../../report/journal-text.ts")).journalText(result, style),
    json: async (result) => jsonLine("history", result),
  },
});
