export { type ColumnOrderNote, columnOrderText } from "./compare-schemas.ts";
export { type Compared, Comparisons } from "./comparisons.ts";
export {
  type CheckReason,
  type Destruction,
  type MadeUpRow,
  type Note,
  type PossibleCause,
} from "./remarks.ts";
export { destructions } from "./destruction.ts";
export { intentOf } from "./intent.ts";
export { type MeantChanges, meantTogether, nothingMeant } from "./meant.ts";
export { refusedRowsNote } from "./refused-rows.ts";
export { changeKey, judgeRows } from "./row-changes.ts";
export {
  type RepeatableChoice,
  repeatableChoice,
  type RepeatableMode,
  repeatableModes,
} from "./repeatable.ts";
export { tryMigration } from "./trial.ts";
export {
  type Check,
  type CheckName,
  checkNames,
  isSound,
  type NotReached,
  type Phase,
  type Problem,
  type VerifiedMigration,
  type VerifyResult,
} from "./verdict.ts";
export type { Verified, VerifyRequest } from "./verify.ts";
export { verifyAtOnce } from "./at-once.ts";
