import { isAtLeast } from "../../../locks/table/index.ts";
import { flattened, type Statement } from "../../../sql/statement/index.ts";
import { levelOf } from "../../collector.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { bulkChanged } from "./bulk-change.ts";
import { committingBlock } from "./recipe.ts";

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

-- second migration
${committingBlock}
\`\`\``,
  exempt: `Rows of tables that the same migration creates; tables that are known to be small; INSERT … VALUES; UPDATE and DELETE that a key or a LIMIT bounds; DDL on
new tables; sections that run outside of a transaction; rows of which \`slow-statement-under-exclusive-lock\` speaks.`,
  check: {
    statement(context) {
      if (!context.transaction.isBlock) return;
      const [ddlHere] = ddlIn(context);
      const [rowsHere] = rowsIn(context.statement, context);
      if (ddlHere === undefined && rowsHere === undefined) return;
      const [ddl] = ddlBefore(context);
      const [rows] = rowsBefore(context);
      if (ddl !== undefined && rows !== undefined) return;
      const found = pairOf({ ddl, rows, ddlHere, rowsHere });
      if (found === undefined || (!found.isDdl && isToldBySlowStatement(context))) return;
      context.report({
        message: found.isDdl
          ? `Many rows of ${found.rows}, and then ${schemaOf(found)}, change in one transaction: the rows stay locked while it waits for its lock on ${found.table}.`
          : `The schema of ${found.table}, and then many ${found.table === found.rows ? "of its rows" : `rows of ${found.rows}`}, change in one transaction: a failure in the rows undoes all of it, and nothing can be run again by itself.`,
        help: `Move the rows to a migration of their own, in batches.`,
      });
    },
  },
});

type Names = Readonly<Partial<Record<"ddl" | "rows" | "ddlHere" | "rowsHere", string | undefined>>>;

/** The table whose schema, and the one whose rows the transaction changes, once it has done both. */
function pairOf({ ddl, rows, ddlHere, rowsHere }: Names) {
  if (ddl !== undefined && rowsHere !== undefined)
    return { table: ddl, rows: rowsHere, isDdl: false };
  if (rows !== undefined && ddlHere !== undefined) return { table: ddlHere, rows, isDdl: true };
  return undefined;
}

/** Whether `slow-statement-under-exclusive-lock` reports the same rows: it is on, and the lock is one that it counts. */
function isToldBySlowStatement({ facts, ownLocks }: StatementContext): boolean {
  const name = "slow-statement-under-exclusive-lock";
  const { only } = facts.settings;
  const isAsked = only ? only.includes(name) : levelOf({ name }, facts.settings) !== "off";
  return isAsked && ownLocks.some(({ mode }) => isAtLeast(mode, "SHARE ROW EXCLUSIVE"));
}

function schemaOf({ table, rows }: { readonly table: string; readonly rows: string }): string {
  return table === rows ? "its schema" : `the schema of ${table}`;
}

const isDdl = /^(?:ALTER|CREATE|DROP|TRUNCATE|COMMENT|REINDEX)/;

function ddlBefore(context: StatementContext): string[] {
  return context.ownLocks
    .filter(({ statement, mode }) => isStrong(mode) && isDdl.test(statement.command))
    .map(({ relation }) => context.show(relation));
}

function ddlIn(context: StatementContext): string[] {
  const { statement } = context;
  const strong = statement.actions
    .flatMap((action) => context.locksOf(action))
    .filter(({ mode }) => isStrong(mode));
  if (strong.length === 0 || !isDdl.test(statement.command)) return [];
  return strong.map(({ relation }) => context.show(relation));
}

function isStrong(mode: Parameters<typeof isAtLeast>[0]): boolean {
  return isAtLeast(mode, "SHARE");
}

function rowsBefore(context: StatementContext): string[] {
  const before = context.section.statements.slice(0, context.index);
  return before.flatMap((statement) => rowsIn(statement, context));
}

function rowsIn({ actions }: Statement, context: StatementContext): string[] {
  return flattened(actions).flatMap((action) => {
    const relation = bulkChanged(action, context);
    return relation ? [context.show(relation)] : [];
  });
}
