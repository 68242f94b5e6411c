import { defineRule } from "../../define-rule.ts";
import { reportTypes } from "./column-types.ts";

export default defineRule({
  name: "prefer-text-over-varchar",
  severity: "notice",
  stake: "style",
  sets: [],
  summary: "A column of type varchar(n)",
  why: "`varchar(n)` is stored as `text` is, and no faster. When the limit changes, views on the column stand in the way, and a lower one rewrites the table.",
  instead:
    "Write `text`, with a named CHECK where a limit matters: that can be replaced without a rewrite.",
  exempt: "`varchar` without a length; the down section.",
  kinds: ["create-table", "add-column", "alter-column-type", "create-domain"],
  check: {
    action(action, context) {
      reportTypes(
        action,
        context,
        ({ name, modifiers }) => name === "varchar" && modifiers.length > 0,
        ({ what, type, shown }) => ({
          message: `The limit of ${what} is part of the type ${shown}, where it is hard to change.`,
          help: `Write text, with CHECK (length(…) <= ${type.modifiers[0]}) where the limit matters.`,
        }),
      );
    },
  },
});
