import { jsonLine } from "../../report/json.ts";
import { scratchPlace, writeOptions } from "../command-options.ts";
import { defineCommand } from "../define-command.ts";
import { text } from "../../settings/kinds.ts";
import { option, toggle } from "../../settings/option.ts";
import { connection, directory, historyNames, scratch, writing } from "../../settings/all.ts";
import { commandGroups } from "../../settings/headings.ts";
import { who } from "./who.ts";

export const importCommand = defineCommand({
  name: "import",
  words: "<tool>",
  wordsHelp: ["whose files and history they are"],
  summary:
    "take over files and history of another tool: db-migrate, dbmate, diesel, drizzle, flyway, golang-migrate, goose, graphile-migrate, knex, prisma, sequelize, sqlx, supabase or typeorm",
  group: commandGroups.history,
  options: [
    option("--from <directory>", text, "where the tool's files are (default: the tool's own)"),
    option("--from-table <name>", text, "the tool's history: table or schema.table"),
    toggle("--write", "write files and history; without it they are only shown"),
    who,
  ],
  settings: [...connection, ...scratch, ...directory, ...historyNames, ...writing],
  examples: [
    { line: "pgmaestro import dbmate", does: "show what would be written" },
    { line: "pgmaestro import dbmate --from db/migrations --write", does: "write it" },
  ],
  read: (given) => {
    const { from, fromTable, write } = given.values;
    const [tool] = given.words;
    const options = { ...writeOptions(given, given.values), ...scratchPlace(given.settings) };
    return { ...options, tool: tool!, from, fromTable, write };
  },
  run: (request, { stoppable }) =>
    stoppable(async (stop) =>
      (await import("../../commands/import.ts")).importFrom({ ...request, ...stop }),
    ),
  report: {
    text: async (result, { style }) =>
      (await import("../../report/import-text.ts")).importText(result, style),
    json: async (result) => jsonLine("import", result),
  },
});
