import type { Finding, LintResult } from "../lint/index.ts";

/** Findings in the SQL that JS and TS migrations make, at the top of their files: for formats whose places must be in files. */
export function inFiles(result: LintResult): LintResult {
  return { ...result, findings: result.findings.map(inFile) };
}

function inFile(finding: Finding): Finding {
  const { generatedFrom: file } = finding;
  return file === undefined
    ? finding
    : { ...finding, file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
