import { confirmIfProtected, yes } from "../confirmation.ts";
import { defineCommand } from "../define-command.ts";
import { gateOptions } from "../requirements.ts";
import { redoSelection } from "../selection.ts";
import { gates, order, protection } from "../../settings/all.ts";
import { quietly } from "../../settings/setting.ts";
import { commandGroups } from "../../settings/headings.ts";
import {
  readGated,
  runIn,
  runningIgnored,
  runningOptions,
  runningReport,
  runningSettings,
} from "./running.ts";

export const redoCommand = defineCommand({
  name: "redo",
  words: "[n-or-name...]",
  wordsHelp: ["how many, or the name of one"],
  summary: "roll back the last N migrations (default 1), or one by name, and run them again",
  group: commandGroups.run,
  options: [yes, ...gateOptions, ...runningOptions],
  settings: [...runningSettings, ...protection, ...quietly(order), ...gates],
  ignored: runningIgnored,
  examples: [
    { line: "pgmaestro redo", does: "roll back the last migration and run it again" },
    { line: "pgmaestro redo 2", does: "the same for the last two" },
  ],
  read: async (given) => {
    const request = await readGated("redo", given, redoSelection(given.values, given.words));
    if (!request.dryRun)
      await confirmIfProtected(given, ["redo", ...given.words].join(" "), request.options.database);
    return request;
  },
  run: (request, session) =>
    runIn(
      {
        run: async (options) => (await import("../../commands/redo.ts")).redo(options),
        plan: async (options) => (await import("../../commands/redo.ts")).planRedo(options),
        fake: async (options) => (await import("../../commands/fake.ts")).fakeRedo(options),
      },
      request,
      session,
    ),
  report: runningReport,
});
