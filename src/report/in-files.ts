import type { LintResult } from "../lint/index.ts";

const generated = / \(its SQL\)$/;

/** Findings in the SQL that JS and TS migrations make, at the top of their files: for formats whose places must be in files. */
export function inFiles(result: LintResult): LintResult {
  return {
    ...result,
    findings: result.findings.map((finding) =>
      generated.test(finding.file)
        ? {
            ...finding,
            file: finding.file.replace(generated, ""),
            ...{ line: 1, column: 1, endLine: 1, endColumn: 1 },
          }
        : finding,
    ),
  };
}
