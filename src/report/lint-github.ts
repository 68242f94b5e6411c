import { maskUrlsIn } from "../database/index.ts";
import type { Finding, LintResult } from "../lint/index.ts";
import { workflowCommand } from "./workflow-command.ts";

/**
 * What linting found out as annotations of GitHub. Empty where nothing was found.
 * @param inRepository a file's path as the repository has it
 */
export function lintAnnotations(
  { findings }: LintResult,
  inRepository: (file: string) => string,
): string {
  return findings.map((finding) => annotation(finding, inRepository(finding.file))).join("\n");
}

/** Columns are GitHub's only where the stretch ends in the line in which it begins. */
function annotation(finding: Finding, file: string): string {
  const { rule, severity, message, help, line, endLine, column, endColumn } = finding;
  const columns = line === endLine && { column, endColumn: Math.max(column, endColumn - 1) };
  return workflowCommand({
    level: severity,
    title: rule,
    message: maskUrlsIn([message, ...(help === undefined ? [] : [help])].join("\n")),
    file,
    line,
    endLine,
    ...columns,
  });
}
