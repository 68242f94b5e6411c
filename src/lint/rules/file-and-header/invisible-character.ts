import { defineRule } from "../../define-rule.ts";
import { clientTexts } from "../client-syntax/client-words.ts";
import { invisibleIn } from "./invisible-characters.ts";

export default defineRule({
  name: "invisible-character",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "A character that nobody sees, in code",
  why: `The server takes every character outside of ASCII for a letter: a no-break space between two words makes one name of them, a zero width space
becomes part of a column's name, which then nobody can type. Characters that turn the direction of writing make code look like something else than it is.`,
  instead: "Delete the character, or write a plain blank.",
  exempt: "Strings; comments, but for characters that turn the direction of writing.",
  check: {
    migration(context) {
      for (const { source, section } of clientTexts(context))
        for (const { start, end, name, blank, turns } of invisibleIn(source))
          context.report(
            {
              at: start,
              end,
              message: `There is a ${name} here: nobody sees it, ${turns ? "and what follows is shown in another order than it is read" : "and the server takes it for a letter"}.`,
              help: blank ? "Write a plain blank." : "Delete it.",
            },
            section,
          );
    },
  },
});
