import { compareNames, defineRule } from "pgmaestro/rules";

export default defineRule({
  name: "version-out-of-order",
  severity: "error",
  summary: "A new migration with a number below one that is there already",
  why: "New databases run it before the other, old ones after.",
  instead: "Rename the file to a number above all others.",
  check: {
    migration(context) {
      const { lintable, facts } = context;
      const help = "Rename the file to a number above all others.";
      if (facts.states?.get(lintable.name) === "out-of-order")
        context.report({
          message: `${lintable.name} is pending, but a migration with a higher number is applied.`,
          help,
        });
      const { revision, names = [] } = facts.base ?? {};
      const newest = names.toSorted(compareNames).at(-1);
      if (newest === undefined || names.includes(lintable.name)) return;
      if (compareNames(newest, lintable.name) > 0)
        context.report({
          message: `${lintable.name} is new, but ${newest}, with a higher number, is in ${revision} already.`,
          help,
        });
    },
  },
});
