import { defineRule, isAtLeast, type SectionContext } from "pgmaestro/rules";

const told = new WeakSet<SectionContext>();

export default defineRule({
  name: "missing-statement-timeout",
  severity: "notice",
  summary: "A statement that stops the application has no statement_timeout",
  why: "lock_timeout bounds only the wait for a lock.",
  instead: "Set both for the transaction.",
  check: {
    statement(context) {
      const { section, statement, settings } = context;
      if (told.has(section) || settings.get("statement_timeout") !== undefined) return;
      const lock = statement.actions
        .filter((action) => action.kind !== "create-table" || action.partitionOf !== undefined)
        .flatMap((action) => context.locksOf(action))
        .find(({ relation, mode }) => isAtLeast(mode, "SHARE") && !context.isOwn(relation));
      if (lock === undefined) return;
      told.add(section);
      context.report({
        message: `Others may wait for ${context.show(lock.relation)} as long as this ${statement.command} takes: it holds ${lock.mode}.`,
        help: "Write SET LOCAL statement_timeout = '30s' before it.",
      });
    },
  },
});
