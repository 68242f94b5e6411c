import type { Rule } from "../../rule.ts";
import concurrentIndexGuardHidesInvalid from "./concurrent-index-guard-hides-invalid.ts";
import concurrentIndexOnPartitioned from "./concurrent-index-on-partitioned.ts";
import concurrentlyInTransaction from "./concurrently-in-transaction.ts";
import dropIndexNotConcurrent from "./drop-index-not-concurrent.ts";
import dropIndexOfConstraint from "./drop-index-of-constraint.ts";
import dropIndexSlowsQueries from "./drop-index-slows-queries.ts";
import duplicateIndex from "./duplicate-index.ts";
import indexBuildCorruption14 from "./index-build-corruption-14.ts";
import indexNotConcurrent from "./index-not-concurrent.ts";
import noTransactionFileHasSeveralStatements from "./no-transaction-file-has-several-statements.ts";
import redundantIndex from "./redundant-index.ts";
import reindexNotConcurrent from "./reindex-not-concurrent.ts";
import timeoutBreaksConcurrentStatement from "./timeout-breaks-concurrent-statement.ts";
import uniqueIndexMayFail from "./unique-index-may-fail.ts";
import unnamedIndex from "./unnamed-index.ts";
import wideIndex from "./wide-index.ts";

export default [
  indexNotConcurrent,
  concurrentlyInTransaction,
  noTransactionFileHasSeveralStatements,
  concurrentIndexGuardHidesInvalid,
  timeoutBreaksConcurrentStatement,
  concurrentIndexOnPartitioned,
  dropIndexNotConcurrent,
  dropIndexOfConstraint,
  dropIndexSlowsQueries,
  reindexNotConcurrent,
  unnamedIndex,
  uniqueIndexMayFail,
  duplicateIndex,
  redundantIndex,
  wideIndex,
  indexBuildCorruption14,
] as readonly Rule[];
