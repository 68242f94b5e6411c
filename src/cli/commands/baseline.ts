import { jsonLine } from "../../report/json.ts";
import { comparisonOptions, scratchFlags, waitOptions } from "../command-options.ts";
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
} from "../../settings/all.ts";

export const baselineCommand = defineCommand({
  name: "baseline",
  summary:
    "write the schema that the migrations stand on, where they did not begin on an empty database",
  group: commandGroups.history,
  options: [
    option(
      "--from <source>",
      text,
      "what it is made of: a URL, a .sql schema file, or DIRECTORY@NAME (default: the database)",
    ),
    option(
      "--at <name>",
      text,
      "the last migration that it stands for (default: the last that is applied there)",
    ),
    toggle("--replace", "write it in the place of the one that is there"),
    toggle("--dry-run", "only show what would be written"),
  ],
  settings: [...scratch, ...connection, ...directory, ...historyNames, ...script, ...showing],
  examples: [
    {
      line: "pgmaestro baseline",
      does: "write the schema of the database to migrations/baseline/",
    },
    {
      line: "pgmaestro baseline --from schema.sql --replace",
      does: "take a schema that pg_dump wrote, as it is",
    },
  ],
  read: (given) => {
    const { from, at, replace, dryRun } = given.values;
    const options =
      from === undefined
        ? comparisonOptions(given)
        : { ...scratchFlags(given.settings), ...waitOptions(given.settings) };
    return { ...options, from, at, replace, dryRun };
  },
  async run(request, { watched }) {
    const { baseline } = await import("../../commands/baseline.ts");
    return watched((watching) => baseline({ ...request, ...watching }));
  },
  report: {
    text: async (result, { style }) =>
      (await import("../../report/baseline-text.ts")).baselineText(result, style),
    json: async (result) => jsonLine("baseline", result),
  },
});
