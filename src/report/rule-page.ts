import type { Rule } from "../lint/index.ts";
import { ruleSets, type RuleSet } from "../lint/index.ts";
import { fenced } from "./markdown.ts";
import { ignoreComment, setsOf, stakes } from "./rule-text.ts";

/** What shows a rule at work: a migration, or several, of which the last is linted. */
export interface RuleExample {
  /** The name of its file: `bad.sql`, `good-new-table.sql`. */
  readonly file: string;
  readonly text: string;
  /** What linting it says; nothing for a good one. */
  readonly report?: string | undefined;
}

/**
 * A rule's page, `docs/rules/<rule>.md`.
 * @param examples its cases; those named `bad.sql` and `good.sql` are shown
 * @param files what names its file in the config, where it is a project's own
 */
export function rulePage(rule: Rule, examples: readonly RuleExample[], files?: string): string {
  const named = (file: string) => examples.find((example) => example.file === file);
  return document([
    `# ${rule.name}`,
    sentence(rule.summary),
    `**${rule.severity}** · sets: ${setsOf(rule).join(", ")} · at stake: ${stakes[rule.stake]}`,
    "## Why",
    rule.why,
    "## Found",
    ...found(named("bad.sql")),
    "## Instead",
    rule.instead,
    ...goodOf(rule, named("good.sql")),
    ...(rule.exempt === undefined ? [] : ["## Where it keeps silent", rule.exempt]),
    "## To silence it",
    ...silencing(rule, files),
  ]);
}

/** The list of all rules, `docs/rules/README.md`: a table for each set, each rule in the first that has it. */
export function rulesIndex(rules: readonly Rule[]): string {
  return document([
    "# The rules of lint",
    "Each rule has a page. `pgmaestro lint --explain RULE` says the same on a terminal, `--rules` lists them.",
    "A project picks sets ([lint.md](../lint.md#sets)); `strict` has every rule.",
    ...tableSets.flatMap((set) =>
      tableOf(
        set,
        rules.filter((rule) => homeOf(rule) === set),
      ),
    ),
  ]);
}

/** The set of all rules comes last, with those that are in no other. */
const tableSets = [...ruleSets.filter((set) => set !== "strict"), "strict"] as const;

function document(paragraphs: readonly string[]): string {
  return `${paragraphs.map((paragraph) => paragraph.trim()).join("\n\n")}\n`;
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

function found(bad: RuleExample | undefined): string[] {
  if (bad === undefined) return [];
  const report = bad.report === undefined ? [] : [fenced("text", bad.report)];
  return [...sql(bad), ...report];
}

/** The good case, where the text above it does not show the same statements already. */
function goodOf({ instead }: Rule, good: RuleExample | undefined): string[] {
  return good !== undefined && plain(instead).includes(plain(good.text)) ? [] : sql(good);
}

/** A text without its layout. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().toLowerCase();
}

function sql(example: RuleExample | undefined): string[] {
  return example === undefined ? [] : [fenced("sql", example.text)];
}

function silencing({ name }: Rule, files: string | undefined): string[] {
  const level = `{ "${name}": "off" }`;
  const rules = files === undefined ? level : `["${files}", ${level}]`;
  return [
    "Above the statement, or in the file's header for the whole file, with the reason:",
    fenced("sql", ignoreComment(name)),
    "For the project, in `pgmaestro.config.json` (or another severity: `error`, `warning`, `notice`):",
    fenced("json", `{ "lint": { "rules": ${rules} } }`),
  ];
}

function homeOf({ sets }: Rule): RuleSet {
  return ruleSets.find((set) => set !== "strict" && sets.includes(set)) ?? "strict";
}

const introductions: Readonly<Record<RuleSet, string>> = {
  safety: "What stops an application, loses data, or does not run.",
  recommended:
    "The default, with all of `safety` but where a page says otherwise: what is worth a look in most projects.",
  strict: "Only in `strict`.",
  conventions: "How migrations are written: guards, headers, down sections, names.",
};

function tableOf(set: RuleSet, rules: readonly Rule[]): string[] {
  if (rules.length === 0) return [];
  const rows = rules
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      ({ name, severity, summary }) => `| [${name}](${name}.md) | ${severity} | ${cell(summary)} |`,
    );
  return [
    `## ${set}`,
    introductions[set],
    ["| Rule | Severity | Finds |", "| --- | --- | --- |", ...rows].join("\n"),
  ];
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
