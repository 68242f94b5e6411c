/**
 * pgmaestro as a library. Every function takes a URL, a connected `pg` client, a `pg` pool or a PGlite instance,
 * returns data and throws one of the errors below; nothing prints, nothing ends the process.
 */
export { adopt, type AdoptResult } from "./commands/adopt.ts";
export { baseline, type BaselineOptions, type BaselineResult } from "./commands/baseline.ts";
export {
  createDatabase,
  dropDatabase,
  loadDatabase,
  resetDatabase,
  type DatabaseOptions,
  type DatabaseResult,
  type DropOptions,
  type LoadOptions,
} from "./commands/db.ts";
export { checkParts, type CheckPartName } from "./commands/check-parts.ts";
export {
  check,
  type CheckedEnds,
  type CheckedHistory,
  type CheckedOutput,
  type CheckOptions,
  type CheckPart,
  type CheckResult,
  type SkipReason,
} from "./commands/check.ts";
export type { DescribedChanges, MigrationText } from "./commands/described-changes.ts";
export type { ProposedDown } from "./commands/proposed-downs.ts";
export { create, type CreateOptions } from "./commands/create.ts";
export {
  type CreateChangeOptions,
  createChange,
  type CreatedChange,
} from "./commands/create-change.ts";
export type { CommonChangeName } from "./commands/common-changes.ts";
export {
  createFromDrift,
  type CreateFromDriftOptions,
  type CreateFromDriftResult,
} from "./commands/create-from-drift.ts";
export type { ChangeScript, LooseEnd } from "./catalog/index.ts";
export { diff, type DiffOptions, type DiffResult } from "./commands/diff.ts";
export { dump, type DumpOptions, type DumpResult } from "./commands/dump.ts";
export { drift, type DriftOptions, type DriftResult } from "./commands/drift.ts";
export { down, planDown, type DownOptions } from "./commands/down.ts";
export { fakeDown, fakeRedo, fakeUp, type FakeResult } from "./commands/fake.ts";
export {
  importFrom,
  type ImportedFile,
  type ImportOptions,
  type ImportResult,
} from "./commands/import.ts";
export {
  fleetDown,
  fleetMember,
  fleetStatus,
  fleetSteer,
  fleetUp,
  fleetWork,
  type FleetLook,
  type FleetOptions,
  type FleetResult,
  type FleetTarget,
} from "./commands/fleet.ts";
export type { Alike, FleetFound } from "./commands/each-member.ts";
export {
  fleetDrift,
  type FleetDrift,
  type FleetDriftOptions,
  type FleetStandard,
  type FromMigrations,
  type MemberSchema,
} from "./commands/fleet-drift.ts";
export { fleetPlan, type FleetPlan, type MemberPlan } from "./commands/fleet-plan.ts";
export type {
  Amount,
  Concurrency,
  FailureGroup,
  FleetAddress,
  FleetSettings,
  GivenMember,
  MemberCounts,
  MemberFailure,
  MemberSource,
  MemberStatus,
  Rollout,
  RolloutState,
  RolloutStatus,
  Steering,
  WaveSettings,
  WorkerStatus,
} from "./fleet/index.ts";
export { lint, type LintOptions } from "./commands/lint.ts";
export { locks, traceMigrations, type LocksOptions, type TraceOptions } from "./commands/locks.ts";
export { mark, type MarkOptions, type MarkResult } from "./commands/mark.ts";
export type {
  CancelBlockers,
  DirectoryOptions,
  RunOptions,
  RunResult,
  ScriptOptions,
  TargetOptions,
  WriteOptions,
} from "./engine/index.ts";
export type { ScratchSettings } from "./trial/index.ts";
export { receipt, type ReceiptOptions, type ReceiptResult } from "./commands/receipt.ts";
export {
  readReceipt,
  type AppliedThere,
  type GateOptions,
  type Receipt,
  type RequiredEnvironment,
  type Requirements,
  type Standing,
} from "./gate/index.ts";
export { env, type VariableReference } from "./variable-reference.ts";
export { planRedo, redo, type RedoOptions } from "./commands/redo.ts";
export { repair, type RepairOptions, type RepairResult } from "./commands/repair.ts";
export { history, type HistoryOptions, type HistoryResult } from "./commands/history.ts";
export type { JournalEntry, JournalEvent } from "./history/index.ts";
export {
  status,
  type RepeatableEntry,
  type StatusEntry,
  type StatusOptions,
  type StatusResult,
  type UnfinishedBackfill,
} from "./commands/status.ts";
export { watch, type WatchAnswer, type WatchOptions } from "./commands/watch.ts";
export { seed, type SeedOptions, type SeedResult } from "./commands/seed.ts";
export { seedFake, type SeedFakeOptions, type SeedFakeResult } from "./commands/seed-fake.ts";
export { squash, type SquashOptions, type SquashResult } from "./commands/squash.ts";
export { types, type TypesOptions, type TypesResult } from "./commands/types.ts";
export { plan, up, type UpOptions } from "./commands/up.ts";
export { planAgainst, type PlanAgainstOptions } from "./commands/plan-against.ts";
export { stats, type StatsOptions, type StatsResult } from "./commands/stats.ts";
export type {
  Impact,
  LockImpact,
  Reason,
  SegmentImpact,
  Share,
  Size,
  StatementImpact,
  TimeRange,
  Verdict,
  Work,
} from "./impact/index.ts";
export type { Rate, WorkKind } from "./impact/index.ts";
export { loadStatistics } from "./impact/index.ts";
export {
  isBusy,
  isSmall,
  type Activity,
  type IndexStatistics,
  type OpenTransaction,
  type Statistics,
  type TableRates,
  type TableStatistics,
} from "./impact/index.ts";
export {
  reverse,
  type ReversedMigration,
  type ReverseOptions,
  type ReverseResult,
} from "./commands/reverse.ts";
export { verify, type VerifyOptions } from "./commands/verify.ts";
export type { AspectDifference, CatalogObject, Difference } from "./catalog/index.ts";
export {
  PG_MIGRATE_LOCK_ID,
  type Database,
  type PgClientLike,
  type PGliteLike,
  type PgPoolLike,
  type ServerSettings,
} from "./database/index.ts";
export type { DoneMigration } from "./engine/index.ts";
export * from "./errors/index.ts";
export type { CommandProgress, RunEvent, Watch } from "./events.ts";
export type { Edit, Finding, Fix, LintResult, NewMigration, Severity } from "./lint/index.ts";
export { defaultLintSettings, type LintSettings } from "./lint/index.ts";
export type { RuleSet } from "./lint/index.ts";
export type { DottedTable } from "./history/index.ts";
export type { LockMode } from "./locks/table/index.ts";
export type {
  LockTrace,
  TracedLock,
  TracedMigration,
  TracedScan,
  TracedStatement,
} from "./locks/index.ts";
export type { FullName } from "./schema/index.ts";
export { changedSince, type ChangedFiles } from "./migrations/index.ts";
export type { CreatedMigration } from "./migrations/index.ts";
export type { MigrationActions } from "./migrations/index.ts";
export type { Numbering } from "./migrations/index.ts";
export type { MigrationSource } from "./migrations/index.ts";
export type { MigrationLanguage } from "./migrations/index.ts";
export type { Migration, MigrationWarning, Section } from "./migrations/index.ts";
export type {
  Direction,
  Part,
  Plan,
  PlannedStatement,
  Segment,
  SegmentReason,
  State,
  Step,
  StepRecord,
  TransactionMode,
} from "./plan/index.ts";
export type {
  Check,
  CheckName,
  CheckReason,
  Note,
  Phase,
  PossibleCause,
  Problem,
  VerifiedMigration,
  VerifyResult,
} from "./verify/index.ts";
export { version } from "./version.ts";
