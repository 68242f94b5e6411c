import { jsonLine } from "../../report/json.ts";
import { comparisonOptions } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import {
  connection,
  directory,
  historyNames,
  scratch,
  script,
  showing,
} from "../../settings/all.ts";
import { commandGroups } from "../../settings/headings.ts";

export const driftCommand = defineCommand({
  name: "drift",
  summary: "compare the database with what its applied migrations make; only reads",
  group: commandGroups.compare,
  options: [],
  settings: [...scratch, ...connection, ...directory, ...historyNames, ...script, ...showing],
  examples: [
    { line: "pgmaestro drift", does: "show what was changed by hand" },
    { line: "pgmaestro drift --json", does: "the same for a program" },
  ],
  read: comparisonOptions,
  async run(request, { watched }) {
    const { drift: compare } = await import("../../commands/drift.ts");
    return watched((watching) => compare({ ...request, ...watching }));
  },
  report: {
    text: async (result, { style }) =>
      (await import("../../report/drift-text.ts")).driftText(result, style),
    json: async (result) =>
      jsonLine("drift", (await import("../../report/comparison-json.ts")).driftJson(result)),
  },
  exitCode: ({ differences }) => (differences.length === 0 ? 0 : 1),
});
