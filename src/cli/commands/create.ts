import type { CreateFromDriftOptions } from "../../commands/create-from-drift.ts";
import type { CreateChangeOptions } from "../../commands/create-change.ts";
import type { CreateOptions } from "../../commands/create.ts";
import { InvalidRequestError } from "../../errors/index.ts";
import { jsonLine } from "../../report/json.ts";
import { comparisonOptions, directoryOptions } from "../command-options.ts";
import { canAsk } from "../confirmation.ts";
import { defineCommand, type Given } from "../define-command.ts";
import { verbose } from "../../settings/general-options.ts";
import { toggle } from "../../settings/option.ts";
import {
  connection,
  directory,
  givingWay,
  historyNames,
  newFile,
  order,
  scratch,
  script,
  writing,
} from "../../settings/all.ts";
import { runFlags, withoutEffect } from "../../settings/node-pg-migrate-flags.ts";
import { optionsOfSettings, withoutOption } from "../../settings/setting.ts";
import { commandGroups } from "../../settings/headings.ts";

const options = [
  toggle("--from-drift", "with the SQL for what the database has and no migration made"),
  toggle("--dry-run", "only show what would be written"),
  toggle("--no-input", "never ask; what is no terminal is not asked anyway"),
];

const settings = [
  ...newFile,
  ...scratch,
  ...connection,
  ...directory,
  ...historyNames,
  ...script,
  ...withoutOption(givingWay),
];

type CreateRequest =
  | { readonly kind: "empty"; readonly options: CreateOptions }
  | { readonly kind: "change"; readonly options: CreateChangeOptions }
  | { readonly kind: "from drift"; readonly options: CreateFromDriftOptions };

export const createCommand = defineCommand({
  name: "create",
  words: "[words...]",
  wordsHelp: [
    "what it is for; or create-table, add-column, drop-column, rename-column, add-index, drop-index, add-foreign-key, add-check, add-unique, set-not-null, add-enum-value or create-view, with its table and what else it takes",
  ],
  summary: "write a new migration file: empty, or a common change in its safe form",
  group: commandGroups.run,
  options,
  settings,
  ignored: [...runFlags, ...withoutEffect, ...optionsOfSettings([...order, ...writing]), verbose],
  examples: [
    { line: "pgmaestro create add workflow triggers", does: "write …_add-workflow-triggers.sql" },
    {
      line: "pgmaestro create add-column flowmaestro.users nick text",
      does: "write the column, with its way back",
    },
    { line: "pgmaestro create hotfix --from-drift", does: "write what was changed by hand" },
  ],
  read: readCreate,
  async run(request, { watched }) {
    if (request.kind === "empty") {
      const { create: write } = await import("../../commands/create.ts");
      return { kind: "empty", created: await write(request.options) } as const;
    }
    if (request.kind === "change") {
      const { createChange } = await import("../../commands/create-change.ts");
      return { kind: "change", created: await createChange(request.options) } as const;
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
      if (made.kind === "change") {
        const { createdChangeText } = await import("../../report/create-text.ts");
        return createdChangeText(made.created, style, dryRun);
      }
      const { createFromDriftText } = await import("../../report/drift-text.ts");
      return createFromDriftText(made.result, style, dryRun ?? false);
    },
    async json(made) {
      if (made.kind === "empty") return jsonLine("create", made.created);
      if (made.kind === "change") {
        const { createdChangeJson } = await import("../../report/lint-json.ts");
        return jsonLine("create", createdChangeJson(made.created));
      }
      const { createFromDriftJson } = await import("../../report/comparison-json.ts");
      return jsonLine("create", createFromDriftJson(made.result));
    },
  },
});

type CreateGiven = Given<(typeof options)[number], (typeof settings)[number]>;

async function readCreate(given: CreateGiven): Promise<CreateRequest> {
  const asked = { ...given, words: await wordsOf(given) };
  if (given.values.fromDrift)
    return { kind: "from drift", options: { ...comparisonOptions(given), ...nameOptions(asked) } };
  const change = await changeOptions(asked);
  if (change !== undefined) return { kind: "change", options: change };
  return { kind: "empty", options: emptyOptions(asked) };
}

/** @throws InvalidRequestError where nothing says what it is for */
async function wordsOf({ words, values, output }: CreateGiven): Promise<readonly string[]> {
  if (words.length > 0) return words;
  const mayAsk = values.input !== false && canAsk(output);
  const asked = mayAsk ? await (await import("./create-asking.ts")).askedWords() : [];
  if (asked.length > 0) return asked;
  throw new InvalidRequestError(
    "Nothing says what the migration is for",
    "Write `pgmaestro create add workflow triggers`, or a common change: `pgmaestro create add-column users nick text`.",
  );
}

/** A common change is written in SQL; in another language, or from a template, its words are a name as any others. */
async function changeOptions(given: CreateGiven): Promise<CreateChangeOptions | undefined> {
  const { migrationFileLanguage, templateFileName } = given.settings;
  if (migrationFileLanguage.value !== "sql" || templateFileName !== undefined) return undefined;
  const { commonChangeIn } = await import("../../commands/common-changes.ts");
  const change = commonChangeIn(given.words);
  if (change === undefined) return undefined;
  const { lintOptionsOf } = await import("./lint-options.ts");
  return {
    ...(await lintOptionsOf(given.settings, given.lintConfig)),
    ...nameOptions(given),
    change,
    words: given.words.slice(1),
  };
}

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
