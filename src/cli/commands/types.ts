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
  scratch,
  script,
  showing,
  typesFile,
} from "../../settings/all.ts";

export const typesCommand = defineCommand({
  name: "types",
  summary: "write the types of rows as TypeScript, for kysely or alone",
  group: commandGroups.compare,
  options: [
    option(
      "--from <source>",
      text,
      "what they are made of: a URL, a .sql schema file, or DIRECTORY@NAME (default: the migrations)",
    ),
    option("--output <file>", text, "where they are written (default: typesFile in the config)"),
    toggle("--check", "write nothing, and exit 1 where the file is not what would be written"),
  ],
  settings: [
    ...scratch,
    ...typesFile,
    ...connection,
    ...directory,
    ...historyNames,
    ...script,
    ...showing,
  ],
  examples: [
    { line: "pgmaestro types --output database.ts", does: "write what kysely needs" },
    { line: "pgmaestro types --plain", does: "show the rows alone" },
  ],
  read: ({ values: { from, output, check }, settings }) => ({
    ...scratchFlags(settings),
    ...waitOptions(settings),
    ...{ from, check, output: output ?? settings.typesFile?.value },
    plain: settings.plainTypes.value,
  }),
  async run(request, { watched }) {
    const { types } = await import("../../commands/types.ts");
    return watched((watching) => types({ ...request, ...watching }));
  },
  report: {
    text: async (result, { style }) =>
      (await import("../../report/types-text.ts")).typesText(result, style),
    json: async (result) =>
      jsonLine("types", (await import("../../report/types-text.ts")).typesJson(result)),
  },
  exitCode: ({ stale }) => (stale ? 1 : 0),
});
