import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "index-not-concurrent",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "CREATE INDEX without CONCURRENTLY on a table that exists",
  why: `The build holds a SHARE lock on the table from its first row to the last, and then until the transaction ends. Reads go on; INSERT,
UPDATE and DELETE wait. With IF NOT EXISTS the lock is taken even where there is nothing to do.`,
  instead: `Build the index CONCURRENTLY, in a migration of its own: it cannot run in a transaction, so pgmaestro runs it alone, and drops the
invalid index that a failed attempt leaves before it tries again.`,
  exempt: `A table that the same migration creates; a temporary table; a table that is known to be small; a partitioned table, where
CONCURRENTLY is refused (see \`concurrent-index-on-partitioned\`).`,
  check: {
    action(action, context) {
      if (action.kind !== "create-index" || action.concurrently) return;
      if (!context.inUse(action.relation) || context.isOwn(action.relation)) return;
      if (context.relation(action.relation)?.partitionBy !== undefined) return;
      const table = context.show(action.relation);
      context.report({
        message: `CREATE INDEX holds a SHARE lock on ${table} while it builds: nobody can write to ${table} until the transaction ends.`,
        help: "Write CREATE INDEX CONCURRENTLY, in a migration of its own.",
      });
    },
  },
});
