import { defineRule } from "../../define-rule.ts";
import { reportNames, spoken } from "../types-and-names/created-names.ts";
import { invisibleIn } from "./invisible-characters.ts";

export default defineRule({
  name: "non-ascii-identifier",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "A name with letters outside of ASCII",
  why: `The same letter can be written in two ways: \`é\` is one character or two, and the names are different ones that look alike. Such letters take two
bytes and more of the 63 that a name may have, and a client with another encoding cannot write them.`,
  instead: "Write names with `a` to `z`, digits and underscores.",
  exempt: "The down section; strings and comments.",
  check: {
    action(action, context) {
      reportNames(
        action,
        context,
        ({ name }) => !/^[ -~]*$/.test(name) && invisibleIn(name).length === 0,
        (created) => ({
          message: `The name of ${spoken(created)} has letters outside of ASCII, some of which can be written in two ways.`,
          help: "Write it with a to z, digits and underscores.",
        }),
      );
    },
  },
});
