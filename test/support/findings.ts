import type { Finding, LintResult, Severity } from "../../src/lint/finding.ts";
import type { Rule } from "../../src/lint/rule.ts";
import { lineColumn } from "../../src/sql/text/positions.ts";

/** A finding about these words of a file. */
export function findingAt(
  [file, source]: readonly [file: string, source: string],
  words: string,
  more: Partial<Finding> = {},
): Finding {
  const start = source.indexOf(words);
  const end = start + words.length;
  const { line: endLine, column: endColumn } = lineColumn(source, end);
  return {
    rule: "index-not-concurrent",
    severity: "error",
    message: "CREATE INDEX on orders takes SHARE.",
    migration: file.replace(/^.*\/|\.sql$/g, ""),
    file,
    ...lineColumn(source, start),
    endLine,
    endColumn,
    start,
    end,
    ...more,
  };
}

/** What linting these files came to. */
export function lintResultOf(
  files: readonly (readonly [file: string, source: string])[],
  findings: readonly Finding[],
  more: Partial<LintResult> = {},
): LintResult {
  const count = (severity: Severity) => findings.filter((one) => one.severity === severity).length;
  return {
    findings,
    migrations: files.map(([file]) => file.replace(/^.*\/|\.sql$/g, "")),
    ignored: 0,
    hidden: 0,
    unread: 0,
    unreadCode: 0,
    postgres: { major: 15, source: "default" },
    counts: { error: count("error"), warning: count("warning"), notice: count("notice") },
    passed: count("error") === 0,
    sources: new Map(files),
    ...more,
  };
}

/** A rule that finds nothing, for what tells of rules. */
export function ruleNamed(name: string, more: Partial<Rule> = {}): Rule {
  return {
    name,
    severity: "error",
    stake: "waiting",
    sets: ["safety", "recommended"],
    summary: `What ${name} finds`,
    why: "It takes `SHARE`.",
    instead: "Write it otherwise.",
    check: {},
    ...more,
  };
}
