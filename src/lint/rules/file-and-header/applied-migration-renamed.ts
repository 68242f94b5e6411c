import { defineRule } from "../../define-rule.ts";
import { goneMigrations } from "./missing-migrations.ts";

export default defineRule({
  name: "applied-migration-renamed",
  severity: "error",
  ofOnceRun: true,
  stake: "failure",
  sets: ["recommended", "conventions"],
  summary: "An applied migration whose file has another name now",
  why: `The history knows migrations by their names. Under its new name it is pending, and would run once more where it ran already; under its old
one it is missing, so that \`pgmaestro up\` refuses to run anything.`,
  instead: `Give it its old name back. Where the new name is wanted, and nobody else runs the old one, record it: \`pgmaestro mark NEW\`, then
\`pgmaestro mark --unmark OLD\`.`,
  exempt: `It needs a target to look at (\`--pending\`) or a revision of git to compare with (\`--since\`). Files count as one where the number is the
same, or the words behind it.`,
  check: {
    directory(context) {
      for (const { name, where, renamed } of goneMigrations(context))
        if (renamed !== undefined)
          context.reportAbout(renamed, {
            message: `This seems to be ${name}, which is ${where}, under another name: it would run once more.`,
            help: `Name it ${name} again.`,
          });
    },
  },
});
