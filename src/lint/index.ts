export { type LintFacts, tracedIn } from "./facts.ts";
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
export { type Fixed, fixMigrations, type FixRequest } from "./fixing.ts";
export { guardRemedyText } from "./guard-remedy-text.ts";
export { lintableMigration } from "./lintable-text.ts";
export { type Lintable } from "./lintable.ts";
export { lintables, refuseNothing } from "./lintables.ts";
export { lintMigrations } from "./linter.ts";
export { proveFix } from "./proof.ts";
export { type Rule, type Stake } from "./rule.ts";
export { type RuleSet, ruleSets } from "./sets.ts";
export {
  defaultLintSettings,
  knownMajors,
  levels,
  type LintConfig,
  type LintSettings,
  parseLintSettings,
  suggestion,
} from "./settings.ts";
