import { defineRule } from "../../define-rule.ts";
import { goneMigrations } from "./missing-migrations.ts";

export default defineRule({
  name: "applied-migration-missing",
  severity: "error",
  ofOnceRun: true,
  stake: "failure",
  sets: ["recommended", "conventions"],
  summary: "An applied migration whose file is gone",
  why: `What it made is there in every database where it ran, and will be in no new one. \`pgmaestro up\` refuses to run anything while a migration of the
history has no file.`,
  instead: "Bring the file back under its name. What it made is taken away by a new migration.",
  exempt: `A file that was renamed (see \`applied-migration-renamed\`). It needs a target to look at (\`--pending\`) or a revision of git to
compare with (\`--since\`).`,
  check: {
    directory(context) {
      for (const { name, file, where, renamed } of goneMigrations(context))
        if (renamed === undefined)
          context.reportAbout(
            { name, file },
            {
              message: `The file of ${name}, which is ${where}, is gone.`,
              help: "Bring it back under its name.",
            },
          );
    },
  },
});
