import { defineRule } from "../../define-rule.ts";
import { reportNames, spoken } from "./created-names.ts";

export default defineRule({
  name: "mixed-case-name",
  severity: "notice",
  stake: "style",
  sets: [],
  summary: "A quoted name with capitals or blanks",
  why: "Without quotes the server reads a name in lower case, so that every statement must quote this one for ever.",
  instead: "Write names in lower case with underscores: `created_at`.",
  exempt: "The down section.",
  check: {
    action(action, context) {
      reportNames(
        action,
        context,
        ({ name }) => /[A-Z\s]/.test(name),
        (created) => ({
          message: `The name of ${spoken(created)} must be quoted in every statement.`,
          help: `Write ${snake(created.name)}.`,
        }),
      );
    },
  },
});

/** `createdAt` and `Created At` as `created_at`. */
function snake(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/\s+/g, "_")
    .toLowerCase();
}
