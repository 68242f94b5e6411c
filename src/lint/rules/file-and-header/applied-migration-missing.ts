import { basename } from "node:path";
import type { LintFacts } from "../../facts.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "applied-migration-missing",
  severity: "error",
  stake: "failure",
  sets: ["recommended", "conventions"],
  summary: "An applied migration whose file is gone",
  why: `What it made is there in every database where it ran, and will be in no new one. \`pgmaestro up\` refuses to run anything while a migration of the
history has no file. A renamed file is two findings: its old name is gone, its new one is new.`,
  instead: "Bring the file back under its name. What it made is taken away by a new migration.",
  exempt: `It needs a target to look at (\`--pending\`) or a revision of git to compare with (\`--since\`). It is told at the last migration that is linted.`,
  check: {
    directory({ chosen, facts }) {
      const last = chosen.at(-1);
      for (const [name, where] of missing(facts))
        last?.report({
          message: `The file of ${name}, which is ${where}, is gone.`,
          help: "Bring it back under its name.",
        });
    },
  },
});

/** The names of migrations without a file, and where they are. */
function missing({ states, base }: LintFacts): Map<string, string> {
  const applied = [...(states ?? [])].filter(([, state]) => state === "missing");
  return new Map([
    ...(base?.deleted ?? [])
      .filter((file) => /^\d/.test(basename(file)))
      .map((file) => [basename(file).replace(/\.\w+$/, ""), `in ${base!.revision}`] as const),
    ...applied.map(([name]) => [name, "applied"] as const),
  ]);
}
