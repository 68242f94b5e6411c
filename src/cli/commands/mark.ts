import { jsonLine } from "../../report/json.ts";
import { writeOptions } from "../command-options.ts";
import { confirmIfProtected, yes } from "../confirmation.ts";
import { defineCommand } from "../define-command.ts";
import { text } from "../../settings/kinds.ts";
import { option, toggle } from "../../settings/option.ts";
import { connection, directory, historyNames, protection, writing } from "../../settings/all.ts";
import { commandGroups } from "../../settings/headings.ts";
import { who } from "./who.ts";

export const markCommand = defineCommand({
  name: "mark",
  words: "[names...]",
  wordsHelp: ["of migrations"],
  summary: "record migrations as applied without running them",
  group: commandGroups.history,
  options: [
    option("--to <name>", text, "mark up to and including this one"),
    toggle("--all", "mark everything"),
    toggle("--unmark", "record them as not applied"),
    yes,
    who,
  ],
  settings: [...connection, ...directory, ...historyNames, ...writing, ...protection],
  examples: [
    { line: "pgmaestro mark 1730000000001_initial-schema", does: "record that one as applied" },
    { line: "pgmaestro mark --unmark --all", does: "forget everything that is applied" },
  ],
  read: async (given) => {
    const { to, all, unmark = false, who: author } = given.values;
    const options = writeOptions(given, { who: author });
    const typed = `mark ${unmark ? "--unmark " : ""}--all`;
    if (all) await confirmIfProtected(given, typed, options.database);
    return { ...options, names: given.words, to, all, unmark };
  },
  run: (request, { stoppable }) =>
    stoppable(async (stop) =>
      (await import("../../commands/mark.ts")).mark({ ...request, ...stop }),
    ),
  report: {
    text: async (result, { request }) =>
      (await import("../../report/history-text.ts")).markText(result, request.unmark),
    json: async (result) => jsonLine("mark", result),
  },
});
