import { once } from "node:events";
import { jsonLine } from "../../report/json.ts";
import { directoryOptions } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import { wholeNumber } from "../../settings/kinds.ts";
import { option } from "../../settings/option.ts";
import { connection, directory } from "../../settings/all.ts";
import { targetDatabase } from "../target.ts";
import { commandGroups } from "../../settings/headings.ts";

export const serveCommand = defineCommand({
  name: "serve",
  summary: "offer the embedded database on a local port",
  group: commandGroups.other,
  options: [
    option(
      "--port <number>",
      wholeNumber("a port", 0, 65_535),
      "the port on 127.0.0.1 (default 5433; 0 for any)",
    ),
  ],
  settings: [...connection, ...directory],
  examples: [
    { line: "pgmaestro serve --port 0", does: "on a free port, until Ctrl-C" },
    { line: "pgmaestro serve --port 0 --json", does: "with the URL as JSON, for a script" },
  ],
  read: ({ values: { port }, settings, output }) => ({
    database: targetDatabase(settings, output),
    lockWait: settings.lockWait.value,
    ...directoryOptions(settings),
    port,
  }),
  async run(request, { withProgress }) {
    const { serve: offer } = await import("../../commands/serve.ts");
    const served = await withProgress((onEvent) => offer({ ...request, onEvent }));
    const ended = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    return { ...served, ended };
  },
  report: {
    text: async ({ url }) => `Serving the embedded database at ${url}\nCtrl-C ends it.`,
    json: async ({ url }) => jsonLine("serving", { url }),
  },
  async finish({ ended, stop }) {
    await ended;
    await stop();
  },
});
