export { assess } from "./assess.ts";
export {
  type Impact,
  type LockImpact,
  type Reason,
  type SegmentImpact,
  type Share,
  type Size,
  type StatementImpact,
  type TimeRange,
  type Verdict,
  type Work,
} from "./impact.ts";
export { type Rate, type WorkKind } from "./rates.ts";
export { type Reading, readStatistics } from "./read-statistics.ts";
export { loadStatistics, statisticsText } from "./statistics-file.ts";
export {
  type Activity,
  type IndexStatistics,
  isBusy,
  isSmall,
  type OpenTransaction,
  type Statistics,
  type TableRates,
  type TableStatistics,
} from "./statistics.ts";
export { byGravity, isAcceptable, worst } from "./verdict.ts";
