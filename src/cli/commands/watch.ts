import type { LintOptions } from "../../commands/lint.ts";
import type { RunOptions } from "../../engine/index.ts";
import { jsonLine } from "../../report/json.ts";
import { runOptions } from "../command-options.ts";
import { refuseProtected } from "../confirmation.ts";
import { defineCommand } from "../define-command.ts";
import { verbose } from "../../settings/general-options.ts";
import { commandGroups } from "../../settings/headings.ts";
import type { Output } from "../output.ts";
import { order, protection } from "../../settings/all.ts";
import { withoutOption } from "../../settings/setting.ts";
import { lintOptionsOf } from "./lint-options.ts";
import { runningSettings } from "./running.ts";
import { who } from "./who.ts";

interface WatchRequest {
  readonly options: RunOptions;
  readonly lint: Pick<LintOptions, "settings" | "ownRules">;
  readonly output: Output;
}

export const watchCommand = defineCommand({
  name: "watch",
  summary: "run a migration again at each save, on a development database",
  group: commandGroups.run,
  options: [who, verbose],
  settings: [...runningSettings, ...withoutOption([...protection, ...order])],
  examples: [
    { line: "pgmaestro watch", does: "until Ctrl-C" },
    { line: "pgmaestro watch --json", does: "a line of JSON for each save, for a script" },
  ],
  async read(given): Promise<WatchRequest> {
    const options = runOptions(given, { who: given.values.who });
    refuseProtected(given, "`pgmaestro watch` is for development", options.database);
    const { settings, ownRules } = await lintOptionsOf(given.settings, given.lintConfig);
    return { options, lint: { settings, ownRules }, output: given.output };
  },
  async run({ options, lint, output }, { waiting }) {
    const { watch } = await import("../../commands/watch.ts");
    const { watchJson, watchText } = await import("../../report/watch-text.ts");
    const { settings, ownRules } = lint;
    let saves = -1;
    await waiting(({ signal, ...watching }) =>
      watch({
        ...{ ...options, ...watching, lint: settings, ownRules },
        signal: signal ?? new AbortController().signal,
        onAnswer(answer) {
          saves++;
          output.line(
            output.json ? jsonLine("saved", watchJson(answer)) : watchText(answer, output.style),
          );
        },
      }),
    );
    return { saves: Math.max(saves, 0) };
  },
  report: {
    text: () => Promise.resolve(""),
    json: (result) => Promise.resolve(jsonLine("watch", result)),
  },
});
