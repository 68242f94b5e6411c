import type { ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "reindex-not-concurrent",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "REINDEX without CONCURRENTLY",
  why: `REINDEX holds SHARE on the table, so that nobody writes, and ACCESS EXCLUSIVE on each index it rebuilds; the planner opens every
index of a table, so that readers wait too (measured). REINDEX of a schema or database goes through its tables one by one in this way.`,
  instead: `Rebuild CONCURRENTLY, in a migration of its own:

\`\`\`sql
REINDEX INDEX CONCURRENTLY orders_user_id_idx;
\`\`\``,
  exempt: `Tables that the same migration creates, temporary and small tables; a partitioned table in a
transaction, where REINDEX fails (see \`concurrently-in-transaction\`).`,
  kinds: ["reindex"],
  check: {
    action(action, context) {
      if (action.concurrently) return;
      if (action.scope === "SYSTEM") return context.report(ofSystem);
      const table = tableOf(action, context);
      if (table && context.transaction.isBlock && context.relation(table)?.partitionBy) return;
      if (table && (!context.inUse(table) || context.isOwn(table))) return;
      context.report({
        message: messageOf(action, table && context.show(table)),
        help: `Write REINDEX ${action.scope} CONCURRENTLY, in a migration of its own.`,
      });
    },
  },
});

const ofSystem: Report = {
  message:
    "Every session of the database waits: REINDEX SYSTEM locks one index of the system catalogs after the other with ACCESS EXCLUSIVE.",
  help: "Leave it out of migrations, and run it while nobody works; it cannot run CONCURRENTLY.",
};

/** Undefined for all tables of a schema or database, and for an index that no migration makes. */
function tableOf({ scope, relation }: ActionOf<"reindex">, { schema }: StatementContext) {
  if (relation === undefined || scope === "SCHEMA" || scope === "DATABASE") return undefined;
  return scope === "INDEX" ? schema.index(relation)?.table : relation;
}

function messageOf({ scope }: ActionOf<"reindex">, table: string | undefined): string {
  if (scope === "SCHEMA" || scope === "DATABASE")
    return `Nobody can write to one table after the other, and queries wait for its indexes: REINDEX ${scope} takes SHARE, and ACCESS EXCLUSIVE on indexes.`;
  const which = table ?? "the table of the index";
  return `Nobody can write to ${which}, and queries of it wait too: REINDEX ${scope} takes SHARE, and ACCESS EXCLUSIVE on ${scope === "INDEX" ? "the index" : "its indexes"}.`;
}
