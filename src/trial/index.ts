export { type JobsOption, onceBy, onStagesOfEach, type Parts, partsOf } from "./at-once.ts";
export { Catalogs } from "./catalogs.ts";
export { leavingOut } from "./leaving-out.ts";
export { type CopiedFrom, openMigratedCopy } from "./migrated-copy.ts";
export { isSame, isSameByName, type Observation } from "./observation.ts";
export { actionsOfRefused, isGuarded, textOfPlan } from "./plan-text.ts";
export { prepareScratch, replay } from "./replay.ts";
export {
  canGoBack,
  type Phase,
  type RefusedRows,
  type Refusal,
  roundTrip,
  type PhaseResult,
  type RoundTrip,
  type WayBack,
} from "./round-trip.ts";
export { missingRoles } from "./roles.ts";
export {
  onlyWarnings,
  scratchName,
  scratchOptions,
  type ScratchSettings,
  standInsOf,
} from "./scratch.ts";
export {
  isDump,
  lastMigrationIn,
  loadSchemaFile,
  type SchemaFile,
  schemaFileText,
} from "./schema-file.ts";
export {
  type ColumnOrder,
  type ScriptTrial,
  type TriedScript,
  tryScript,
  tryThereAndBack,
  type UntriedReason,
} from "./script.ts";
export {
  type DiffSource,
  diffSource,
  extensionsOfSource,
  ofDatabase,
  withSource,
} from "./source.ts";
export { type Stage, type Stages } from "./stage.ts";
export { stagesOn, withStages } from "./stages.ts";
export { bringTo, stateKeys } from "./state-keys.ts";
