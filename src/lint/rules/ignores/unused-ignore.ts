import { defineRule } from "../../define-rule.ts";

/** Reported by the linter itself, once it knows what the comments took away. */
export default defineRule({
  name: "unused-ignore",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "An ignore comment that takes nothing away",
  why: "A comment that outlived its reason hides the next finding of that rule.",
  instead: "Take the rule out of the comment, or the comment out of the file.",
  check: {},
});
