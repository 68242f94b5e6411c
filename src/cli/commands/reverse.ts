import { jsonLine } from "../../report/json.ts";
import { scratchFlags } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import { foreignPlace, from } from "../from.ts";
import { jobs } from "./trying.ts";
import { toggle } from "../../settings/option.ts";
import {
  connection,
  directory,
  historyNames,
  scratch,
  script,
  showing,
} from "../../settings/all.ts";
import { withoutOption } from "../../settings/setting.ts";
import { commandGroups } from "../../settings/headings.ts";

export const reverseCommand = defineCommand({
  name: "reverse",
  words: "[names...]",
  wordsHelp: ["of migrations; all without a down section where none is given"],
  summary: "write the down sections that are missing, each proved on a scratch database",
  group: commandGroups.check,
  options: [
    toggle("--write", "put them into the files; without it they are only shown"),
    toggle("--replace", "also replace down sections that do not pass"),
    jobs,
    from,
  ],
  settings: [
    ...scratch,
    ...directory,
    ...historyNames,
    ...script,
    ...withoutOption(connection),
    ...showing,
  ],
  examples: [
    { line: "pgmaestro reverse", does: "show what the missing down sections would be" },
    { line: "pgmaestro reverse 1730000000003 --write", does: "write that of one migration" },
  ],
  read: ({ values: { write, replace, jobs: atOnce, from: typed }, words, settings }) => ({
    ...scratchFlags(settings),
    fromTool: foreignPlace(typed),
    names: words,
    write,
    replace,
    jobs: atOnce,
  }),
  async run(request, { watched }) {
    const { reverse: writeDowns } = await import("../../commands/reverse.ts");
    return watched((watching) => writeDowns({ ...request, ...watching }));
  },
  report: {
    text: async (result, { style }) =>
      (await import("../../report/reverse-text.ts")).reverseText(result, style),
    json: async (result) =>
      jsonLine("reverse", (await import("../../report/reverse-text.ts")).reverseJson(result)),
  },
  exitCode: ({ passed }) => (passed ? 0 : 1),
});
