import { defineRule } from "../../define-rule.ts";
import { reportTypes } from "./column-types.ts";

export default defineRule({
  name: "prefer-timestamptz",
  severity: "warning",
  stake: "style",
  sets: ["recommended"],
  summary: "A column of type timestamp, without a time zone",
  why: `\`timestamp\` keeps a reading of a clock, not a moment: the zone is thrown away, and two moments eight hours apart compare equal if their clocks
agreed. \`timestamptz\` keeps the moment, in the same eight bytes, and shows it in the session's zone.`,
  instead: "Write `timestamptz`.",
  exempt: "The down section.",
  kinds: ["create-table", "add-column", "alter-column-type", "create-domain"],
  check: {
    action(action, context) {
      reportTypes(
        action,
        context,
        ({ name }) => name === "timestamp",
        ({ what, verb, shown }) => ({
          message: `${capital(what)} ${verb} ${shown} without a time zone, which keeps no moment, only what some clock showed.`,
          help: `Write ${shown.replace("timestamp", "timestamptz")}.`,
        }),
      );
    },
  },
});

function capital(text: string): string {
  return text.startsWith("the ") ? `T${text.slice(1)}` : text;
}
