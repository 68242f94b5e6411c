import type { ActionOf, LockMode } from "../../sql/statement/index.ts";
import { allIn, withPartitions, type LockReaders } from "./dependents.ts";

/** What Citus locks where it moves the rows of tables. Measured on Citus 12.1. */
export const distributionLocks: LockReaders = {
  "distribute-table": (action, schema) =>
    withPartitions(action.relation, distributionMode(action), schema),
  "alter-distribution": ({ relation, movesRows }, schema) =>
    movesRows ? withPartitions(relation, "ACCESS EXCLUSIVE", schema) : [],
  "undistribute-table": ({ relation }, schema) =>
    withPartitions(relation, "ACCESS EXCLUSIVE", schema),
  "distribute-schema": ({ schema: name, to }, schema) =>
    allIn(name, schema).map(([table]) => [
      table,
      to === "local" ? "ACCESS EXCLUSIVE" : "EXCLUSIVE",
    ]),
};

/** A table of the coordinator alone becomes a shard, and another table takes its name. */
function distributionMode({ concurrently, as }: ActionOf<"distribute-table">): LockMode {
  if (concurrently) return "SHARE UPDATE EXCLUSIVE";
  return as === "managed-local" ? "ACCESS EXCLUSIVE" : "EXCLUSIVE";
}
