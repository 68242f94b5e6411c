import { defineRule } from "../../define-rule.ts";
import { reportTypes } from "./column-types.ts";

export default defineRule({
  name: "no-char-n",
  severity: "warning",
  stake: "style",
  sets: ["recommended"],
  summary: "A column of type char(n)",
  why: `Values are padded with blanks to the length, which then count in some comparisons and not in others. The padding takes space, and any change of
the length or type rewrites the table. Plain \`char\` is \`char(1)\`.`,
  instead: "Write `text`, with a CHECK where the length matters: `CHECK (length(code) = 2)`.",
  exempt: 'The one-byte type `"char"`; `bpchar` without a length; the down section.',
  kinds: ["create-table", "add-column", "alter-column-type", "create-domain"],
  check: {
    action(action, context) {
      reportTypes(
        action,
        context,
        ({ name, modifiers }) => name === "bpchar" && modifiers.length > 0,
        ({ what, type, shown }) => ({
          message: `${shown} pads the values of ${what} with blanks.`,
          help: `Write text, with CHECK (length(…) = ${type.modifiers[0]}) where the length matters.`,
        }),
      );
    },
  },
});
