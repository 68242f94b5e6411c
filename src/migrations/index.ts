export {
  type Baseline,
  baselineDirectory,
  baselineFrom,
  findBaseline,
  replaceBaseline,
  standsFor,
} from "./baseline.ts";
export { type BuilderCall, callFinder, type MadeStep } from "./builder-calls.ts";
export { type BuilderDatabase, type Continuation, type Evaluation } from "./builder.ts";
export {
  type CreatedMigration,
  createMigration,
  draftMigration,
  localDate,
  type MigrationDraft,
  type NewMigrationOptions,
  titleOf,
  writeMigration,
} from "./create.ts";
export { findMigrations, listFiles, filesByMigration, shown } from "./directory.ts";
export { committedBefore, withCommitted } from "./committed-files.ts";
export { changedAmong, changedOnBranch, changedSince, type ChangedFiles } from "./changed-files.ts";
export { type FileChange, withDownSection } from "./down-text.ts";
export { following, slugFrom } from "./following.ts";
export { directoryOfGlob, globFiles, type Patterns } from "./glob.ts";
export {
  type BrokenFile,
  isRead,
  loadMigrations,
  locating,
  locatingIn,
  moduleMigration,
  pairMigration,
  readMigrations,
  readText,
  sectionOf,
  sqlMigration,
  type TextFile,
  wholeSection,
} from "./load.ts";
export {
  isEmpty,
  isUnwritten,
  refuseUnwritten,
  type Migration,
  type MigrationWarning,
  spanInFile,
  offsetInFile,
  shownLine,
  shownPlace,
  runChecksum,
  type Section,
  storedText,
} from "./migration.ts";
export { loadActions, type MigrationActions, placeInStack } from "./module.ts";
export { type EvaluationOptions, Modules } from "./modules.ts";
export { importFile, type ModuleOptions } from "./import-file.ts";
export { importedFiles } from "./imported-files.ts";
export { importHint, refuseForeignDown } from "./other-tool.ts";
export { resolveName } from "./names.ts";
export { newNumber, numberBefore, type Numbering, numberings } from "./new-number.ts";
export { compareNames, prefixOf } from "./prefix.ts";
export {
  findRepeatables,
  isRepeatableName,
  readRepeatables,
  repeatableDirectory,
  repeatableMigration,
} from "./repeatable.ts";
export { chosenSeeds, findSeeds, isSeedName, isSqlSeed, loadSeed, readSeed } from "./seeds.ts";
export { migrationsFrom, type MigrationSource } from "./source.ts";
export {
  languages,
  type MigrationContent,
  type MigrationLanguage,
  sqlHeader,
  sqlTemplate,
} from "./template.ts";
export { replaceFiles, writeChanges } from "./write-changes.ts";
export { untilAborted } from "./until-aborted.ts";
