export {
  hasJournal,
  journaledNames,
  type JournalEntry,
  type JournalEvent,
  readJournal,
} from "./journal-entries.ts";
export type { BatchPlace } from "./batch-place.ts";
export { readBatchPlace, recordBatch } from "./batches.ts";
export { moveDottedRows } from "./adopt.ts";
export { ensureSchemas, ensureTables } from "./ensure.ts";
export {
  appliedEvents,
  type AppliedMigration,
  type BatchedRun,
  type BegunStatement,
  type DottedTable,
  type History,
  type JournaledBegun,
  type JournalSummary,
  type PartialRun,
  type RanRepeatable,
  readHistory,
  readHistoryAtOnce,
  readJournaledDown,
} from "./read.ts";
export {
  historyLocked,
  lockNotAvailable,
  lockTimeout,
  runPatiently,
  timeoutMilliseconds,
} from "./lock-wait.ts";
export {
  type Author,
  checkHistory,
  currentUser,
  guardHistory,
  historyChanged,
  lockHistory,
  recordBaseline,
  historyUnwritten,
  recordBegun,
  recordDetail,
  recordDown,
  type Recorded,
  recordFailed,
  recordInJournal,
  recordPartial,
  recordUp,
  startClock,
  takeTime,
} from "./record.ts";
export { missingGrants } from "./rights.ts";
export { historyTable, ownTables, refuseImpossibleName, type HistoryTable } from "./table.ts";
export {
  type Journal,
  recordAsFiled,
  recordedOf,
  recordImports,
  recordMarks,
  recordRemarks,
  recordSquashes,
} from "./unrun.ts";
