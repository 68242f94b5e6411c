import { compareNames, defineRule } from "pgmaestro/rules";

const help = "Rename the file to a number above all others.";

export default defineRule({
  name: "version-out-of-order",
  severity: "error",
  summary: "A new migration with a number that is not above all that are there already",
  why: "New databases run it before the other, old ones after.",
  instead: help,
  check: {
    migration(context) {
      const { lintable, facts } = context;
      if (facts.states?.get(lintable.name) === "out-of-order")
        context.report({
          message: `${lintable.name} is pending, but a migration with a higher number is applied.`,
          help,
        });
      const { revision, names = [] } = facts.base ?? {};
      const newest = names.toSorted(compareNames).at(-1);
      if (newest === undefined || names.includes(lintable.name)) return;
      if (compareNames(newest, lintable.name) > 0 || numberOf(newest) === numberOf(lintable.name))
        context.report({
          message: `${lintable.name} is new, but ${newest}, with ${numberOf(newest) === numberOf(lintable.name) ? "the same number" : "a higher number"}, is in ${revision} already.`,
          help,
        });
    },
    directory({ all, chosen, facts: { base, states } }) {
      const isNew = (name: string) =>
        states?.get(name) === "pending" || (base !== undefined && !base.names.includes(name));
      for (const context of chosen) {
        const { name } = context.lintable;
        const twin = all.find(
          (one) =>
            one.name !== name &&
            numberOf(one.name) === numberOf(name) &&
            (isNew(one.name) || states?.get(one.name) === "applied"),
        );
        if (isNew(name) && twin !== undefined)
          context.report({
            message: `${name} is new, and has the same number as ${twin.name}.`,
            help,
          });
      }
    },
  },
});

function numberOf(name: string): number {
  return Number.parseInt(name, 10);
}
