import type { StatusResult } from "../../commands/status.ts";
import { jsonLine } from "../../report/json.ts";
import { targetOptions } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import { toggle } from "../../settings/option.ts";
import { connection, directory, historyNames, lockNumber } from "../../settings/all.ts";
import { withoutOption } from "../../settings/setting.ts";
import { commandGroups } from "../../settings/headings.ts";

export const statusCommand = defineCommand({
  name: "status",
  summary: "show the state of every migration; only reads",
  group: commandGroups.run,
  options: [
    toggle(
      "--check",
      "exit 3 if the history is in a bad state, 4 if something is pending, 1 if something is left unfinished",
    ),
  ],
  settings: [...connection, ...directory, ...historyNames, ...withoutOption(lockNumber)],
  examples: [
    { line: "pgmaestro status", does: "list the migrations with their states" },
    { line: "pgmaestro status --check", does: "for a script: are some pending?", exitCode: 4 },
  ],
  read: (given) => ({
    options: { ...targetOptions(given), lockValue: given.settings.lockValue?.value },
    check: given.values.check ?? false,
  }),
  run: ({ options }, { stoppable }) =>
    stoppable(async (stop) =>
      (await import("../../commands/status.ts")).status({ ...options, ...stop }),
    ),
  report: {
    text: async (result, { style }) =>
      (await import("../../report/status-text.ts")).statusText(result, style),
    json: async (result) => jsonLine("status", result),
  },
  exitCode: (result, { check }) => (check ? checkCode(result) : 0),
});

function checkCode({ counts, repeatables, dotted, looseEnds }: StatusResult): number {
  if (counts.edited + counts.missing + counts["out-of-order"] > 0 || dotted !== undefined) return 3;
  if (counts.pending > 0 || repeatables.some(({ state }) => state !== "applied")) return 4;
  return looseEnds.length > 0 ? 1 : 0;
}
