import { jsonLine } from "../../report/json.ts";
import { writeOptions } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import { connection, directory, historyNames, writing } from "../../settings/all.ts";
import { commandGroups } from "../../settings/headings.ts";
import { who } from "./who.ts";

export const repairCommand = defineCommand({
  name: "repair",
  words: "<names...>",
  wordsHelp: ["of applied migrations"],
  summary: "accept an intended edit of applied migrations: journal their new checksums",
  group: commandGroups.history,
  options: [who],
  settings: [...connection, ...directory, ...historyNames, ...writing],
  examples: [
    { line: "pgmaestro repair 1730000000001_initial-schema", does: "accept its file as it is" },
    { line: "pgmaestro repair 1730000000001 --who ci", does: "the same by its number, as ci" },
  ],
  read: (given) => ({ ...writeOptions(given, given.values), names: given.words }),
  run: (request, { stoppable }) =>
    stoppable(async (stop) =>
      (await import("../../commands/repair.ts")).repair({ ...request, ...stop }),
    ),
  report: {
    text: async (result) => (await import("../../report/history-text.ts")).repairText(result),
    json: async (result) => jsonLine("repair", result),
  },
});
