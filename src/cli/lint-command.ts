import { setFlagsFromString } from "node:v8";
import { InvalidArgumentError, Option } from "commander";
import type { LintOptions } from "../commands/lint.ts";
import { InvalidRequestError } from "../errors/index.ts";
import type { LintResult } from "../lint/index.ts";
import type { Rule } from "../lint/index.ts";
import { ruleSets } from "../lint/index.ts";
import {
  knownMajors,
  parseLintSettings,
  suggestion,
  type LintConfig,
  type LintSettings,
} from "../lint/index.ts";
import { inFiles } from "../report/in-files.ts";
import { jsonLine } from "../report/json.ts";
import type { Style } from "../report/style.ts";
import type { Action } from "./commands.ts";
import { existingTarget, forServer, scratchAndScript, type CliContext } from "./context.ts";
import { withInterrupt } from "./interrupt.ts";
import { createProgress } from "./progress.ts";
import { refuseSeveral } from "./selection.ts";
import {
  besideResult,
  inRepository,
  tell,
  tellingOf,
  tellingOptions,
  type Telling,
} from "./telling.ts";

const formats = ["text", "json", "sarif", "github", "gitlab"] as const;
type Format = (typeof formats)[number];

interface LintFlags {
  readonly pending?: boolean;
  readonly since?: string;
  readonly strict?: boolean;
  readonly set?: readonly string[];
  readonly rule?: readonly string[];
  readonly explain?: string;
  readonly rules?: boolean;
  readonly postgres?: number;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

/** Exits 1 where something was found that stops CI. */
const runLint: Action = async (context, files) => {
  optimiseLate();
  const { allRules } = await import("../lint/rules/index.ts");
  const { explain, rules } = context.flags as LintFlags;
  if (explain !== undefined) return explainRule(context, ruleNamed(explain, allRules));
  if (rules) return listRules(context, allRules);
  const telling = tellingOf<Format>(context);
  const options = await lintOptions(context, files, allRules);
  const result = await lintWatched(options, telling);
  await tell<Format>(telling, (format, style) => told({ result, rules: allRules }, format, style));
  return result.passed ? 0 : 1;
};

/**
 * Hundreds of rules run for a moment only, so that compiling them a second time, for speed, takes longer than it saves:
 * with a budget of fifteen times the default, linting 1,000 migrations takes two thirds of the processor time. Only the V8 of Node 20
 * has the flag, and others complain of it.
 */
function optimiseLate(): void {
  if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=1000000");
}

/** @throws InvalidRequestError for a name that no rule bears */
function ruleNamed(name: string, rules: readonly Rule[]): Rule {
  const found = rules.find((rule) => rule.name === name);
  if (found !== undefined) return found;
  const names = rules.map((rule) => rule.name);
  throw new InvalidRequestError(
    `There is no rule "${name}"`,
    suggestion(name, names) ?? "`pgmaestro lint --rules` lists the rules.",
  );
}

async function explainRule({ output }: CliContext, rule: Rule): Promise<number> {
  if (output.json) {
    const { ruleJson } = await import("../report/rule-json.ts");
    output.line(jsonLine("rule", ruleJson(rule)));
  } else {
    const { ruleText } = await import("../report/rule-text.ts");
    output.line(ruleText(rule, output.style));
  }
  return 0;
}

async function listRules({ output }: CliContext, rules: readonly Rule[]): Promise<number> {
  if (output.json) {
    const { ruleLineJson } = await import("../report/rule-json.ts");
    output.line(jsonLine("rules", { rules: rules.map(ruleLineJson) }));
  } else {
    const { rulesText } = await import("../report/rule-text.ts");
    output.line(rulesText(rules, output.style));
  }
  return 0;
}

async function lintOptions(
  context: CliContext,
  files: readonly string[],
  rules: readonly Rule[],
): Promise<LintOptions> {
  const { pending, since, fix, dryRun } = context.flags as LintFlags;
  refuseSeveral({ [files.join(" ")]: files[0], "--pending": pending, "--since": since });
  refuseDryRunAlone(context.flags);
  return {
    ...scratchAndScript(context),
    files,
    pending,
    database: targetOf(context),
    fix: fix ? (dryRun ? "show" : "write") : undefined,
    changedSince: since === undefined ? undefined : await changesSince(since, context),
    settings: lintSettings(context, rules),
  };
}

/** @throws InvalidRequestError */
function refuseDryRunAlone({ fix, dryRun }: LintFlags): void {
  if (fix || !dryRun) return;
  throw new InvalidRequestError(
    "--dry-run is for --fix: nothing is written without it",
    "Write `pgmaestro lint --fix --dry-run` to see what would be mended.",
  );
}

/** What is applied there is not mended. To mend, an embedded database may be needed, and with it its speed. */
function targetOf({ flags, settings }: CliContext): LintOptions["database"] {
  const { fix, pending } = flags as LintFlags;
  if (fix) return existingTarget(settings);
  return forServer(pending ? existingTarget(settings) : undefined);
}

async function changesSince(revision: string, { settings }: CliContext) {
  if (settings.useGlob.value)
    throw new InvalidRequestError(
      "--since looks at one directory, and with --use-glob there may be many",
      "Name the files instead.",
    );
  const { changedSince } = await import("../migrations/changed-files.ts");
  return changedSince(revision, settings.migrationsDir.value);
}

/** What the config file says, and the flags over it. */
function lintSettings({ flags, settings }: CliContext, rules: readonly Rule[]): LintSettings {
  const names = rules.map(({ name }) => name);
  const { set: sets, rule: only, postgres, strict } = flags as LintFlags;
  const { value: config = {}, source = "" } = settings.lint ?? {};
  const asked: LintConfig & Pick<LintSettings, "only"> = {
    ...config,
    ...(sets && { sets: sets as LintConfig["sets"] }),
    ...(only && { only }),
    ...(postgres !== undefined && { postgres }),
    ...(strict && { failOn: "warning" }),
  };
  parseLintSettings(config, names, source);
  if (only) parseLintSettings({ only }, names, "--rule");
  return parseLintSettings(asked, names, "the command line");
}

/** Warnings of JS and TS migrations that cannot be loaded are shown beside the result. */
async function lintWatched(options: LintOptions, telling: Telling<Format>): Promise<LintResult> {
  const { lint } = await import("../commands/lint.ts");
  const { watch, stop } = await createProgress(besideResult(telling));
  try {
    const watched = { ...options, onEvent: watch };
    if (options.fix === undefined) return await lint(watched);
    return await withInterrupt(telling.output, (signal) => lint({ ...watched, signal }));
  } finally {
    stop();
  }
}

interface Told {
  readonly result: LintResult;
  readonly rules: readonly Rule[];
}

async function told({ result, rules }: Told, format: Format, style: Style): Promise<string> {
  switch (format) {
    case "text":
      return textOf(result, style);
    case "json":
      return jsonLine("lint", (await import("../report/lint-json.ts")).lintJson(result));
    case "sarif":
      return (await import("../report/sarif.ts")).sarifLog(inFiles(result), rules, inRepository);
    case "gitlab":
      return (await import("../report/gitlab.ts")).gitlabReport(
        inFiles(result),
        rules,
        inRepository,
      );
    case "github":
      return (await import("../report/lint-github.ts")).lintAnnotations(
        inFiles(result),
        inRepository,
      );
  }
}

async function textOf({ fixes, ...result }: LintResult, style: Style): Promise<string> {
  return fixes === undefined
    ? (await import("../report/lint-text.ts")).lintText(result, style)
    : (await import("../report/lint-fix-text.ts")).lintFixText({ ...result, fixes }, style);
}

/** What the command line understands of it. */
export const lintCommand = {
  name: "lint [files...]",
  description: "say what migrations would do to a running application; all, or these",
  options: [
    new Option("--pending", "those that are pending in the database"),
    new Option("--since <revision>", "those that were added or changed since a revision of git"),
    new Option("--strict", "fail for warnings too"),
    new Option("--set <names>", `the sets of rules, with commas: ${ruleSets.join(", ")}`).argParser(
      listOf(ruleSets),
    ),
    new Option("--rule <names>", "these rules alone, with commas").argParser(listOf()),
    new Option("--explain <rule>", "say what a rule finds, why, and what to write instead"),
    new Option("--rules", "list the rules"),
    new Option(
      "--postgres <major>",
      "the version to assume (default: with --pending the target's, or 15)",
    ).argParser(majorVersion),
    new Option("--fix", "write anew what has one right rewrite, once it is proved"),
    new Option("--dry-run", "with --fix: only show it"),
    new Option("--scratch <url>", "the server to prove it on (default: embedded)"),
    ...tellingOptions(formats),
  ],
  action: runLint,
};

/** Names with commas between them; given again, they add up. */
function listOf(known?: readonly string[]) {
  return (given: string, before: readonly string[] = []): string[] => {
    const names = given.split(",").map((name) => name.trim());
    const unknown = known && names.find((name) => !known.includes(name));
    if (unknown !== undefined)
      throw new InvalidArgumentError(`Allowed choices are ${known!.join(", ")}.`);
    return [...before, ...names];
  };
}

function majorVersion(given: string): number {
  const { first, last } = knownMajors;
  const major = Number(given);
  if (/^\d+$/.test(given) && major >= first && major <= last) return major;
  throw new InvalidArgumentError(`It must be a major version, ${first} to ${last}.`);
}
