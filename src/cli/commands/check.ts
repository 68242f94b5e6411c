import { existsSync } from "node:fs";
import type { CheckOptions } from "../../commands/check.ts";
import { checkParts, refusesRuns } from "../../commands/check-parts.ts";
import { type Rule, ruleFilesIn } from "../../lint/index.ts";
import { jsonLine } from "../../report/json.ts";
import { scratchFlags, waitOptions } from "../command-options.ts";
import { defineCommand, type Given } from "../define-command.ts";
import { commandGroups } from "../../settings/headings.ts";
import { listOf, oneOf } from "../../settings/kinds.ts";
import { option } from "../../settings/option.ts";
import { formatOfFile, formatOptions, inRepository, reportFiles } from "../reporting.ts";
import { foreignPlace, from } from "../from.ts";
import { changesOnBranch, since } from "../since.ts";
import {
  optionalTarget,
  proofs,
  schemaFile,
  scratch,
  seeds,
  showing,
  typesFile,
  verifying,
} from "../../settings/all.ts";
import { environments } from "../../settings/environments.ts";
import { proofsFile } from "../../settings/proofs-file.ts";
import { withoutOption } from "../../settings/setting.ts";
import { namedTarget } from "../target.ts";
import { lintSettingsOf, rulesOf, settledLint } from "./lint-options.ts";
import { usualFile } from "./stats.ts";

const options = [
  since,
  from,
  option(
    "--skip <parts>",
    listOf(oneOf(checkParts)),
    `parts to leave out, with commas: ${checkParts.join(", ")}`,
  ),
  ...formatOptions(["text", "markdown", "html", "json", "junit", "sarif", "github", "gitlab"]),
  reportFiles,
];

const settings = [
  ...scratch,
  ...optionalTarget,
  ...lintSettingsOf,
  ...verifying,
  ...proofs,
  ...withoutOption([...schemaFile, ...typesFile]),
  ...seeds,
  environments,
  ...showing,
];

interface CheckRequest {
  readonly options: CheckOptions;
  /** All of them, for formats that describe them. */
  readonly rules: readonly Rule[];
}

/** Exits 3 where the target's history refuses every run, else 1 where a part failed. */
export const checkCommand = defineCommand({
  name: "check",
  summary: "say whether a pull request's migrations may be merged: all checks, one answer",
  group: commandGroups.check,
  options,
  settings,
  examples: [
    { line: "pgmaestro check --since main", does: "check what this branch adds and changes" },
    {
      line: "pgmaestro check --since main --report check.xml --report check.sarif",
      does: "with two reports for CI",
    },
  ],
  read: readCheck,
  async run(request, { watched }): Promise<CheckAnswer> {
    const { check } = await import("../../commands/check.ts");
    return watched((watching) => check({ ...request.options, ...watching }));
  },
  report: {
    text: async (result, { style }) =>
      (await import("../../report/check-text.ts")).checkText(result, style),
    json: async (result) =>
      jsonLine("check", (await import("../../report/check-json.ts")).checkJson(result)),
    markdown: async (result, { hidden }) =>
      (await import("../../report/check-markdown.ts")).checkMarkdown(result, {
        inRepository,
        hidden,
      }),
    html: async (result, { hidden }) =>
      (await import("../../report/page/check-page.ts")).checkPage(result, hidden),
    junit: async (result, { hidden }) =>
      (await import("../../report/check-junit.ts")).checkJunit(result, hidden),
    github: async (result) =>
      (await import("../../report/check-github.ts")).checkAnnotations(result, inRepository),
    sarif: async (result, { request }) =>
      (await import("../../report/sarif.ts")).sarifLog(
        await found(result),
        request.rules,
        inRepository,
      ),
    gitlab: async (result, { request }) =>
      (await import("../../report/gitlab.ts")).gitlabReport(
        await found(result),
        request.rules,
        inRepository,
      ),
  },
  exitCode: (result) => (refusesRuns(result) ? 3 : result.passed ? 0 : 1),
});

type CheckAnswer = Awaited<ReturnType<typeof import("../../commands/check.ts").check>>;

async function readCheck(
  given: Given<(typeof options)[number], (typeof settings)[number]>,
): Promise<CheckRequest> {
  const { values, settings: all, lintConfig } = given;
  const fromTool = foreignPlace(values.from);
  const { rules, ownRules } = await rulesOf(ruleFilesIn(lintConfig?.value ?? {}), all);
  return {
    rules,
    options: {
      ...scratchFlags(all),
      ...waitOptions(all),
      lockTimeout: all.lockTimeout?.value,
      changes: await changesOnBranch(values.since, all, fromTool),
      database: namedTarget(all),
      statistics: lintConfig?.value.statistics ?? committedStatistics(),
      skip: values.skip,
      fromTool,
      lint: settledLint(lintConfig, {}, rules, all),
      ownRules,
      repeatable: all["verify.repeatable"]?.value,
      proofs: proofsFile(all),
      schemaFile: all.schemaFile?.value,
      typesFile: all.typesFile?.value,
      seedsDir: fromTool === undefined ? (all.seedsDir?.value ?? "seeds") : undefined,
      plainTypes: all.plainTypes.value,
      describe: [values.format, ...(values.report ?? []).map(formatOfFile)].includes("html"),
    },
  };
}

/** The file that `stats` writes where nothing names another one. */
function committedStatistics(): string | undefined {
  return existsSync(usualFile) ? usualFile : undefined;
}

/** What was found at places in files. */
async function found(result: CheckAnswer) {
  const { checkFindings } = await import("../../report/check-findings.ts");
  const { inFiles } = await import("../../report/in-files.ts");
  return inFiles(checkFindings(result));
}
