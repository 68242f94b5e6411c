import { type LintResult, severities, type Severity } from "../lint/index.ts";
import { plural } from "./style.ts";

/**
 * How many findings there are: `2 errors, 1 warning`.
 * @param shown how a number of one severity is written. Default: as it is
 */
export function countsText(
  counts: LintResult["counts"],
  shown: (text: string, severity: Severity) => string = (text) => text,
): string {
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => shown(plural(counts[severity], severity), severity))
    .join(", ");
}
