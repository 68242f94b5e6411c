import type { Rule } from "../lint/index.ts";
import { setsOf } from "./rule-text.ts";

/** A rule as JSON: what its page says, without what it does. */
export function ruleJson({ check: _, ...rule }: Rule): object {
  return { ...rule, sets: setsOf(rule) };
}

/** A rule as JSON where there are many. */
export function ruleLineJson(rule: Rule): object {
  const { name, severity, stake, summary } = rule;
  return { name, severity, stake, sets: setsOf(rule), summary };
}
