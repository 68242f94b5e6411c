import { maskUrlsIn } from "../../database/index.ts";
import type { LintOptions } from "../../commands/lint.ts";
import { createStyle } from "../../report/style.ts";
import { commandGroups } from "../../settings/headings.ts";
import type { CommandDefinition } from "../define-command.ts";
import { generalOptions } from "../../settings/general-options.ts";
import { withInterrupt } from "../interrupt.ts";
import { createOutput, outgoing } from "../output.ts";
import { resultStream } from "../result-stream.ts";
import { readSources } from "../../settings/read-sources.ts";
import { lintConfigIn, resolveSettings } from "../../settings/resolve.ts";
import { optionsOfSettings } from "../../settings/setting.ts";
import { lintOptionsOf, lintSettingsOf } from "./lint-options.ts";

/** Speaks the Language Server Protocol on standard input and output; a config that cannot be read is said, and no reason to end. */
export const lspCommand: CommandDefinition = {
  name: "lsp",
  words: "",
  wordsHelp: [],
  actions: [],
  summary: "serve an editor: findings while you type, fixes, locks",
  group: commandGroups.check,
  options: [...optionsOfSettings(lintSettingsOf), ...generalOptions],
  examples: [
    { line: "pgmaestro lsp", does: "what an editor runs; see docs/editors.md" },
    { line: "pgmaestro lsp --migrations-dir db", does: "for another directory than the config's" },
  ],
  async execute(flags) {
    const { serveEditor } = await import("../../editor/index.ts");
    const { errorText } = await import("../../report/error-text.ts");
    const output = createOutput({ json: false });
    const inWords = (error: unknown) => outgoing(maskUrlsIn(errorText(error, createStyle(false))));
    await withInterrupt(output, ({ signal }) =>
      Promise.race([
        serveEditor({
          input: process.stdin,
          output: resultStream(),
          loadOptions: () => loadOptions(flags),
          inWords,
        }),
        stopped(signal),
      ]),
    );
    return 0;
  },
};

async function loadOptions(
  flags: Parameters<CommandDefinition["execute"]>[0],
): Promise<LintOptions> {
  const sources = await readSources(flags);
  const settings = resolveSettings(lintSettingsOf, sources);
  return lintOptionsOf(settings, lintConfigIn(sources));
}

/** When a signal says so; what code of migrations throws where nothing waits for it is no reason. */
function stopped(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    signal?.addEventListener("abort", () => {
      if (signal.reason instanceof DOMException) resolve();
    });
  });
}
