import { defineRule } from "../../define-rule.ts";

/** Reported by the linter itself, once it knows what the comments took away. */
export default defineRule({
  name: "unknown-rule-in-ignore",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "An ignore comment for a rule that does not exist",
  why: "A misspelt name ignores nothing.",
  instead: "Correct the name; `pgmaestro lint --rules` lists them.",
  check: {},
});
