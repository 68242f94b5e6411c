import { jsonLine } from "../../report/json.ts";
import { version as current } from "../../version.ts";
import { defineCommand } from "../define-command.ts";
import { commandGroups } from "../../settings/headings.ts";

export const versionCommand = defineCommand({
  name: "version",
  summary: "print the version",
  group: commandGroups.other,
  options: [],
  settings: [],
  examples: [
    { line: "pgmaestro version", does: "print the version of pgmaestro" },
    { line: "pgmaestro version --json", does: "the same for a program" },
  ],
  read: () => ({ version: current }),
  run: async (request) => request,
  report: {
    text: async (result) => result.version,
    json: async (result) => jsonLine("version", result),
  },
});
