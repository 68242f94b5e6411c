import type { ScriptOptions } from "../engine/index.ts";
import { migrationsOf } from "../engine/index.ts";
import { MigrationFileError } from "../errors/index.ts";
import {
  defaultLintSettings,
  type LintResult,
  type LintSettings,
  type Rule,
  type SeedsOptions,
  withFindings,
} from "../lint/index.ts";
import { changedAmong, type ChangedFiles, isSeedName } from "../migrations/index.ts";
import type { ScratchSettings } from "../trial/index.ts";
import type { CheckPart, CheckPartName } from "./check-parts.ts";
import type { InPlaceOptions } from "./foreign-place.ts";
import { inPlace } from "./in-place.ts";
import { lint } from "./lint.ts";

/** What was changed, and how its files are read. */
export interface CheckFilesOptions
  extends ScriptOptions, ScratchSettings, InPlaceOptions, SeedsOptions {
  /** What was added, changed and deleted since a revision of git, as `changedSince` finds it. */
  readonly changes: ChangedFiles;
  /** Parts to leave out. */
  readonly skip?: readonly CheckPartName[] | undefined;
  readonly lint?: LintSettings | undefined;
  /** Rules of one's own beside those of the house. */
  readonly ownRules?: readonly Rule[] | undefined;
}

/** What the files say. */
interface CheckedFiles {
  readonly names: CheckPart<LintResult>;
  readonly lint: CheckPart<LintResult>;
  /** The names of the migrations that were added or changed, in order. */
  readonly migrations: readonly string[];
}

/** What the files say; of files that nobody can put in an order or read as text, only that. */
export async function checkFiles(
  options: CheckFilesOptions,
): Promise<CheckedFiles | Pick<CheckedFiles, "names">> {
  try {
    return await readFiles(options);
  } catch (error) {
    if (!(error instanceof MigrationFileError)) throw error;
    return { names: { verdict: "failed", error } };
  }
}

const rulesOfNames = [
  "version-out-of-order",
  "applied-migration-edited",
  "applied-migration-missing",
  "applied-migration-renamed",
] as const;

function isOfNames({ rule }: { readonly rule: string }): boolean {
  return rulesOfNames.some((name) => name === rule);
}

/** One walk through the files for both parts that read them. */
async function readFiles(options: CheckFilesOptions): Promise<CheckedFiles> {
  const { skip = [], lint: configured = defaultLintSettings, changes } = options;
  const asked = { names: !skip.includes("names"), lint: !skip.includes("lint") };
  const skipped = { verdict: "skipped", reason: "not-asked" } as const;
  if (!asked.names && !asked.lint)
    return { names: skipped, lint: skipped, migrations: await changedNames(options) };
  const settings = settingsFor(asked, configured);
  const { lint: _, ...given } = options;
  const found = await lint({ ...given, database: undefined, changedSince: changes, settings });
  const judged = (isOurs: (finding: { readonly rule: string }) => boolean) => {
    const result = withFindings(found, found.findings.filter(isOurs), settings);
    return { verdict: result.passed ? "passed" : "failed", result } as const;
  };
  return {
    migrations: found.migrations.filter((name) => !isSeedName(name)),
    names: asked.names ? judged(isOfNames) : skipped,
    lint: asked.lint ? judged((finding) => !isOfNames(finding)) : skipped,
  };
}

/** The rules of names are asked whatever the sets are, unless the project has switched one off. */
function settingsFor(
  asked: { readonly names: boolean; readonly lint: boolean },
  configured: LintSettings,
): LintSettings {
  const { rules } = configured;
  const ofNames = (level: "error" | "off") =>
    Object.fromEntries(rulesOfNames.map((name) => [name, level]));
  if (!asked.lint)
    return { ...configured, only: rulesOfNames.filter((name) => rules[name] !== "off") };
  return {
    ...configured,
    rules: asked.names ? { ...ofNames("error"), ...rules } : { ...rules, ...ofNames("off") },
  };
}

/** Of those that were added or changed. */
async function changedNames(options: CheckFilesOptions): Promise<string[]> {
  const migrations = migrationsOf(await inPlace(options));
  return changedAmong(options.changes, migrations, (one) => one).map(({ name }) => name);
}
