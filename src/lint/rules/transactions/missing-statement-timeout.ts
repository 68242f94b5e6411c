import { isAtLeast } from "../../../locks/table/index.ts";
import type { SectionContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { isNewTable } from "./exclusive-locks.ts";

export default defineRule({
  name: "missing-statement-timeout",
  severity: "notice",
  stake: "waiting",
  sets: [],
  summary: "A statement that stops the application has no statement_timeout",
  why: `lock_timeout bounds only the wait for a lock. How long the statement then holds it, for a scan or a rewrite that nobody expected, is bounded by
statement_timeout.`,
  instead: `Set both for the transaction:

\`\`\`sql
SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '30s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
\`\`\``,
  exempt: `Off by default. Statements that let reads and writes go on; new, temporary and small tables. Reported once a section.`,
  check: {
    statement(context) {
      const { section, settings } = context;
      if (settings.get("statement_timeout") !== undefined || told.has(section)) return;
      const lock = context.statement.actions
        .filter((action) => !isNewTable(action))
        .flatMap((action) => context.locksOf(action))
        .find(({ relation, mode }) => isAtLeast(mode, "SHARE") && !context.isOwn(relation));
      if (lock === undefined) return;
      told.add(section);
      context.report({
        message: `Others may wait for ${context.show(lock.relation)} as long as this ${context.statement.command} takes: it holds ${lock.mode}.`,
        help: "Write SET LOCAL statement_timeout = '30s' before it.",
        builder: "Write `pgm.sql(\"SET LOCAL statement_timeout = '30s'\")` before it.",
      });
    },
  },
});

/** One missing setting is one finding. */
const told = new WeakSet<SectionContext>();
