import { jsonLine } from "../../report/json.ts";
import { writeOptions } from "../command-options.ts";
import { confirmIfProtected, yes } from "../confirmation.ts";
import { defineCommand } from "../define-command.ts";
import { connection, directory, historyNames, protection, writing } from "../../settings/all.ts";
import { commandGroups } from "../../settings/headings.ts";
import { who } from "./who.ts";

export const adoptCommand = defineCommand({
  name: "adopt",
  summary: "take over the history of node-pg-migrate",
  group: commandGroups.history,
  options: [yes, who],
  settings: [...connection, ...directory, ...historyNames, ...writing, ...protection],
  examples: [
    { line: "pgmaestro adopt", does: "journal the checksums of what is applied" },
    {
      line: "pgmaestro adopt -t audit.pgmigrations",
      does: 'also move the rows of a table named "audit.pgmigrations"',
    },
  ],
  read: async (given) => {
    const options = writeOptions(given, given.values);
    await confirmIfProtected(given, "adopt", options.database);
    return options;
  },
  run: (request, { stoppable }) =>
    stoppable(async (stop) =>
      (await import("../../commands/adopt.ts")).adopt({ ...request, ...stop }),
    ),
  report: {
    text: async (result) => (await import("../../report/history-text.ts")).adoptText(result),
    json: async (result) => jsonLine("adopt", result),
  },
});
