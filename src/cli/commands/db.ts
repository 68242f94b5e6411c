import type { DatabaseResult, DropOptions } from "../../commands/db.ts";
import type { RunOptions, RunResult } from "../../engine/index.ts";
import { InvalidRequestError } from "../../errors/index.ts";
import { jsonLine } from "../../report/json.ts";
import { runOptions } from "../command-options.ts";
import { confirmDrop, yes } from "../confirmation.ts";
import { defineCommand } from "../define-command.ts";
import { verbose } from "../../settings/general-options.ts";
import { commandGroups } from "../../settings/headings.ts";
import { toggle } from "../../settings/option.ts";
import { order, protection, schemaFile } from "../../settings/all.ts";
import { withoutOption } from "../../settings/setting.ts";
import { runningSettings } from "./running.ts";
import { who } from "./who.ts";

const actions = ["create", "load", "drop", "reset"] as const;
type Action = (typeof actions)[number];

interface DbRequest {
  readonly action: Action;
  readonly options: RunOptions & DropOptions;
  /** For `load`. */
  readonly schemaFile: string;
}

type DbResult = DatabaseResult & {
  readonly run?: RunResult;
  readonly marked?: readonly string[];
};

export const dbCommand = defineCommand({
  name: "db",
  words: "[action] [file]",
  wordsHelp: [actions.join(", "), "the schema file that `load` reads"],
  actions,
  summary:
    "make the database, also from a schema file, drop it, or run all migrations on a new one",
  group: commandGroups.run,
  options: [
    { ...yes, description: "do not ask before it is dropped" },
    toggle("--force", "end the sessions that are on it"),
    who,
    verbose,
  ],
  settings: [...runningSettings, ...schemaFile, ...withoutOption([...protection, ...order])],
  examples: [
    { line: "pgmaestro db create", does: "make the database, where it is not there" },
    {
      line: "pgmaestro db load schema.sql",
      does: "make it from what dump wrote, and mark the migrations that are in that",
    },
    { line: "pgmaestro db reset --yes", does: "begin again, in development" },
  ],
  async read(given): Promise<DbRequest> {
    const action = actionOf(given.words);
    const options = runOptions(given, { who: given.values.who });
    if (action === "drop" || action === "reset")
      await confirmDrop(given, `db ${action}`, options.database);
    const file = given.words[1] ?? given.settings.schemaFile?.value ?? "schema.sql";
    return { action, options: { ...options, force: given.values.force }, schemaFile: file };
  },
  run: ({ action, options, schemaFile: file }, { watched }) =>
    watched(async (watching): Promise<DbResult> => {
      const db = await import("../../commands/db.ts");
      const ways = {
        create: db.createDatabase,
        load: db.loadDatabase,
        drop: db.dropDatabase,
        reset: db.resetDatabase,
      };
      return ways[action]({ ...options, ...watching, schemaFile: file });
    }),
  report: {
    text: async (result, { request, style }) =>
      (await import("../../report/db-text.ts")).dbText(result, request.action, style),
    json: async (result, { request: { action } }) => jsonLine("db", { action, ...result }),
  },
});

function actionOf(words: readonly string[]): Action {
  const action = actions.find((one) => one === words[0]);
  if (action !== undefined && words.length <= (action === "load" ? 2 : 1)) return action;
  throw new InvalidRequestError(
    words.length === 0 ? "Nothing says what to do" : `\`db ${words.join(" ")}\` is not known`,
    `Give one of ${actions.join(", ")}.`,
  );
}
