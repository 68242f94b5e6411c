import type { LintOptions } from "../../commands/lint.ts";
import { InvalidRequestError } from "../../errors/index.ts";
import {
  knownMajors,
  parseLintSettings,
  ruleFilesIn,
  ruleSets,
  suggestion,
  type Rule,
} from "../../lint/index.ts";
import { scratchFlags, waitOptions } from "../command-options.ts";
import { defineCommand, type Given, type Session } from "../define-command.ts";
import { listOf, oneOf, text, wholeNumber } from "../../settings/kinds.ts";
import { option, toggle } from "../../settings/option.ts";
import { formatOptions } from "../reporting.ts";
import { refuseSeveral } from "../../settings/refuse-several.ts";
import { foreignPlace, from } from "../from.ts";
import { changesSince, since } from "../since.ts";
import { optionalTarget, scratch, seeds } from "../../settings/all.ts";
import { existingTarget, readTarget } from "../target.ts";
import { commandGroups } from "../../settings/headings.ts";
import { lintSettingsOf, rulesOf, settledLint } from "./lint-options.ts";
import { lintReport, type LintAnswer } from "./lint-report.ts";

const options = [
  toggle("--pending", "those that are pending in the database"),
  since,
  from,
  toggle("--strict", "fail for warnings too"),
  option(
    "--set <names>",
    listOf(oneOf(ruleSets)),
    `the sets of rules, with commas: ${ruleSets.join(", ")}`,
  ),
  option("--rule <names>", listOf(text), "only these rules, with commas"),
  option("--explain <rule>", text, "say what a rule finds, why, and what to write instead"),
  toggle("--rules", "list the rules"),
  option("--new-rule <name>", text, "write a rule of your own, with cases and a page"),
  option(
    "--postgres <major>",
    wholeNumber("a major version", knownMajors.first, knownMajors.last),
    "the version to assume (default: with --pending the target's, or 15)",
  ),
  toggle("--fix", "rewrite what has one right form, once that is proved"),
  toggle("--dry-run", "with --fix: only show it"),
  ...formatOptions(["text", "json", "junit", "sarif", "github", "gitlab"]),
];

const settings = [...scratch, ...seeds, ...optionalTarget, ...lintSettingsOf];

type LintGiven = Given<(typeof options)[number], (typeof settings)[number]>;

/** What to do, and all rules. */
type LintRequest = { readonly rules: readonly Rule[] } & (
  | { readonly kind: "findings"; readonly options: LintOptions }
  | { readonly kind: "rule"; readonly rule: Rule }
  | { readonly kind: "rules" }
  | { readonly kind: "new rule"; readonly name: string; readonly files: readonly string[] }
);

/** Exits 1 where something was found that stops CI. */
export const lintCommand = defineCommand({
  name: "lint",
  words: "[files...]",
  wordsHelp: ["files or names of migrations; all where none is given"],
  summary: "say what migrations would do to a running application; all, or these",
  group: commandGroups.check,
  options,
  settings,
  examples: [
    { line: "pgmaestro lint --strict", does: "check every migration, and fail for warnings too" },
    { line: "pgmaestro lint --explain drop-column", does: "say more of a rule" },
  ],
  read: readLint,
  run: runLint,
  report: lintReport,
  exitCode: (answer) => (answer.kind !== "findings" || answer.result.passed ? 0 : 1),
});

async function readLint(given: LintGiven): Promise<LintRequest> {
  const { explain, rules: isList = false, newRule: name, format } = given.values;
  const asked = { "--explain": explain, "--rules": isList || undefined, "--new-rule": name };
  refuseSeveral(asked);
  const files = ruleFilesIn(given.lintConfig?.value ?? {});
  const { rules, ownRules } = await rulesOf(name === undefined ? files : [], given.settings);
  const [flag] = Object.entries(asked).find(([, value]) => value !== undefined) ?? [];
  if (flag === undefined)
    return {
      kind: "findings",
      rules,
      options: { ...(await lintOptions(given, rules)), ownRules },
    };
  if (format !== undefined && format !== "text" && format !== "json")
    refuseSeveral({ "--format": format, [flag]: true });
  if (name !== undefined) return { kind: "new rule", rules, name, files };
  if (explain === undefined) return { kind: "rules", rules };
  return { kind: "rule", rules, rule: ruleNamed(explain, rules) };
}

/** @throws InvalidRequestError for a name that no rule has */
function ruleNamed(name: string, rules: readonly Rule[]): Rule {
  const found = rules.find((rule) => rule.name === name);
  if (found !== undefined) return found;
  const names = rules.map((rule) => rule.name);
  throw new InvalidRequestError(
    `There is no rule "${name}"`,
    suggestion(name, names) ?? "`pgmaestro lint --rules` lists the rules.",
  );
}

async function lintOptions(given: LintGiven, rules: readonly Rule[]): Promise<LintOptions> {
  const { values, words, settings: found } = given;
  const { pending, since: revision, fix, dryRun, from: typed } = values;
  const place = foreignPlace(typed);
  refuseSeveral({ [words.join(" ")]: words[0], "--pending": pending, "--since": revision });
  refuseSeveral({ "--from": place, "--pending": pending });
  refuseDryRunAlone(values);
  return {
    ...scratchFlags(found),
    ...waitOptions(found),
    fromTool: place,
    seedsDir: place === undefined ? (found.seedsDir?.value ?? "seeds") : undefined,
    files: words,
    pending,
    database: targetOf(given),
    fix: fix ? (dryRun ? "show" : "write") : undefined,
    changedSince: await changesSince(revision, found, place),
    settings: lintSettings(given, rules),
  };
}

/** @throws InvalidRequestError */
function refuseDryRunAlone({ fix, dryRun }: LintGiven["values"]): void {
  if (fix || !dryRun) return;
  throw new InvalidRequestError(
    "--dry-run is for --fix: nothing is written without it",
    "Write `pgmaestro lint --fix --dry-run` to see what would be fixed.",
  );
}

/** What is applied there is not fixed. To fix, an embedded database may be needed, and with it its speed. */
function targetOf({ values: { fix, pending }, settings: found }: LintGiven) {
  if (fix) return existingTarget(found);
  return pending ? readTarget(found) : undefined;
}

/** What the config file says, and the flags over it. */
function lintSettings({ values, lintConfig, settings: found }: LintGiven, rules: readonly Rule[]) {
  const { set: sets, rule: only, postgres, strict } = values;
  if (only)
    parseLintSettings(
      { only },
      rules.map(({ name }) => name),
      "--rule",
    );
  const over = {
    ...(sets && { sets }),
    ...(only && { only }),
    ...(postgres !== undefined && { postgres }),
    ...(strict && { failOn: "warning" as const }),
  };
  return settledLint(lintConfig, over, rules, found);
}

/** Warnings of JS and TS migrations that cannot be loaded are shown beside the result. */
async function runLint(request: LintRequest, session: Session): Promise<LintAnswer> {
  if (request.kind === "new rule") return { kind: "new rule", made: await made(request) };
  if (request.kind !== "findings") return request;
  const { options: asked } = request;
  const { lint: check } = await import("../../commands/lint.ts");
  const result =
    asked.fix === undefined
      ? await session.withProgress((onEvent) => check({ ...asked, onEvent }))
      : await session.watched((watching) => check({ ...asked, ...watching }));
  return { kind: "findings", result };
}

async function made({ name, files, rules }: LintRequest & { readonly kind: "new rule" }) {
  const { newRule } = await import("../../rules/new-rule.ts");
  return newRule(
    name,
    files,
    rules.map((rule) => rule.name),
  );
}
