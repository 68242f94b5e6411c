import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "distribution-blocks-writes",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "A call that makes Citus move the rows of a table that exists while its writers wait",
  why: `create_distributed_table and create_reference_table hold an EXCLUSIVE lock on the table until the transaction ends, while they copy all its rows to the
nodes: every INSERT, UPDATE and DELETE waits. alter_distributed_table and undistribute_table hold an ACCESS EXCLUSIVE lock, so that queries wait, too: they make a
new table, copy the rows and drop the old one (measured on 12.1).`,
  instead: `Distribute a table right after it is made. Of one that is in use, let writers go on; it takes a primary key or a replica identity where rows
are updated or deleted, and runs in no transaction:

\`\`\`sql
SELECT create_distributed_table_concurrently('orders', 'tenant_id')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'orders'::regclass);
\`\`\`

For a reference table and alter_distributed_table there is no such form: run them while nobody writes.`,
  exempt: `A table that the same migration makes, or that is known to be small; citus_add_local_table_to_metadata and update_distributed_table_colocation, which move
no row.`,
  kinds: ["distribute-table", "alter-distribution", "undistribute-table"],
  check: {
    action(action, context) {
      const { relation } = action;
      if (!context.inUse(relation) || context.isOwn(relation)) return;
      if (action.kind === "alter-distribution" && !action.movesRows) return;
      const table = context.show(relation);
      if (action.kind !== "distribute-table") {
        context.report({
          message: `Queries and writers of ${table} wait while Citus copies its rows into a new table under an ACCESS EXCLUSIVE lock.`,
          help: "Run it while nobody uses the table, in a migration of its own.",
        });
        return;
      }
      if (action.concurrently || action.as === "managed-local") return;
      context.report({
        message: `Writers of ${table} wait while Citus copies its rows to the nodes under an EXCLUSIVE lock.`,
        help:
          action.as === "distributed" && action.method === "hash"
            ? `Call create_distributed_table_concurrently('${table}', '${shownName([action.column ?? ""])}'), which lets writers go on.`
            : "Run it while nobody writes, in a migration of its own.",
      });
    },
  },
});
