import { compareNames, prefixOf } from "../../../migrations/index.ts";
import type { LintFacts } from "../../facts.ts";
import type { DirectoryContext } from "../../directory-context.ts";
import type { Report } from "../../report.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "version-out-of-order",
  severity: "error",
  ofOnceRun: true,
  stake: "failure",
  sets: ["recommended", "conventions"],
  summary: "A new migration with a number that is not above all that are there already",
  why: `Databases that have the newer one refuse it, or run it after; new databases run it before. The order of the files is then not the order in which
anything happened. Of two with one number, as two branches make them, the words behind it decide which comes first.`,
  instead: "Rename the file to a number above all others; `pgmaestro create` gives one.",
  exempt: `One that is in the place of others, as \`squash\` writes it. It needs a target to look at (\`--pending\`) or a revision of git to compare with
(\`--since\`).`,
  check: {
    migration(context) {
      const { name, migration } = context.lintable;
      const { states, base } = context.facts;
      if (migration?.squashes?.length) return;
      if (states?.get(name) === "out-of-order") {
        context.report(
          misplaced(`${name} is pending, but a migration with a higher number is applied.`),
        );
        return;
      }
      const newest = isNewTo(context.facts, name) ? newestOf(base?.names ?? []) : undefined;
      if (newest === undefined || numberOf(newest) < numberOf(name)) return;
      const which = numberOf(newest) === numberOf(name) ? "the same number" : "a higher number";
      context.report(
        misplaced(`${name} is new, but ${newest}, with ${which}, is in ${base!.revision} already.`),
      );
    },
    directory(directory) {
      for (const context of directory.chosen) {
        const { name } = context.lintable;
        const twin = twinOf(name, directory);
        if (twin !== undefined)
          context.report(misplaced(`${name} is new, and has the same number as ${twin}.`));
      }
    },
  },
});

function misplaced(message: string): Report {
  return { message, help: "Rename the file to a number above all others." };
}

/** Whether a migration is not in the revision that is compared with. */
function isNewTo({ base }: LintFacts, name: string): boolean {
  return base !== undefined && !base.names.includes(name);
}

function newestOf(names: readonly string[]): string | undefined {
  return names.toSorted(compareNames).at(-1);
}

/** Of a new one another one with its number, which is applied, or new as well and comes before. */
function twinOf(name: string, { all, facts }: DirectoryContext): string | undefined {
  const { states } = facts;
  const isPending = states?.get(name) === "pending";
  if (!isPending && !isNewTo(facts, name)) return undefined;
  const twin = all.find(
    (one) =>
      one.name !== name &&
      numberOf(one.name) === numberOf(name) &&
      ((isPending && states?.get(one.name) === "applied") ||
        (compareNames(one.name, name) < 0 &&
          (isNewTo(facts, one.name) || states?.get(one.name) === "pending"))),
  );
  return twin?.name;
}

function numberOf(name: string): number {
  return prefixOf(name) ?? Infinity;
}
