import type { Action } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "concurrent-index-on-partitioned",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "CREATE or DROP INDEX CONCURRENTLY on a partitioned table",
  why: `PostgreSQL refuses CREATE INDEX CONCURRENTLY on a partitioned table, with ONLY too, and DROP INDEX CONCURRENTLY of a partitioned index
(measured on 15 to 18). A plain CREATE INDEX on the parent takes SHARE on every partition at once: nobody can write to any of
them until all are indexed.`,
  instead: `Create the index on the parent alone, where it is invalid and costs nothing, build that of each partition concurrently, and attach them:

\`\`\`sql
-- first migration
CREATE INDEX measurements_at_idx ON ONLY measurements (at);

-- second migration, and one for each other partition
CREATE INDEX CONCURRENTLY IF NOT EXISTS measurements_2026_at_idx ON measurements_2026 (at);

-- last migration: with its last partition the index is valid
ALTER INDEX measurements_at_idx ATTACH PARTITION measurements_2026_at_idx;
\`\`\``,
  exempt: `Tables that no migration is known to have partitioned; REINDEX … CONCURRENTLY, which can do it from 14 on.`,
  kinds: ["create-index", "drop"],
  check: {
    action(action, context) {
      const report = reportOf(action, context);
      if (report !== undefined) context.report(report);
    },
  },
});

function reportOf(action: Action, context: StatementContext): Report | undefined {
  if (action.kind === "create-index" && action.concurrently) {
    if (context.relation(action.relation)?.partitionBy === undefined) return undefined;
    const table = context.show(action.relation);
    return {
      message: `CREATE INDEX CONCURRENTLY fails: ${table} is partitioned.`,
      help: `Create the index ON ONLY ${table}, build that of each partition CONCURRENTLY, and attach them to it.`,
    };
  }
  if (action.kind !== "drop" || !action.concurrently) return undefined;
  const table = context.schema.index(action.object)?.table;
  if (table?.partitionBy === undefined) return undefined;
  return {
    message: `DROP INDEX CONCURRENTLY fails: ${context.show(action.object)} is an index of the partitioned table ${context.show(table)}.`,
    help: "Write DROP INDEX without CONCURRENTLY, under a short lock_timeout.",
  };
}
