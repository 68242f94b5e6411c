import type { Rule } from "../../rule.ts";
import lockTable from "./lock-table.ts";
import lockTimeoutTooLong from "./lock-timeout-too-long.ts";
import lockUpgrade from "./lock-upgrade.ts";
import mergeAlterTables from "./merge-alter-tables.ts";
import missingLockTimeout from "./missing-lock-timeout.ts";
import missingStatementTimeout from "./missing-statement-timeout.ts";
import needlessNoTransaction from "./needless-no-transaction.ts";
import needlessTransactionBlock from "./needless-transaction-block.ts";
import sessionStateChange from "./session-state-change.ts";
import setWithoutLocal from "./set-without-local.ts";
import severalTablesLocked from "./several-tables-locked.ts";
import slowStatementUnderExclusiveLock from "./slow-statement-under-exclusive-lock.ts";
import transactionControlInFile from "./transaction-control-in-file.ts";

export default [
  missingLockTimeout,
  lockTimeoutTooLong,
  missingStatementTimeout,
  setWithoutLocal,
  slowStatementUnderExclusiveLock,
  severalTablesLocked,
  lockUpgrade,
  lockTable,
  mergeAlterTables,
  transactionControlInFile,
  sessionStateChange,
  needlessNoTransaction,
  needlessTransactionBlock,
] as readonly Rule[];
