import { defineRule } from "../../define-rule.ts";

/** Reported by the linter itself, once it knows what the comments took away. */
export default defineRule({
  name: "ignore-without-reason",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "An ignore comment without a reason",
  why: "Nobody can know later whether it still holds; so it ignores nothing.",
  instead: "Write the reason behind a colon: `-- pgmaestro-ignore RULE: reason`.",
  check: {},
});
