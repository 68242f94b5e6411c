import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  defaultLintSettings,
  type Lintable,
  lintableText,
  type LintFacts,
  lintMigrations,
  type LintResult,
  type LintSettings,
  type Rule,
} from "../lint/index.ts";
import { filesByMigration } from "../migrations/index.ts";
import { lintText } from "../report/lint-text.ts";
import { createStyle } from "../report/style.ts";

/** A SQL text in the directory of a rule's cases, and what linting it must come to. */
export interface RuleCase {
  readonly rule: string;
  /** `bad.sql`, `good-new-table.sql` */
  readonly file: string;
  readonly isBad: boolean;
  readonly text: string;
  /** The expected report of a bad one; absent where it is not written yet. */
  readonly report: string | undefined;
}

/** The cases of a rule; none where their directory is not there. */
export function casesIn(directory: string, rule: string): RuleCase[] {
  const files = existsSync(directory) ? readdirSync(directory) : [];
  return files
    .filter((file) => file.endsWith(".sql"))
    .toSorted()
    .map((file) => ({
      rule,
      file,
      isBad: file.startsWith("bad"),
      text: readFileSync(join(directory, file), "utf8"),
      report: reportIn(directory, file),
    }));
}

function reportPath(directory: string, file: string): string {
  return join(directory, file.replace(/\.sql$/, ".txt"));
}

function reportIn(directory: string, file: string): string | undefined {
  const path = reportPath(directory, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** Writes the report that a bad case gives, to be read before it is kept. */
export function writeCaseReport(directory: string, { file }: RuleCase, report: string): void {
  writeFileSync(reportPath(directory, file), report);
}

/** What a case's first line `-- config: {…}` may say. */
export interface CaseConfig extends Partial<LintSettings> {
  readonly transaction?: LintFacts["transaction"];
  readonly searchPath?: readonly string[];
  /** States of migrations in the target. */
  readonly states?: Readonly<Record<string, string>>;
  readonly base?: {
    readonly names: readonly string[];
    readonly modified?: Readonly<Record<string, string>>;
    readonly deleted?: readonly string[];
  };
}

/** The migrations of a case: lines `-- file: NAME.sql` begin one, the last is the one that is linted. */
export function migrationsOfCase({ text }: Pick<RuleCase, "text">): {
  readonly config: CaseConfig;
  readonly all: readonly Lintable[];
} {
  const [config, body] = configAndBody(text);
  const parts = body.split(/^-- file: (\S+)[ \t]*\n/m);
  const files = parts.length === 1 ? ["1700000000002_case.sql", body] : parts.slice(1);
  const all = files.flatMap((file, index) =>
    index % 2 === 0 ? [lintableText(file.replace(/\.sql$/, ""), file, files[index + 1]!)] : [],
  );
  return { config, all };
}

function configAndBody(text: string): [CaseConfig, string] {
  const match = /^-- config: (\{.*\})[ \t]*\n/.exec(text);
  return match ? [JSON.parse(match[1]!) as CaseConfig, text.slice(match[0].length)] : [{}, text];
}

/**
 * Lints the last migration of a case. Rules of ignore comments speak only of rules that are asked too. The parser must be loaded.
 * @param rules all that there are; default: those of the house
 */
export function lintCase(
  given: Pick<RuleCase, "text">,
  settings: Partial<LintSettings>,
  rules?: readonly Rule[],
): LintResult {
  const { config, all } = migrationsOfCase(given);
  const { only } = settings;
  const asked = only?.some((rule) => rule.includes("ignore"))
    ? { ...settings, only: [...only, "index-not-concurrent"] }
    : settings;
  const facts = { ...factsOf(config, asked), isPending: pendingAmong(all, config) };
  const result = lintMigrations(all, new Set([all.at(-1)!.name]), facts, rules);
  const findings = result.findings.filter(({ rule }) => only?.includes(rule) ?? true);
  return { ...result, findings };
}

function pendingAmong(
  all: readonly { readonly name: string }[],
  { states }: CaseConfig,
): LintFacts["isPending"] {
  return states && ((index) => states[all[index]?.name ?? ""] === "pending");
}

/** What rules may know in a case. */
export function factsOf(config: CaseConfig, settings: Partial<LintSettings>): LintFacts {
  const { transaction = "auto", searchPath, states, base, ...configured } = config;
  const merged = { ...defaultLintSettings, ...configured, ...settings };
  const isIn = (names: readonly string[]) => (table: { schema: string; name: string }) =>
    names.includes(table.name) || names.includes(`${table.schema}.${table.name}`);
  return {
    settings: merged,
    postgres: { major: merged.postgres ?? 15, source: "default" },
    transaction,
    searchPath,
    isSmall: isIn(merged.smallTables),
    isBusy: isIn(merged.busyTables),
    ...(states && { states: new Map(Object.entries(states)) }),
    ...(base && {
      base: {
        revision: "main",
        names: base.names,
        modified: new Map(Object.entries(base.modified ?? {})),
        deleted: filesByMigration(base.deleted ?? []),
      },
    }),
  };
}

/** The findings of a case's own rule as users read them. */
export function reportOfCase(ruleCase: RuleCase, rules?: readonly Rule[]): string {
  return caseReport(lintCase(ruleCase, { only: [ruleCase.rule] }, rules));
}

/** Findings as users read them. */
export function caseReport(result: LintResult): string {
  const text = lintText(result, createStyle(false));
  return `${text.split("\n\n").slice(0, -1).join("\n\n")}\n`;
}
