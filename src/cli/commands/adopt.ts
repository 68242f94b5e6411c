import { jsonLine } from "../../report/json.ts";
import { writeOptions } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import { connection, directory, history, writing } from "../settings/all.ts";
import { commandGroups } from "../headings.ts";
import { who } from "./who.ts";

export const adoptCommand = defineCommand({
  name: "adopt",
  summary: "take over the history of node-pg-migrate",
  group: commandGroups.history,
  options: [who],
  settings: [...connection, ...directory, ...history, ...writing],
  examples: [
    { line: "pgmaestro adopt", does: "journal the checksums of what is applied" },
    {
      line: "pgmaestro adopt -t audit.pgmigrations",
      does: 'also move the rows of a table named "audit.pgmigrations"',
    },
  ],
  read: (given) => writeOptions(given, given.values),
  run: async (request) => (await import("../../commands/adopt.ts")).adopt(request),
  report: {
    text: async (result) => (await import("../../report/history-text.ts")).adoptText(result),
    json: async (result) => jsonLine("adopt", result),
  },
});
