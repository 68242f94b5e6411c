/**
 * For rules of one's own: `pgmaestro/rules`. What a rule is made of, the model of statements, the state of the schema, and
 * what holds rules to their cases. See docs/writing-rules.md.
 */
export * from "./kit.ts";
export { checkRules } from "./check-rules.ts";
export type { CheckRulesOptions, RuleProblem } from "./rule-problem.ts";
