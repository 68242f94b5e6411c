import { dumpAfter, dumpingOf } from "../dump-after.ts";
import { defineCommand } from "../define-command.ts";
import { text } from "../../settings/kinds.ts";
import { option, toggle } from "../../settings/option.ts";
import { gateOptions } from "../requirements.ts";
import { phase, upSelection } from "../selection.ts";
import { gates, order, protection, schemaFile, scratch } from "../../settings/all.ts";
import { withoutOption } from "../../settings/setting.ts";
import { commandGroups } from "../../settings/headings.ts";
import {
  readGated,
  runIn,
  runningIgnored,
  runningOptions,
  runningReport,
  runningSettings,
  type Ways,
} from "./running.ts";

export const upWays: Ways = {
  run: async (options) => (await import("../../commands/up.ts")).up(options),
  plan: async (options) => (await import("../../commands/up.ts")).plan(options),
  fake: async (options) => (await import("../../commands/fake.ts")).fakeUp(options),
};

export const upCommand = defineCommand({
  name: "up",
  words: "[n-or-name...]",
  wordsHelp: ["how many, or the name of one"],
  summary: "run pending migrations: all, the first N, or one by name",
  group: commandGroups.run,
  options: [
    option("--to <name>", text, "run up to and including this one"),
    option("--only <name>", text, "run only this one"),
    phase,
    toggle("--skip-backfills", "leave those that run in batches to `backfill`"),
    ...gateOptions,
    ...runningOptions,
  ],
  settings: [
    ...runningSettings,
    ...order,
    ...gates,
    ...schemaFile,
    ...withoutOption([...scratch, ...protection]),
  ],
  ignored: runningIgnored,
  examples: [
    { line: "pgmaestro up", does: "run everything that is pending" },
    { line: "pgmaestro up 1 --dry-run", does: "print the SQL of the next migration" },
  ],
  async read(given) {
    const backfills = given.values.skipBackfills ? ("skip" as const) : undefined;
    const selection = { ...upSelection(given.values, given.words), backfills };
    return { ...(await readGated("up", given, selection)), dumping: dumpingOf(given) };
  },
  async run(request, session) {
    const outcome = await runIn(upWays, request, session);
    await dumpAfter(outcome, request.dumping, session);
    return outcome;
  },
  report: runningReport,
});
