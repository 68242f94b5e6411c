import type { DatabaseResult, DropOptions } from "../../commands/db.ts";
import type { RunOptions, RunResult } from "../../engine/index.ts";
import { InvalidRequestError } from "../../errors/index.ts";
import { jsonLine } from "../../report/json.ts";
import { runOptions } from "../command-options.ts";
import { confirmDrop, yes } from "../confirmation.ts";
import { defineCommand } from "../define-command.ts";
import { verbose } from "../general-options.ts";
import { commandGroups } from "../headings.ts";
import { toggle } from "../option.ts";
import { order, protection } from "../settings/all.ts";
import { withoutOption } from "../settings/setting.ts";
import { runningSettings } from "./running.ts";
import { who } from "./who.ts";

const actions = ["create", "drop", "reset"] as const;
type Action = (typeof actions)[number];

interface DbRequest {
  readonly action: Action;
  readonly options: RunOptions & DropOptions;
}

export const dbCommand = defineCommand({
  name: "db",
  words: "[create|drop|reset]",
  summary: "make the database, drop it, or drop it and run all migrations on a new one",
  group: commandGroups.run,
  options: [
    { ...yes, description: "do not ask before it is dropped" },
    toggle("--force", "end the sessions that are on it"),
    who,
    verbose,
  ],
  settings: [...runningSettings, ...withoutOption([...protection, ...order])],
  examples: [
    { line: "pgmaestro db create", does: "make the database, where it is not there" },
    { line: "pgmaestro db reset --yes", does: "begin again, in development" },
  ],
  async read(given): Promise<DbRequest> {
    const action = actionOf(given.words);
    const options = runOptions(given, { who: given.values.who });
    if (action !== "create") await confirmDrop(given, `db ${action}`, options.database);
    return { action, options: { ...options, force: given.values.force } };
  },
  run: ({ action, options }, { watched }) =>
    watched(async (watching): Promise<DatabaseResult & { readonly run?: RunResult }> => {
      const { createDatabase, dropDatabase, resetDatabase } = await import("../../commands/db.ts");
      const ways = { create: createDatabase, drop: dropDatabase, reset: resetDatabase };
      return ways[action]({ ...options, ...watching });
    }),
  report: {
    text: async (result, { request, style }) =>
      (await import("../../report/db-text.ts")).dbText(result, request.action, style),
    json: async (result, { request: { action } }) => jsonLine("db", { action, ...result }),
  },
});

function actionOf(words: readonly string[]): Action {
  const action = actions.find((one) => words.length === 1 && one === words[0]);
  if (action !== undefined) return action;
  throw new InvalidRequestError(
    words.length === 0 ? "Nothing says what to do" : `\`db ${words.join(" ")}\` is not known`,
    `Give one of ${actions.join(", ")}.`,
  );
}
