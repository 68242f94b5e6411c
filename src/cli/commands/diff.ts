import { jsonLine } from "../../report/json.ts";
import { comparisonOptions, scratchFlags, waitOptions } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import { text } from "../../settings/kinds.ts";
import { option } from "../../settings/option.ts";
import {
  connection,
  directory,
  historyNames,
  scratch,
  script,
  showing,
} from "../../settings/all.ts";
import { commandGroups } from "../../settings/headings.ts";

export const diffCommand = defineCommand({
  name: "diff",
  summary: "compare two of: a database URL, a migrations directory, a .sql schema file",
  group: commandGroups.compare,
  options: [
    option(
      "--from <source>",
      text,
      "what to compare: a URL, DIRECTORY, DIRECTORY@NAME or FILE.sql (default: the migrations)",
    ),
    option("--to <source>", text, "with what (default: the database)"),
  ],
  settings: [...scratch, ...connection, ...directory, ...historyNames, ...script, ...showing],
  examples: [
    {
      line: "pgmaestro diff --from migrations@1730000000001 --to migrations",
      does: "show what the migrations after the first change",
      exitCode: 1,
    },
    {
      line: "pgmaestro diff --from schema.sql",
      does: "show what leads from a schema file to the database",
      exitCode: 1,
    },
  ],
  read: (given) => {
    const { from, to } = given.values;
    const options =
      to === undefined
        ? comparisonOptions(given)
        : { ...scratchFlags(given.settings), ...waitOptions(given.settings) };
    return { ...options, from, to };
  },
  async run(request, { watched }) {
    const { diff: compare } = await import("../../commands/diff.ts");
    return watched((watching) => compare({ ...request, ...watching }));
  },
  report: {
    text: async (result, { style }) =>
      (await import("../../report/drift-text.ts")).diffText(result, style),
    json: async (result) =>
      jsonLine("diff", (await import("../../report/comparison-json.ts")).diffJson(result)),
  },
  exitCode: ({ differences }) => (differences.length === 0 ? 0 : 1),
});
