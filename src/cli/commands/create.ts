import type { CreateFromDriftOptions } from "../../commands/create-from-drift.ts";
import type { CreateOptions } from "../../commands/create.ts";
import { jsonLine } from "../../report/json.ts";
import { comparisonOptions, directoryOptions } from "../command-options.ts";
import { defineCommand, type Given } from "../define-command.ts";
import { verbose } from "../general-options.ts";
import { toggle } from "../option.ts";
import {
  connection,
  directory,
  historyNames,
  newFile,
  order,
  scratch,
  script,
  writing,
} from "../settings/all.ts";
import { runFlags, withoutEffect } from "../settings/node-pg-migrate-flags.ts";
import { optionsOfSettings } from "../settings/setting.ts";
import { commandGroups } from "../headings.ts";

const options = [
  toggle("--from-drift", "with the SQL for what the database has and no migration made"),
  toggle("--dry-run", "only show what would be written"),
];

const settings = [...newFile, ...scratch, ...connection, ...directory, ...historyNames, ...script];

type CreateRequest =
  | { readonly kind: "empty"; readonly options: CreateOptions }
  | { readonly kind: "from drift"; readonly options: CreateFromDriftOptions };

export const createCommand = defineCommand({
  name: "create",
  words: "<words...>",
  summary: "write a new migration file",
  group: commandGroups.run,
  options,
  settings,
  ignored: [...runFlags, ...withoutEffect, ...optionsOfSettings([...order, ...writing]), verbose],
  examples: [
    { line: "pgmaestro create add workflow triggers", does: "write …_add-workflow-triggers.sql" },
    { line: "pgmaestro create hotfix --from-drift", does: "write what was changed by hand" },
  ],
  read: (given): CreateRequest => {
    if (!given.values.fromDrift) return { kind: "empty", options: emptyOptions(given) };
    return { kind: "from drift", options: { ...comparisonOptions(given), ...nameOptions(given) } };
  },
  async run(request, { watched }) {
    if (request.kind === "empty") {
      const { create: write } = await import("../../commands/create.ts");
      return { kind: "empty", created: await write(request.options) } as const;
    }
    const { createFromDrift } = await import("../../commands/create-from-drift.ts");
    const result = await watched((watching) =>
      createFromDrift({ ...request.options, ...watching }),
    );
    return { kind: "from drift", result } as const;
  },
  report: {
    async text(made, { request, style }) {
      const { dryRun } = request.options;
      if (made.kind === "empty")
        return (await import("../../report/history-text.ts")).createdText(
          made.created,
          style,
          dryRun,
        );
      const { createFromDriftText } = await import("../../report/drift-text.ts");
      return createFromDriftText(made.result, style, dryRun ?? false);
    },
    async json(made) {
      if (made.kind === "empty") return jsonLine("create", made.created);
      const { createFromDriftJson } = await import("../../report/comparison-json.ts");
      return jsonLine("create", createFromDriftJson(made.result));
    },
  },
});

type CreateGiven = Given<(typeof options)[number], (typeof settings)[number]>;

function nameOptions({ values, words, settings: found }: CreateGiven) {
  return {
    words,
    filenameFormat: found.migrationFilenameFormat?.value,
    dryRun: values.dryRun ?? false,
  };
}

function emptyOptions(given: CreateGiven): CreateOptions {
  const { migrationFileLanguage, templateFileName } = given.settings;
  return {
    ...directoryOptions(given.settings),
    ...nameOptions(given),
    language: migrationFileLanguage.value,
    templateFileName: templateFileName?.value,
  };
}
