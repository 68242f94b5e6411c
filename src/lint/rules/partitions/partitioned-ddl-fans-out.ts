import { keyOf } from "../../../schema/index.ts";
import { isAtLeast } from "../../../locks/table/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "partitioned-ddl-fans-out",
  severity: "notice",
  stake: "waiting",
  sets: [],
  summary: "DDL on a partitioned table, which locks each of its partitions",
  why: `ALTER TABLE, CREATE TRIGGER and CREATE INDEX on a partitioned table lock every partition with it, in the same mode, until the transaction
ends (measured on 15 to 18): the statement waits for the open transactions of all of them, and the work is done once a partition.`,
  instead: `Set a short lock_timeout, and do the work partition by partition where it can be: an index with ON ONLY and ATTACH PARTITION, a constraint NOT VALID
on each partition first.`,
  exempt: `Off by default. Partitions that the migrations do not show; statements with ONLY; commands that lock the parent alone.`,
  check: {
    action(action, context) {
      if (!("relation" in action) || action.relation === undefined) return;
      const partitions = context.relation(action.relation)?.partitions ?? [];
      const keys = new Set(partitions.map(keyOf));
      const lock = context
        .locksOf(action)
        .find(({ relation, mode }) => keys.has(keyOf(relation)) && isAtLeast(mode, "SHARE"));
      const isWhole = action.kind !== "attach-partition" && action.kind !== "detach-partition";
      if (lock === undefined || !isWhole) return;
      const count =
        partitions.length === 1 ? "its partition" : `its ${partitions.length} known partitions`;
      context.report({
        message: `${context.show(action.relation)} and ${count} are locked at once until the transaction ends: this takes ${lock.mode}.`,
        help: "Set a short lock_timeout before it.",
      });
    },
  },
});
