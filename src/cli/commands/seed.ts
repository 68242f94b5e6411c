import type { SeedFakeOptions } from "../../commands/seed-fake.ts";
import type { SeedOptions } from "../../commands/seed.ts";
import { jsonLine } from "../../report/json.ts";
import { runOptions } from "../command-options.ts";
import { refuseProtected } from "../confirmation.ts";
import { defineCommand } from "../define-command.ts";
import { verbose } from "../../settings/general-options.ts";
import { commandGroups } from "../../settings/headings.ts";
import { wholeNumber } from "../../settings/kinds.ts";
import { option } from "../../settings/option.ts";
import { order, protection, seeds } from "../../settings/all.ts";
import { withoutOption } from "../../settings/setting.ts";
import { runningSettings } from "./running.ts";
import { who } from "./who.ts";

type SeedRequest =
  | { readonly kind: "seeds"; readonly options: SeedOptions }
  | { readonly kind: "fake"; readonly options: SeedFakeOptions };

export const seedCommand = defineCommand({
  name: "seed",
  words: "[name-or-table...]",
  wordsHelp: ["of files in seeds/, or of tables with --fake"],
  summary: "plant rows for development: files in seeds/, or made-up ones",
  group: commandGroups.run,
  options: [
    option(
      "--fake <rows>",
      wholeNumber("a number of rows", 1, 1_000_000),
      "make rows up, until each table has that many",
    ),
    who,
    verbose,
  ],
  settings: [...runningSettings, ...seeds, ...withoutOption([...protection, ...order])],
  examples: [
    { line: "pgmaestro seed", does: "run all files in seeds/" },
    { line: "pgmaestro seed --fake 1000 users", does: "make up users, and what they need" },
  ],
  read(given): SeedRequest {
    const { fake, who: author } = given.values;
    const options = runOptions(given, { who: author });
    refuseProtected(given, "`pgmaestro seed` is for development", options.database);
    if (fake !== undefined)
      return { kind: "fake", options: { ...options, rows: fake, tables: given.words } };
    return {
      kind: "seeds",
      options: { ...options, names: given.words, seedsDir: given.settings.seedsDir?.value },
    };
  },
  run: (request, { watched }) =>
    watched(async (watching) => {
      if (request.kind === "fake") {
        const { seedFake } = await import("../../commands/seed-fake.ts");
        return {
          kind: "fake",
          result: await seedFake({ ...request.options, ...watching }),
        } as const;
      }
      const { seed } = await import("../../commands/seed.ts");
      return { kind: "seeds", result: await seed({ ...request.options, ...watching }) } as const;
    }),
  report: {
    async text(made, { style }) {
      const { seedFakeText, seedText } = await import("../../report/seed-text.ts");
      return made.kind === "fake" ? seedFakeText(made.result, style) : seedText(made.result, style);
    },
    json: async ({ kind, result }) => jsonLine(kind === "fake" ? "fake" : "seed", result),
  },
  exitCode: ({ result }) => ("unfilled" in result && result.unfilled.length > 0 ? 1 : 0),
});
