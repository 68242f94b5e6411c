import { defineRule } from "../../define-rule.ts";
import { builtConcurrently } from "./concurrent-rewrite.ts";

export default defineRule({
  name: "index-not-concurrent",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "CREATE INDEX without CONCURRENTLY on a table that exists",
  why: `The build holds a SHARE lock on the table from its first row to the last, and then until the transaction ends. Reads and SELECT FOR
UPDATE go on; INSERT, UPDATE and DELETE wait (measured on 15 to 18). With IF NOT EXISTS the lock is taken even where there is nothing
to do.`,
  instead: `Build the index CONCURRENTLY, in a migration of its own: it cannot run in a transaction, so pgmaestro runs it alone, and drops the
invalid index that a failed attempt leaves before it tries again.`,
  exempt: `A table or materialized view that the same migration creates; a temporary table; a table that is known to be small; a
partitioned table and \`ON ONLY\`, since CONCURRENTLY is refused there (see \`concurrent-index-on-partitioned\`).`,
  check: {
    action(action, context) {
      if (action.kind !== "create-index" || action.concurrently || action.only) return;
      if (!context.inUse(action.relation) || context.isOwn(action.relation)) return;
      if (context.relation(action.relation)?.partitionBy !== undefined) return;
      const table = context.show(action.relation);
      const isView = context.relation(action.relation)?.kind === "materialized view";
      const stopped = isView ? `${table} cannot be refreshed` : `nobody can write to ${table}`;
      context.report({
        message: `CREATE INDEX holds a SHARE lock on ${table} while it builds: ${stopped} until the transaction ends.`,
        help: "Write CREATE INDEX CONCURRENTLY, in a migration of its own.",
        fix: builtConcurrently(action, context),
      });
    },
  },
});
