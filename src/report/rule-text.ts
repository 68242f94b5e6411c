import type { Rule, Stake } from "../lint/index.ts";
import type { RuleSet } from "../lint/index.ts";
import { colourOf } from "./lint-text.ts";
import { type Style } from "./style.ts";
import { columnsText } from "./columns.ts";

/** A rule for the terminal: what it finds, why, what to write instead, and how to silence it. */
export function ruleText(rule: Rule, style: Style): string {
  const { name, severity, stake, summary, why, instead, exempt } = rule;
  return [
    `${style.bold(name)} ${colourOf(severity, style)(severity)}\n${inline(summary, style)}`,
    `At stake: ${stakes[stake]}. Sets: ${setsOf(rule).join(", ")}.`,
    section("Why", why, style),
    section("Instead", instead, style),
    ...(exempt === undefined ? [] : [section("Silent", exempt, style)]),
    section("To silence it", `\`${ignoreComment(name)}\` above the statement.`, style),
  ].join("\n\n");
}

/** Every rule in a line. */
export function rulesText(rules: readonly Rule[], style: Style): string {
  const rows = rules.map((rule) => [
    rule.name,
    colourOf(rule.severity, style)(rule.severity),
    setsOf(rule).join(", "),
    rule.summary,
  ]);
  return columnsText(["Rule", "Severity", "Sets", "Finds"], rows, {
    width: style.width,
    whole: 0,
  });
}

/** What was written for a new rule, and how lint comes to know it. */
export function newRuleText(made: WrittenRule, style: Style): string {
  const written = made.files.map((file) => `Created ${style.bold(file)}`);
  if (made.unnamed === undefined) return written.join("\n");
  const named = `{ "lint": { "rules": ["${made.unnamed}"] } }`;
  return [...written, "", `Name it in the config file: ${named}`].join("\n");
}

interface WrittenRule {
  readonly files: readonly string[];
  /** The pattern that names it, where the config names none yet. */
  readonly unnamed?: string;
}

/** What is at stake, in words. */
export const stakes: Readonly<Record<Stake, string>> = {
  waiting: "sessions of the application wait",
  breakage: "the running application fails",
  loss: "data is lost",
  failure: "the migration fails, or does not do what it says",
  convention: "a convention of the project",
  style: "types and names",
};

/** The sets that a rule is in; `strict` has them all. */
export function setsOf({ sets }: Pick<Rule, "sets">): RuleSet[] {
  return [...sets, "strict"];
}

/** What silences a rule for the statement below it, or in a header for the file. */
export function ignoreComment(rule: string): string {
  return `-- pgmaestro-ignore ${rule}: reason`;
}

function section(title: string, markdown: string, style: Style): string {
  return `${style.bold(title)}\n${terminal(markdown, style)}`;
}

/** Markdown as it reads on a terminal: blocks of code are indented, the rest is broken into lines. */
function terminal(markdown: string, style: Style): string {
  const parts = markdown.trim().split(/^ *```\w*\n([^]*?)^ *```$\n?/m);
  return parts
    .map((part, index) => (index % 2 === 1 ? indented(part) : inline(wrapped(part), style)))
    .join("")
    .trimEnd();
}

const widest = 100;

/** Lines of at most so many characters; what goes on from a list's item stands below its text. */
function wrapped(text: string): string {
  const line = new RegExp(`^(?=.{${widest + 1}})((?: *(?:[-*]|\\d+\\.) )?)(.*)$`, "gm");
  return text.replaceAll(line, (_line, bullet: string, rest: string) => {
    const fit = new RegExp(`(.{1,${widest - bullet.length}})(?: +|$)|(\\S+) *`, "g");
    const lines = Array.from(rest.matchAll(fit), ([, short, long]) => short ?? long!);
    return bullet + lines.join(`\n${" ".repeat(bullet.length)}`);
  });
}

function indented(code: string): string {
  return code.replaceAll(/^(?=.)/gm, "    ");
}

/** Words in backticks are coloured; where there are no colours the backticks stay. */
function inline(text: string, style: Style): string {
  if (!style.isColorSupported) return text;
  return text.replaceAll(/`([^`\n]+)`/g, (_match, code: string) => style.cyan(code));
}
