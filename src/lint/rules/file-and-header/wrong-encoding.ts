import { defineRule } from "../../define-rule.ts";
import { clientTexts } from "../client-syntax/client-words.ts";
import { isAboutEncoding } from "./explained.ts";

export default defineRule({
  name: "wrong-encoding",
  severity: "error",
  ofSeeds: true,
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "A file that is not UTF-8",
  why: `Migrations are sent as UTF-8. Bytes that are not are refused, so that the migration does not run. The character U+FFFD stands for bytes that some
editor could not read: what was there is lost, and the character would be stored in its place.`,
  instead: "Save the file as UTF-8, and write again what was lost.",
  check: {
    migration(context) {
      const { broken } = context.lintable;
      const refused = context.unreadable.find((one) => isAboutEncoding(one));
      if (broken && refused)
        context.report({
          message: `${refused.message} in line ${broken.location.line}: the migration cannot be read.`,
          help: "Save the file as UTF-8.",
        });
      for (const { source, section } of clientTexts(context)) {
        const at = source.indexOf("\uFFFD");
        if (at === -1) continue;
        context.report(
          {
            at,
            end: at + 1,
            message: "U+FFFD stands here for bytes that were not UTF-8: what was written is lost.",
            help: "Write it again, and save the file as UTF-8.",
          },
          section,
        );
      }
    },
  },
});
