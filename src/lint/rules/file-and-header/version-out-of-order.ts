import { compareNames } from "../../../migrations/index.ts";
import type { Base } from "../../facts.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "version-out-of-order",
  severity: "error",
  stake: "failure",
  sets: ["recommended", "conventions"],
  summary: "A new migration with a number below one that is there already",
  why: `Databases that have the newer one refuse it, or run it after; new databases run it before. The order of the files is then not the order in which
anything happened.`,
  instead: "Rename the file to a number above all others; `pgmaestro create` gives one.",
  exempt:
    "It needs a target to look at (`--pending`) or a revision of git to compare with (`--since`).",
  check: {
    migration(context) {
      const { name } = context.lintable;
      const { states, base } = context.facts;
      if (states?.get(name) === "out-of-order") {
        context.report({
          message: `${name} is pending, but a migration with a higher number is applied.`,
          help: "Rename the file to a number above all others.",
        });
        return;
      }
      const newer = base && newerIn(base, name);
      if (newer === undefined) return;
      context.report({
        message: `${name} is new, but ${newer}, with a higher number, is in ${base!.revision} already.`,
        help: "Rename the file to a number above all others.",
      });
    },
  },
});

/** The newest migration of a revision, where it comes after one that the revision does not have. */
function newerIn({ names }: Base, name: string): string | undefined {
  if (names.includes(name)) return undefined;
  const newest = names.toSorted(compareNames).at(-1);
  return newest !== undefined && compareNames(newest, name) > 0 ? newest : undefined;
}
