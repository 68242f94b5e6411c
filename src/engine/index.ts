export { lackingBaseline } from "./baseline.ts";
export { afterBaseline, type ChosenOptions, chosenOf } from "./chosen.ts";
export type { DoneMigration, EngineContext, InDoubtChoice } from "./context.ts";
export { readDistribution } from "./distribution.ts";
export {
  allMigrationsOf,
  authorOf,
  baselineOf,
  type DirectoryOptions,
  directoryOf,
  migrationsOf,
  readRepeatablesOf,
  refuseNone,
  repeatablesOf,
  type RunOptions,
  type ScriptOptions,
  sessionOf,
  tableOf,
  type TargetOptions,
  type WriteOptions,
} from "./options.ts";
export { engineContext, makePlan, type Request, runRequest, type RunResult } from "./request.ts";
export { type CancelBlockers, type GiveWayOptions, usualLockTimeout } from "./limits.ts";
export type { StopOptions } from "./stop.ts";
export { type Glance, glanceAt } from "./glance.ts";
export { runPlan } from "./run.ts";
export {
  adoptApplied,
  type Adopted,
  defaultLockWait,
  extensionsOf,
  idleLimitOf,
  journalOf,
  readState,
  refuseDotted,
  type Target,
  type TargetState,
  withLock,
  withTarget,
  withTargetSeen,
} from "./target.ts";
