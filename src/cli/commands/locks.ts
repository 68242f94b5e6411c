import { jsonLine } from "../../report/json.ts";
import { defineCommand } from "../define-command.ts";
import { verbose } from "../../settings/general-options.ts";
import { toggle } from "../../settings/option.ts";
import { commandGroups } from "../../settings/headings.ts";
import { readTrying, tryingOptions, tryingSettings } from "./trying.ts";

export const locksCommand = defineCommand({
  name: "locks",
  words: "[names...]",
  wordsHelp: ["of migrations, instead of the pending ones"],
  summary:
    "run migrations on a scratch database and show what each statement locks, rewrites and scans",
  group: commandGroups.check,
  options: [
    ...tryingOptions,
    toggle("--down", "also the down sections, each after its up section"),
    { ...verbose, description: "show each of many statements that lock nothing" },
  ],
  settings: tryingSettings,
  examples: [
    {
      line: "pgmaestro locks",
      does: "what is pending, or new on this branch, or the last migration",
    },
    { line: "pgmaestro locks 1730000000002 --down", does: "one by its number, up and down" },
  ],
  read: async (given) => ({ ...(await readTrying(given)), down: given.values.down }),
  async run(request, { watched }) {
    const { locks: trace } = await import("../../commands/locks.ts");
    return watched((watching) => trace({ ...request, ...watching }));
  },
  report: {
    text: async (trace, { style, verbose: isVerbose }) =>
      (await import("../../report/locks-text.ts")).locksText(trace, style, isVerbose),
    json: async (trace) =>
      jsonLine("locks", (await import("../../report/locks-json.ts")).locksJson(trace)),
  },
  exitCode: ({ migrations }) =>
    migrations.some(({ notTraced }) => notTraced !== undefined) ? 1 : 0,
});
