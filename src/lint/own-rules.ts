import { ConfigurationError, messageOf } from "../errors/index.ts";
import { globFiles, importFile, type ModuleOptions, placeInStack } from "../migrations/index.ts";
import { isActionKind } from "../sql/statement/index.ts";
import { defineRule } from "./define-rule.ts";
import { severities } from "./finding.ts";
import type { Rule, RuleHooks } from "./rule.ts";

/** A rule of a project's own. */
export interface LoadedRule {
  readonly rule: Rule;
  /** That has it as its default export, alone or in a list. */
  readonly file: string;
}

/**
 * The rules that a project has written, from the files that patterns name.
 * @param taken names that other rules have
 * @throws ConfigurationError where a pattern names no file, a file cannot be loaded or has no rule, or a name is taken
 */
export async function loadRules(
  patterns: readonly string[],
  taken: readonly string[],
  options: ModuleOptions = {},
): Promise<LoadedRule[]> {
  const files = new Set(patterns.flatMap(filesOf));
  const loaded: LoadedRule[] = [];
  for (const file of files)
    for (const rule of rulesIn(await exportOf(file, options), file)) {
      refuseTaken(rule, file, taken, loaded);
      loaded.push({ file, rule: { ...rule, check: blamed(rule, file) } });
    }
  return loaded;
}

const isBeside = /\.(?:d|test|spec)\.[cm]?[jt]s$/;

/** Tests and types that lie beside rules are none. */
function filesOf(pattern: string): string[] {
  const files = globFiles(pattern, undefined).filter((file) => !isBeside.test(file));
  if (files.length > 0) return files;
  throw new ConfigurationError(
    `lint.rules: there is no file ${pattern}`,
    "Paths are relative to the working directory. `pgmaestro lint --new-rule NAME` writes a rule.",
  );
}

async function exportOf(file: string, options: ModuleOptions): Promise<unknown> {
  try {
    return (await importFile(file, options))["default"];
  } catch (error) {
    throw new ConfigurationError(
      `The rule in ${placeOf(error, file)} cannot be loaded: ${messageOf(error)}`,
      "docs/writing-rules.md shows what a file of rules looks like.",
      error,
    );
  }
}

/** Where in its own file an error comes from, as far as its stack says; columns are those of what was made of the file. */
function placeOf(error: unknown, file: string): string {
  return `${file}:${placeInStack(error, file).line}`;
}

function rulesIn(exported: unknown, file: string): Rule[] {
  const rules = [exported].flat();
  const problem =
    exported === undefined || rules.length === 0
      ? "it exports no rule by default"
      : rules.map(problemOf).find((one) => one !== undefined);
  if (problem === undefined) return (rules as Rule[]).map(complete);
  throw new ConfigurationError(
    `${file} is no rule: ${problem}`,
    "Write `export default defineRule({ … })`, as docs/writing-rules.md shows.",
  );
}

/** One that did not go through `defineRule` does so now. */
function complete(rule: Rule): Rule {
  return rule.stake === undefined || rule.sets === undefined ? defineRule(rule) : rule;
}

const texts = ["summary", "why", "instead"] as const;
const hooks = ["action", "statement", "section", "migration", "directory"];

/** Whether a rule may be called so. */
export function isRuleName(name: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);
}

/** What of a value keeps it from being a rule. */
function problemOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return "its default export is no object";
  const { name, severity, kinds, check, ...rest } = value as Partial<Rule>;
  if (typeof name !== "string") return "its default export has no name";
  if (!isRuleName(name))
    return "its name must be words of small letters with dashes, such as `no-money`";
  const missing = texts.find((key) => typeof rest[key] !== "string");
  if (missing !== undefined) return `${name} has no ${missing}`;
  if (!severities.includes(severity!))
    return `the severity of ${name} must be ${severities.join(", ")}`;
  if (kinds !== undefined && !Array.isArray(kinds)) return `the kinds of ${name} are no list`;
  const other = kinds?.find((kind) => !isActionKind(kind));
  if (other !== undefined) return `${name} names the kind "${other}", which no action is of`;
  const given = Object.keys(check ?? {});
  const unknown = given.find((key) => !hooks.includes(key));
  if (unknown !== undefined)
    return `${name} has a check "${unknown}"; there are ${hooks.join(", ")}`;
  return given.length === 0 ? `${name} has no check` : undefined;
}

function refuseTaken(
  { name }: Rule,
  file: string,
  taken: readonly string[],
  loaded: readonly LoadedRule[],
): void {
  const other = loaded.find(({ rule }) => rule.name === name)?.file;
  if (other === undefined && !taken.includes(name)) return;
  throw new ConfigurationError(
    `${file}: there is a rule ${name} already${other === undefined ? "" : `, in ${other}`}`,
    "Give it another name.",
  );
}

/** What a rule asks, with errors that say whose they are. */
function blamed({ name, check }: Rule, file: string): RuleHooks {
  const entries = Object.entries(check).map(([key, hook]: [string, (...given: any) => void]) => [
    key,
    (...given: unknown[]) => {
      try {
        hook.apply(check, given);
      } catch (error) {
        throw failed(name, file, error);
      }
    },
  ]);
  return Object.fromEntries(entries) as RuleHooks;
}

function failed(name: string, file: string, error: unknown): ConfigurationError {
  return new ConfigurationError(
    `The rule ${name} failed: ${messageOf(error)}`,
    `Correct it in ${placeOf(error, file)}, or leave it out of lint.rules.`,
    error,
  );
}
