import { InvalidRequestError } from "../../errors/index.ts";
import { jsonLine } from "../../report/json.ts";
import { historyOptions, waitOptions } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import { text, time } from "../../settings/kinds.ts";
import { option } from "../../settings/option.ts";
import { requiredKey } from "../requirements.ts";
import { connection, historyNames } from "../../settings/all.ts";
import { receiptKey } from "../../settings/receipt-key.ts";
import { targetDatabase } from "../target.ts";
import { commandGroups } from "../../settings/headings.ts";

const usualFile = "pgmaestro.receipt.json";

export const receiptCommand = defineCommand({
  name: "receipt",
  summary:
    "write which migrations an environment has, signed, for whoever cannot reach it; only reads",
  group: commandGroups.history,
  options: [
    option("--output <file>", text, `the file (default ${usualFile}); with --json none is written`),
    option("--valid <time>", time, "for how long it counts: 30min, 12h, 7d (default 7d)"),
  ],
  settings: [...connection, ...historyNames, receiptKey],
  examples: [
    { line: "pgmaestro receipt --env staging", does: `write ${usualFile}` },
    { line: "pgmaestro receipt --env staging --valid 1d --json", does: "print it instead" },
  ],
  read: ({ values, settings, output }) => {
    const { env } = settings;
    if (env === undefined)
      throw new InvalidRequestError(
        "A receipt is of an environment, and none is named",
        "Name it with --env.",
      );
    return {
      database: targetDatabase(settings, output),
      wait: settings.wait.value,
      ...waitOptions(settings),
      ...historyOptions(settings),
      environment: env.value,
      key: requiredKey(settings.receiptKey),
      validFor: values.valid,
      output: output.json ? undefined : (values.output ?? usualFile),
    };
  },
  run: (request, { stoppable }) =>
    stoppable(async (stop) =>
      (await import("../../commands/receipt.ts")).receipt({ ...request, ...stop }),
    ),
  report: {
    text: async (result) => (await import("../../report/receipt-text.ts")).receiptReport(result),
    async json({ receipt }, { request }) {
      const { receiptContent } = await import("../../gate/index.ts");
      return jsonLine("receipt", receiptContent(receipt, request.key));
    },
  },
});
