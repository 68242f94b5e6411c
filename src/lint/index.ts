export type { MigrationContext, SectionContext, StatementContext } from "./context.ts";
export type { DirectoryContext } from "./directory-context.ts";
export type { Report } from "./report.ts";
export { type Base, type LintFacts, tracedIn } from "./facts.ts";
export {
  type Edit,
  type Finding,
  type Fix,
  type Fixes,
  type FixProof,
  type LintResult,
  type NewMigration,
  type RefusedFix,
  severities,
  type Severity,
} from "./finding.ts";
export { type Fixed, fixFinding, fixMigrations, type FixRequest } from "./fixing.ts";
export { guardRemedyText } from "./guard-remedy-text.ts";
export { findingKeys } from "./finding-keys.ts";
export { KeptFindings } from "./kept-findings.ts";
export type { Unreadable } from "./read-section.ts";
export { KeptSchema } from "./kept-schema.ts";
export { KeptStates } from "./kept-states.ts";
export { KeptStatements } from "./kept-statements.ts";
export { lintablePair, lintableText } from "./lintable-text.ts";
export { type Lintable, lintableFiles } from "./lintable.ts";
export { lintables, type SeedsOptions, refuseNothing } from "./lintables.ts";
export { schemaAround } from "./states.ts";
export { countsOf, lintMigrations, withFindings } from "./linter.ts";
export { proveFix } from "./proof.ts";
export { defineRule, type RuleDefinition } from "./define-rule.ts";
export { isRuleName, loadRules, type LoadedRule } from "./own-rules.ts";
export { type Rule, type RuleHooks, type Stake } from "./rule.ts";
export type { HeldLock, Transaction } from "./transaction.ts";
export { allRules } from "./rules/index.ts";
export { type RuleSet, ruleSets } from "./sets.ts";
export {
  defaultLintSettings,
  knownMajors,
  levels,
  type LintConfig,
  type LintSettings,
  parseLintSettings,
  ruleFilesIn,
  suggestion,
} from "./settings.ts";
