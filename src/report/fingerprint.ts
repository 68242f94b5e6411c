import { createHash } from "node:crypto";
import type { Finding, LintResult } from "../lint/index.ts";

/**
 * What each finding is known by from run to run: the rule, the migration and the words that it is about, not the
 * line. Of several alike the second, the third … have their number too. 64 hexadecimal digits, in the findings' order.
 */
export function fingerprints({ findings, sources }: LintResult): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const identity = [finding.rule, finding.migration, wordsOf(finding, sources)].join("\n");
    const count = seen.get(identity) ?? 0;
    seen.set(identity, count + 1);
    return createHash("sha256").update(`${identity}\n${count}`).digest("hex");
  });
}

function wordsOf({ file, start, end }: Finding, sources: LintResult["sources"]): string {
  return (sources.get(file) ?? "").slice(start, end).replaceAll(/\s+/g, " ").trim();
}
