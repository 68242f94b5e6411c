import { isSameIndex, type Relation } from "../../../schema/index.ts";
import type { ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { alone } from "../../builder-words.ts";
import { builtConcurrently } from "./concurrent-rewrite.ts";
import { stoppedUntilEnd } from "../stopped.ts";

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
invalid index that a failed attempt leaves before it tries again. On a partitioned table, where CONCURRENTLY is refused, build those of
the partitions first; \`concurrent-index-on-partitioned\` has the steps. On a hypertable of TimescaleDB, where it is refused too, write
\`WITH (timescaledb.transaction_per_chunk)\`: that runs alone, and stops writers of one chunk at a time.`,
  exempt: `A table or materialized view that the same migration creates; a temporary table; a table that is known to be small; \`ON ONLY\` a
partitioned table, which builds nothing; \`timescaledb.transaction_per_chunk\`; a partitioned table whose partitions, as far as the migrations show them, all have such an index.`,
  kinds: ["create-index"],
  check: {
    action(action, context) {
      if (action.concurrently || action.only || action.byChunk) return;
      if (!context.inUse(action.relation) || context.isOwn(action.relation)) return;
      const found = context.relation(action.relation);
      if (found?.partitionBy !== undefined) return reportPartitioned(action, found, context);
      const table = context.show(action.relation);
      const isView = found?.kind === "materialized view";
      const consequence = isView ? `${table} cannot be refreshed` : `Nobody can write to ${table}`;
      context.report({
        message: `${consequence} until the transaction ends: CREATE INDEX builds under SHARE.`,
        help: "Write CREATE INDEX CONCURRENTLY, in a migration of its own.",
        builder: alone("concurrently: true"),
        fix: builtConcurrently(action, context),
      });
    },
  },
});

function reportPartitioned(
  action: ActionOf<"create-index">,
  { partitions }: Relation,
  context: StatementContext,
): void {
  const isBuilt = partitions.length > 0 && partitions.every((one) => hasIndex(one, action));
  if (isBuilt) return;
  const table = context.show(action.relation);
  context.report({
    message: stoppedUntilEnd(
      `${table} and its partitions`,
      "CREATE INDEX builds on all of them",
      "SHARE",
    ),
    help: `Create the index ON ONLY ${table}, build that of each partition CONCURRENTLY, and attach them to it with ALTER INDEX … ATTACH PARTITION.`,
  });
}

/** Those of all partitions are attached to the new one; nothing is built. */
function hasIndex({ indexes }: Relation, action: ActionOf<"create-index">): boolean {
  return [...indexes.values()].some((one) => isSameIndex(one, action));
}
