import { isAtLeast } from "../../../locks/modes.ts";
import type { StatementSummary } from "../../../sql/summary/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { bulkChanged } from "./bulk-change.ts";

export default defineRule({
  name: "mixed-schema-and-data",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "DDL and a change of many rows in one transaction",
  why: `Locks are held until the transaction ends: what DDL took for a moment is held for as long as the rows take, and what the rows took stands between
DDL and its lock. Where one of them fails, both are undone, and minutes of work with them.`,
  instead: `Change the schema in one migration, and the rows in another, in batches:

\`\`\`sql
-- first migration
ALTER TABLE orders ADD COLUMN IF NOT EXISTS total_cents bigint;

-- second migration, run again until it changes nothing
UPDATE orders SET total_cents = total * 100
WHERE id IN (SELECT id FROM orders WHERE total_cents IS NULL LIMIT 10000);
\`\`\``,
  exempt: `Rows of tables that the same migration creates; tables that are known to be small; INSERT … VALUES; UPDATE and DELETE that a key or a LIMIT bounds; DDL on
new tables; sections that run outside of a transaction.`,
  check: {
    statement(context) {
      if (!context.transaction.isBlock) return;
      const [ddl, rows] = [ddlBefore(context), rowsBefore(context)];
      if (ddl.length > 0 && rows.length > 0) return;
      const [ddlHere, rowsHere] = [ddlIn(context), rowsIn(context)];
      const found =
        rowsHere.length > 0 && ddl.length > 0
          ? { table: ddl[0]!, rows: rowsHere[0]!, isDdl: false }
          : ddlHere.length > 0 && rows.length > 0
            ? { table: ddlHere[0]!, rows: rows[0]!, isDdl: true }
            : undefined;
      if (found === undefined) return;
      context.report({
        message: found.isDdl
          ? `The transaction changes many rows of ${found.rows}, and then the schema of ${found.table}: the rows stay locked while it waits for its lock.`
          : `The transaction changes the schema of ${found.table}, and then many rows of ${found.rows}: its lock on ${found.table} is held until all rows are done.`,
        help: `Move the rows to a migration of their own, in batches.`,
      });
    },
  },
});

const isDdl = /^(?:ALTER|CREATE|DROP|TRUNCATE|COMMENT|REINDEX)/;

function ddlBefore(context: StatementContext): string[] {
  return context.transaction.locks
    .filter(({ statement, mode }) => isDdl.test(statement.command) && isStrong(mode))
    .map(({ relation }) => context.show(relation));
}

function ddlIn(context: StatementContext): string[] {
  const { command, actions } = context.statement;
  if (!isDdl.test(command)) return [];
  return actions
    .flatMap((action) => context.locksOf(action))
    .filter(({ mode }) => isStrong(mode))
    .map(({ relation }) => context.show(relation));
}

function isStrong(mode: Parameters<typeof isAtLeast>[0]): boolean {
  return isAtLeast(mode, "SHARE");
}

function rowsBefore(context: StatementContext): string[] {
  return context.transaction.statements.flatMap((statement) => bulkIn(statement, context));
}

function rowsIn(context: StatementContext): string[] {
  return bulkIn(context.statement, context);
}

function bulkIn({ actions }: StatementSummary, context: StatementContext): string[] {
  return actions.flatMap((action) => {
    const relation = bulkChanged(action, context);
    return relation ? [context.show(relation)] : [];
  });
}
