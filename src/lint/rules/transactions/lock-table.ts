import { isAtLeast } from "../../../locks/table/index.ts";
import { keyOf } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { stops } from "./exclusive-locks.ts";

export default defineRule({
  name: "lock-table",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "LOCK TABLE in a mode that stops the application",
  why: `LOCK TABLE without a mode takes ACCESS EXCLUSIVE (measured): nobody reads or writes the table until the transaction ends, however little is done
with it. SHARE and stronger stop writers.`,
  instead: `Leave it out where the statements that follow take their locks themselves. Where several tables have to be locked in a known order, limit
the wait:

\`\`\`sql
SET LOCAL lock_timeout = '2s';
LOCK TABLE orders, invoices IN ACCESS EXCLUSIVE MODE;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
ALTER TABLE invoices ADD COLUMN IF NOT EXISTS region text;
\`\`\``,
  exempt: `Modes below SHARE; new, temporary and small tables; under a \`lock_timeout\`, before DDL on one of the tables.`,
  kinds: ["lock-table"],
  check: {
    action(action, context) {
      const lock = context
        .locksOf(action)
        .find(({ relation, mode }) => isAtLeast(mode, "SHARE") && !context.isOwn(relation));
      if (lock === undefined || (hasTimeout(context) && isBeforeDdl(context))) return;
      const table = context.show(lock.relation);
      context.report({
        message: `${stops(lock.mode, table)} until the transaction ends: LOCK TABLE takes ${lock.mode}.`,
        help: hasTimeout(context)
          ? "Remove it: what follows takes the locks it needs."
          : "Remove it, or write SET LOCAL lock_timeout = '2s' before it.",
      });
    },
  },
});

function hasTimeout({ facts, settings }: StatementContext): boolean {
  const value = settings.get("lock_timeout");
  return value === undefined ? facts.settings.lockTimeout !== false : !/^\s*0\D*$/.test(value);
}

function isBeforeDdl(context: StatementContext): boolean {
  const keys = new Set(
    context.statement.actions.flatMap((action) =>
      context.locksOf(action).map(({ relation }) => keyOf(relation)),
    ),
  );
  return context.section.statements
    .slice(context.index + 1)
    .some(({ actions }) =>
      actions.some((action) =>
        context
          .locksOf(action)
          .some(({ relation, mode }) => keys.has(keyOf(relation)) && isAtLeast(mode, "SHARE")),
      ),
    );
}
