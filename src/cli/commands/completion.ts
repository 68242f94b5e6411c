import { InvalidRequestError } from "../../errors/index.ts";
import { jsonLine } from "../../report/json.ts";
import {
  type CompletedCommand,
  type CompletedOption,
  completionScript,
  type Shell,
  shells,
} from "../../report/completion.ts";
import { directoryOptions } from "../command-options.ts";
import { type CommandDefinition, defineCommand } from "../define-command.ts";
import { commandGroups } from "../../settings/headings.ts";
import type { Option } from "../../settings/option.ts";
import { directory } from "../../settings/all.ts";

/** @param all what is completed */
export const completionCommand = (all: () => Promise<CommandDefinition[]>) =>
  defineCommand({
    name: "completion",
    words: "<shell>",
    wordsHelp: ["bash, zsh or fish"],
    actions: shells,
    summary: "print what lets bash, zsh or fish complete commands, options and names",
    group: commandGroups.other,
    options: [],
    settings: [...directory],
    examples: [
      { line: "pgmaestro completion bash", does: "for `source <(pgmaestro completion bash)`" },
      { line: "pgmaestro completion names", does: "the names that the script offers" },
    ],
    read: ({ words, settings }) => ({ what: wantedOf(words), options: directoryOptions(settings) }),
    async run({ what, options }) {
      if (what !== "names")
        return { text: completionScript(what, (await all()).map(completedCommand)) };
      const { migrationNames } = await import("../../commands/migration-names.ts");
      return { text: migrationNames(options).join("\n") };
    },
    report: {
      text: async ({ text }) => text,
      json: async (result) => jsonLine("completion", result),
    },
  });

/** @throws InvalidRequestError */
function wantedOf([word, ...others]: readonly string[]): Shell | "names" {
  const found = [...shells, "names" as const].find((one) => one === word);
  if (found !== undefined && others.length === 0) return found;
  throw new InvalidRequestError(
    `Completion is not written for ${[word, ...others].join(" ")}`,
    `Name one of ${shells.join(", ")}.`,
  );
}

function completedCommand({
  name,
  words,
  actions,
  summary,
  options,
}: CommandDefinition): CompletedCommand {
  return {
    name,
    summary,
    options: options.filter(({ hidden }) => !hidden).map(completedOption),
    words: actions,
    takesNames: /\bnames?\b/.test(words) && name !== "seed",
  };
}

function completedOption({ flags, description }: Option): CompletedOption {
  const [long] = /--[\w-]+/.exec(flags)!;
  const [value] = /<[\w-]+>/.exec(flags) ?? [];
  return {
    ...{ long, description },
    takesValue: value !== undefined,
    takesName: value === "<name>" && (long === "--to" || long === "--only"),
  };
}
