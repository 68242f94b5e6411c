import { jsonLine } from "../../report/json.ts";
import { historyOptions, waitOptions } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import { text } from "../../settings/kinds.ts";
import { option } from "../../settings/option.ts";
import { connection, historyNames } from "../../settings/all.ts";
import { targetDatabase } from "../target.ts";
import { commandGroups } from "../../settings/headings.ts";

export const usualFile = "pgmaestro.stats.json";

export const statsCommand = defineCommand({
  name: "stats",
  summary: "write the sizes and the activity of the database's tables to a file; only reads",
  group: commandGroups.check,
  options: [
    option("--output <file>", text, `the file (default ${usualFile}); with --json none is written`),
  ],
  settings: [...connection, ...historyNames],
  examples: [
    { line: "pgmaestro stats", does: `write ${usualFile}, to be committed` },
    { line: "pgmaestro stats --json", does: "print them instead" },
  ],
  read: ({ values, settings, output }) => ({
    database: targetDatabase(settings, output),
    ...waitOptions(settings),
    ...historyOptions(settings),
    output: output.json ? undefined : (values.output ?? usualFile),
  }),
  run: (request, { stoppable }) =>
    stoppable(async (stop) =>
      (await import("../../commands/stats.ts")).stats({ ...request, ...stop }),
    ),
  report: {
    text: async (result) => (await import("../../report/stats-text.ts")).statsText(result),
    async json({ statistics }) {
      const { statisticsContent } = await import("../../impact/statistics-file.ts");
      return jsonLine("stats", statisticsContent(statistics));
    },
  },
});
