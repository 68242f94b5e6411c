import { moduleMigration } from "../../../migrations/index.ts";
import type { MigrationContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { defineRule } from "../../define-rule.ts";
import { lintableText } from "../../lintable-text.ts";

export default defineRule({
  name: "applied-migration-edited",
  severity: "error",
  ofOnceRun: true,
  stake: "failure",
  sets: ["recommended", "conventions"],
  summary: "An applied migration whose up section has changed",
  why: `Databases where it ran keep what the old text made; new ones get what the new text makes. \`pgmaestro up\` refuses to run anything while an applied
migration does not fit its file.`,
  instead:
    "Take the change back, and write it as a new migration. An intended edit is accepted by `pgmaestro repair NAME`.",
  exempt: `Comments, layout and the down section. It needs a target to look at (\`--pending\`) or a revision of git to compare with (\`--since\`), whose
migrations count as applied.`,
  check: {
    migration(context) {
      const { name, file } = context.lintable;
      const { states, base } = context.facts;
      const before = base?.modified.get(file);
      if (states?.get(name) === "edited") context.report(edited(name, "applied"));
      else if (before !== undefined && isEdited(before, context))
        context.report({
          at: firstDifference(before, context.source),
          ...edited(name, `in ${base!.revision}`),
        });
    },
    directory({ all, chosen, facts, reportAbout }) {
      const linted = new Set(chosen.map(({ lintable }) => lintable.name));
      for (const { name, file } of all)
        if (facts.states?.get(name) === "edited" && !linted.has(name))
          reportAbout({ name, file }, edited(name, "applied"));
    },
  },
});

function edited(name: string, where: string): Report {
  return {
    message: `${name} is ${where}, and its up section has changed since.`,
    help: "Take the change back, and write it as a new migration.",
  };
}

function isEdited(before: string, { lintable, migration }: MigrationContext): boolean {
  const { name, file, source } = lintable;
  if (migration === undefined) return before !== source;
  const old =
    migration.kind === "module"
      ? moduleMigration(name, file, before)
      : lintableText(name, file, before).migration;
  return old?.up.checksum !== migration.up.checksum;
}

/** The beginning of the first line that is another one. */
function firstDifference(before: string, after: string): number {
  let same = 0;
  while (same < after.length && before[same] === after[same]) same++;
  return after.lastIndexOf("\n", same - 1) + 1;
}
