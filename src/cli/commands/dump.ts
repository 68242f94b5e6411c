import { jsonLine } from "../../report/json.ts";
import { scratchFlags, waitOptions } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import { commandGroups } from "../../settings/headings.ts";
import { text } from "../../settings/kinds.ts";
import { option, toggle } from "../../settings/option.ts";
import {
  connection,
  directory,
  historyNames,
  schemaFile,
  scratch,
  script,
  showing,
} from "../../settings/all.ts";

export const dumpCommand = defineCommand({
  name: "dump",
  summary: "write the schema that the migrations make, as SQL",
  group: commandGroups.compare,
  options: [
    option(
      "--from <source>",
      text,
      "what it is made of: a URL, a .sql schema file, or DIRECTORY@NAME (default: the migrations)",
    ),
    option("--output <file>", text, "where it is written (default: schemaFile in the config)"),
    toggle("--check", "write nothing, and exit 1 where the file is not what would be written"),
  ],
  settings: [
    ...scratch,
    ...schemaFile,
    ...connection,
    ...directory,
    ...historyNames,
    ...script,
    ...showing,
  ],
  examples: [
    { line: "pgmaestro dump --output schema.sql", does: "write the schema of the migrations" },
    { line: "pgmaestro dump --output schema.sql --check", does: "say in CI whether it is stale" },
  ],
  read: ({ values: { from, output, check }, settings }) => ({
    ...scratchFlags(settings),
    ...waitOptions(settings),
    ...{ from, check, output: output ?? settings.schemaFile?.value },
  }),
  async run(request, { watched }) {
    const { dump } = await import("../../commands/dump.ts");
    return watched((watching) => dump({ ...request, ...watching }));
  },
  report: {
    text: async (result, { style }) =>
      (await import("../../report/dump-text.ts")).dumpText(result, style),
    json: async (result) =>
      jsonLine("dump", (await import("../../report/dump-text.ts")).dumpJson(result)),
  },
  exitCode: ({ stale, differences = [] }) => (stale || differences.length > 0 ? 1 : 0),
});
