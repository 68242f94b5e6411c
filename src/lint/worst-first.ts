import type { Finding } from "./finding.ts";
import type { Rule, Stake } from "./rule.ts";

/** What is at stake, the worst first: where a statement is refused, nothing else of it happens. */
const stakes: readonly Stake[] = ["failure", "loss", "breakage", "waiting", "convention", "style"];

/**
 * Findings in which one place has one error at most: that of the worst stake. The others there count as warnings, since who
 * mends or ignores the one sees the next.
 * @param rules those that were asked
 * @param isFixed whether the project has given a rule its level, which stays
 */
export function withOneErrorAPlace(
  findings: readonly Finding[],
  rules: readonly Rule[],
  isFixed: (rule: string) => boolean,
): Finding[] {
  const order = new Map(rules.map(({ name, stake }) => [name, stakes.indexOf(stake)]));
  const rank = ({ rule }: Finding) => order.get(rule) ?? 0;
  const worst = new Map<string, Finding>();
  for (const one of findings.filter(isError)) {
    const known = worst.get(placeOf(one));
    if (known === undefined || rank(one) < rank(known)) worst.set(placeOf(one), one);
  }
  return findings.map((one) =>
    isError(one) && worst.get(placeOf(one)) !== one && !isFixed(one.rule)
      ? { ...one, severity: "warning" }
      : one,
  );
}

/** Findings, each once: what a call in a loop makes is found as often as it runs. */
export function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((one) => {
    const key = `${one.rule} ${one.message} ${placeOf(one)}`;
    return !seen.has(key) && seen.add(key);
  });
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}

function placeOf({ file, start }: Finding): string {
  return `${start} ${file}`;
}
