import { InvalidRequestError } from "../../errors/index.ts";
import { jsonLine } from "../../report/json.ts";
import { scratchFlags, waitOptions } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import { commandGroups } from "../../settings/headings.ts";
import { text } from "../../settings/kinds.ts";
import { option, toggle } from "../../settings/option.ts";
import {
  directory,
  historyNames,
  optionalTarget,
  scratch,
  script,
  showing,
} from "../../settings/all.ts";
import { withoutOption } from "../../settings/setting.ts";

export const squashCommand = defineCommand({
  name: "squash",
  summary: "make one migration of all up to one, which makes the same",
  group: commandGroups.history,
  options: [
    option("--to <name>", text, "the last one of them"),
    toggle("--dry-run", "only show what would be written"),
  ],
  settings: [
    ...scratch,
    ...withoutOption(optionalTarget),
    ...directory,
    ...historyNames,
    ...script,
    ...showing,
  ],
  examples: [
    {
      line: "pgmaestro squash --to 1730000000003 --dry-run",
      does: "try it, and show what would become of the files",
    },
    {
      line: "pgmaestro squash --to 1730000000002",
      does: "write it, and take the files away that it is in the place of",
    },
  ],
  read: ({ values, settings }) => ({
    ...scratchFlags(settings),
    ...waitOptions(settings),
    to: required(values.to),
    dryRun: values.dryRun,
  }),
  async run(request, { watched }) {
    const { squash } = await import("../../commands/squash.ts");
    return watched((watching) => squash({ ...request, ...watching }));
  },
  report: {
    text: async (result, { style }) =>
      (await import("../../report/squash-text.ts")).squashText(result, style),
    json: async (result) => jsonLine("squash", result),
  },
});

function required(to: string | undefined): string {
  if (to !== undefined) return to;
  throw new InvalidRequestError(
    "Nothing says up to which migration to squash",
    "Give its name or its number: `pgmaestro squash --to 1730000000003`.",
  );
}
