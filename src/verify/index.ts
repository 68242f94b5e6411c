export { type ColumnOrderNote, columnOrderText, compareCatalogs } from "./compare-catalogs.ts";
export { type CheckReason, type Note, type PossibleCause } from "./remarks.ts";
export { tryMigration } from "./trial.ts";
export {
  type Check,
  type CheckName,
  checkNames,
  isSound,
  type Phase,
  type Problem,
  type VerifiedMigration,
  type VerifyResult,
} from "./verdict.ts";
export { verifyMigrations } from "./verify.ts";
