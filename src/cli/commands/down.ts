import { confirmIfProtected, yes } from "../confirmation.ts";
import { defineCommand } from "../define-command.ts";
import { text } from "../../settings/kinds.ts";
import { option, toggle } from "../../settings/option.ts";
import { downSelection } from "../selection.ts";
import { order, protection } from "../../settings/all.ts";
import { quietly } from "../../settings/setting.ts";
import { commandGroups } from "../../settings/headings.ts";
import {
  readRunning,
  runIn,
  runningIgnored,
  runningOptions,
  runningReport,
  runningSettings,
} from "./running.ts";

export const downCommand = defineCommand({
  name: "down",
  words: "[n-or-name...]",
  wordsHelp: ["how many, or the name of one"],
  summary: "roll back migrations: the last one, the last N, or one by name",
  group: commandGroups.run,
  options: [
    option("--to <name>", text, "roll back everything after this one, which stays"),
    toggle("--all", "roll back everything"),
    yes,
    ...runningOptions,
  ],
  settings: [...runningSettings, ...protection, ...quietly(order)],
  ignored: runningIgnored,
  examples: [
    { line: "pgmaestro down", does: "roll back the last migration" },
    { line: "pgmaestro down 2 --dry-run", does: "print the SQL that rolls back the last two" },
  ],
  read: async (given) => {
    const typed = ["down", ...given.words, ...(given.values.all ? ["--all"] : [])].join(" ");
    const request = readRunning("down", given, downSelection(given.values, given.words));
    if (!request.dryRun) await confirmIfProtected(given, typed, request.options.database);
    return request;
  },
  run: (request, session) =>
    runIn(
      {
        run: async (options) => (await import("../../commands/down.ts")).down(options),
        plan: async (options) => (await import("../../commands/down.ts")).planDown(options),
        fake: async (options) => (await import("../../commands/fake.ts")).fakeDown(options),
      },
      request,
      session,
    ),
  report: runningReport,
});
