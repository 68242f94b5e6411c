import type { Rule } from "../../rule.ts";
import ddlNotPropagated from "./ddl-not-propagated.ts";
import distributionAfterRows from "./distribution-after-rows.ts";
import distributionBlocksWrites from "./distribution-blocks-writes.ts";
import distributionColumnChanged from "./distribution-column-changed.ts";
import foreignKeyAcrossShards from "./foreign-key-across-shards.ts";
import refusedOnDistributedTable from "./refused-on-distributed-table.ts";
import uniqueLacksDistributionColumn from "./unique-lacks-distribution-column.ts";

export default [
  uniqueLacksDistributionColumn,
  foreignKeyAcrossShards,
  refusedOnDistributedTable,
  distributionColumnChanged,
  distributionBlocksWrites,
  distributionAfterRows,
  ddlNotPropagated,
] as readonly Rule[];
