import type { Rule } from "../../rule.ts";
import analyzeAfterBulkChange from "./analyze-after-bulk-change.ts";
import autovacuumDisabled from "./autovacuum-disabled.ts";
import explicitIdsWithoutSetval from "./explicit-ids-without-setval.ts";
import insertWithoutColumnList from "./insert-without-column-list.ts";
import mixedSchemaAndData from "./mixed-schema-and-data.ts";
import onConflictNeedsTarget from "./on-conflict-needs-target.ts";
import opaqueCode from "./opaque-code.ts";
import unbatchedBackfill from "./unbatched-backfill.ts";
import unvalidatedStatementKind from "./unvalidated-statement-kind.ts";

export default [
  mixedSchemaAndData,
  unbatchedBackfill,
  insertWithoutColumnList,
  explicitIdsWithoutSetval,
  onConflictNeedsTarget,
  autovacuumDisabled,
  opaqueCode,
  unvalidatedStatementKind,
  analyzeAfterBulkChange,
] as readonly Rule[];
