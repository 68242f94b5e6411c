import { defineRule } from "../../define-rule.ts";
import { reportTypes } from "./column-types.ts";

export default defineRule({
  name: "no-timetz",
  severity: "notice",
  stake: "style",
  sets: [],
  summary: "A column of type timetz",
  why: "A time of day with an offset has no date, so that nobody can know whether the offset was that of summer or of winter. The manual advises against the type, which is there for the SQL standard.",
  instead: "Write `timestamptz` for a moment, `time` for a time of day.",
  exempt: "The down section.",
  kinds: ["create-table", "add-column", "alter-column-type", "create-domain"],
  check: {
    action(action, context) {
      reportTypes(
        action,
        context,
        ({ name }) => name === "timetz",
        ({ what }) => ({
          message: `The values of ${what} have an offset but no date, so that their zone is unknown.`,
          help: "Write timestamptz for a moment, time for a time of day.",
        }),
      );
    },
  },
});
