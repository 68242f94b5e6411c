export {
  type Baseline,
  baselineDirectory,
  baselineFrom,
  findBaseline,
  replaceBaseline,
  standsFor,
} from "./baseline.ts";
export { type BuilderCall, callFinder, type MadeStep, type SourceCall } from "./builder-calls.ts";
export {
  type BuilderDatabase,
  type Continuation,
  evaluate,
  type Evaluation,
  isDisabled,
} from "./builder.ts";
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
export {
  type ListingOptions,
  findMigrations,
  listFiles,
  filesByMigration,
  shown,
} from "./directory.ts";
export { committedBefore, withCommitted } from "./committed-files.ts";
export { changedAmong, changedOnBranch, changedSince, type ChangedFiles } from "./changed-files.ts";
export { type FileChange, withDownSection } from "./down-text.ts";
export { following, slugFrom } from "./following.ts";
export { directoryOfGlob, globFiles, type Patterns } from "./glob.ts";
export {
  type BrokenFile,
  isRead,
  loadMigrations,
  type LoadingOptions,
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
  writtenIn,
} from "./migration.ts";
export {
  loadActions,
  mayDeclareShorthands,
  type MigrationActions,
  moduleError,
  placeInStack,
} from "./module.ts";
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
export {
  chosenSeeds,
  findSeeds,
  isSeedName,
  isSqlSeed,
  loadSeed,
  readSeed,
  type SeedFile,
} from "./seeds.ts";
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
