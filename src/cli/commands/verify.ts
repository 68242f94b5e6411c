import { jsonLine } from "../../report/json.ts";
import { defineCommand } from "../define-command.ts";
import { formatOptions, inRepository } from "../reporting.ts";
import { commandGroups } from "../../settings/headings.ts";
import { proofs, verifying } from "../../settings/all.ts";
import { environments } from "../../settings/environments.ts";
import { proofsFile } from "../../settings/proofs-file.ts";
import { jobs, readTrying, tryingOptions, tryingSettings } from "./trying.ts";

export const verifyCommand = defineCommand({
  name: "verify",
  words: "[names...]",
  wordsHelp: ["of migrations, instead of the pending ones"],
  summary:
    "try migrations on a scratch database: up, up again, down, up; what is pending, or new on this branch",
  group: commandGroups.check,
  options: [...tryingOptions, jobs, ...formatOptions(["text", "json", "junit", "github"])],
  settings: [...tryingSettings, ...verifying, ...proofs, environments],
  examples: [
    { line: "pgmaestro verify --all", does: "try every migration" },
    {
      line: "pgmaestro verify --format junit --output verify.xml",
      does: "the pending ones, or what the branch adds; with a report for CI",
    },
  ],
  read: async (given) => ({
    ...(await readTrying(given)),
    jobs: given.values.jobs,
    repeatable: given.settings["verify.repeatable"]?.value,
    proofs: proofsFile(given.settings),
  }),
  async run(request, { watched }) {
    const { verify: tryOut } = await import("../../commands/verify.ts");
    return watched((watching) => tryOut({ ...request, ...watching }));
  },
  report: {
    text: async (result, { style }) =>
      (await import("../../report/verify-text.ts")).verifyText(result, style),
    json: async (result) =>
      jsonLine("verify", (await import("../../report/verify-json.ts")).verifyJson(result)),
    junit: async (result, { hidden }) =>
      (await import("../../report/junit.ts")).junitXml(result, hidden),
    github: async (result) =>
      (await import("../../report/github.ts")).githubAnnotations(result, inRepository),
  },
  exitCode: ({ passed }) => (passed ? 0 : 1),
});
