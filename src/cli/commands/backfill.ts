import { defineCommand } from "../define-command.ts";
import { commandGroups } from "../../settings/headings.ts";
import { gateOptions } from "../requirements.ts";
import { upSelection } from "../selection.ts";
import { gates, order } from "../../settings/all.ts";
import {
  readGated,
  runIn,
  runningIgnored,
  runningOptions,
  runningReport,
  runningSettings,
} from "./running.ts";
import { upWays } from "./up.ts";

export const backfillCommand = defineCommand({
  name: "backfill",
  words: "[n-or-name...]",
  wordsHelp: ["how many, or the name of one"],
  summary: "run pending migrations that run in batches: all, the first N, or one by name",
  group: commandGroups.run,
  options: [...gateOptions, ...runningOptions],
  settings: [...runningSettings, ...order, ...gates],
  ignored: runningIgnored,
  examples: [
    { line: "pgmaestro backfill", does: "run what `up --skip-backfills` has left" },
    { line: "pgmaestro backfill --dry-run", does: "print their SQL" },
  ],
  read: (given) =>
    readGated("backfill", given, { ...upSelection({}, given.words), backfills: "only" }),
  run: (request, session) => runIn(upWays, request, session),
  report: runningReport,
});
