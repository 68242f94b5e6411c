import type { LintResult, Severity } from "../lint/index.ts";
import type { Rule, Stake } from "../lint/index.ts";
import { fingerprints } from "./fingerprint.ts";
import { withoutSecrets } from "./json.ts";

/**
 * What linting found out as GitLab's widget for code quality reads it: an array, empty where nothing was found.
 * Source: GitLab's documentation, "Code Quality", "Code Quality report format".
 * @param rules whose stakes are known
 * @param inRepository a file's path as the repository has it
 */
export function gitlabReport(
  result: LintResult,
  rules: readonly Rule[],
  inRepository: (file: string) => string,
): string {
  const known = fingerprints(result);
  const stakes = new Map(rules.map(({ name, stake }) => [name, stake]));
  const entries = result.findings.map(
    ({ rule, severity, message, help, file, line, endLine }, index) => ({
      description: [message, ...(help === undefined ? [] : [help])].join(" "),
      check_name: rule,
      fingerprint: known[index],
      severity: severityOf(severity, stakes.get(rule)),
      location: { path: inRepository(file), lines: { begin: line, end: endLine } },
    }),
  );
  return JSON.stringify(withoutSecrets(entries), undefined, 2);
}

/** GitLab knows five degrees: what loses data is worse than what makes sessions wait. */
function severityOf(severity: Severity, stake: Stake | undefined): string {
  if (severity === "error") return stake === "loss" ? "blocker" : "critical";
  if (severity === "notice") return "info";
  return stake === "convention" || stake === "style" ? "minor" : "major";
}
