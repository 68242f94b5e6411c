import { defineRule } from "../../define-rule.ts";
import { reportTypes } from "./column-types.ts";

export default defineRule({
  name: "no-timestamp-precision-0",
  severity: "notice",
  stake: "style",
  sets: [],
  summary: "A column of type timestamp(0) or timestamptz(0)",
  why: "The fraction is rounded, not cut: what happened at 10:00:00.6 is stored as 10:00:01, up to half a second in the future.",
  instead:
    "Write `timestamptz`, and round where the value is shown: `date_trunc('second', created_at)`.",
  exempt: "The down section.",
  kinds: ["create-table", "add-column", "alter-column-type", "create-domain"],
  check: {
    action(action, context) {
      reportTypes(
        action,
        context,
        ({ name, modifiers }) => /^timestamp(?:tz)?$/.test(name) && modifiers[0] === 0,
        ({ what, shown }) => ({
          message: `${shown} rounds the values of ${what}, up to half a second into the future.`,
          help: "Write timestamptz, and cut with date_trunc where the value is shown.",
        }),
      );
    },
  },
});
