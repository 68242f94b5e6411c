import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Database, refuseAbsent } from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { isBusy, isSmall, loadStatistics, type Statistics } from "../impact/index.ts";
import {
  allRules,
  defaultLintSettings,
  type Lintable,
  lintables,
  type LintFacts,
  lintMigrations,
  type LintResult,
  type LintSettings,
  refuseNothing,
  type Rule,
  type SeedsOptions,
  tracedIn,
} from "../lint/index.ts";
import { loadTraces, type LockTrace } from "../locks/index.ts";
import {
  type Baseline,
  changedAmong,
  type ChangedFiles,
  changedSince,
  type Migration,
  filesByMigration,
  repeatableDirectory,
  resolveName,
  standsFor,
} from "../migrations/index.ts";
import { isApplied, type MigrationState } from "../plan/index.ts";
import type { FullName } from "../schema/index.ts";
import { loadParser, withParserIfAsked } from "../sql/statement/index.ts";
import {
  baselineOf,
  directoryOf,
  readState,
  type ScriptOptions,
  withTarget,
} from "../engine/index.ts";
import { type ScratchSettings } from "../trial/index.ts";
import type { InPlaceOptions } from "./foreign-place.ts";
import { inPlace, refuseWriting } from "./in-place.ts";
import { keptOf, saveKept } from "./lint-kept.ts";

/** Which migrations to lint, and what to know beside them. */
export interface LintOptions extends ScriptOptions, ScratchSettings, InPlaceOptions, SeedsOptions {
  /** These: paths of files, or names. Default: all of the directory that are not before the baseline. */
  readonly files?: readonly string[] | undefined;
  /** What is pending in `database`. */
  readonly pending?: boolean | undefined;
  /** The target; only read, and only for `pending` and `fix`: what is applied there is not fixed. */
  readonly database?: Database | undefined;
  /** What was added or changed since a revision of git. */
  readonly changedSince?: ChangedFiles | undefined;
  readonly settings?: LintSettings | undefined;
  /** Rules of one's own beside those of the house, made with `defineRule` of `pgmaestro/rules`. */
  readonly ownRules?: readonly Rule[] | undefined;
  /** Whether to fix what has one right rewrite, or only to show how. */
  readonly fix?: "show" | "write" | undefined;
}

/**
 * Lints migrations: says what they would do to a running application. Earlier ones are read too, so that it is known
 * what was there before; no database is asked but for what is pending.
 * With `fix` it fixes what has one right rewrite; see lint-fix.ts.
 * @throws MigrationsDirectoryError, UnknownMigrationError, InvalidRequestError, ConfigurationError
 * @example
 * ```ts
 * const { findings, passed } = await lint({ migrationsDir: "migrations" });
 * ```
 */
export async function lint(given: LintOptions): Promise<LintResult> {
  if (given.fix !== undefined) await refuseWriting("--fix", given);
  const options = ofOneDirectory(await inPlace(given));
  const settings = options.settings ?? defaultLintSettings;
  const [all, target] = [await lintables(options), await targetOf(options)];
  refuseNothing(all, options);
  const baseline = baselineOf(options);
  const changed = { ...options, changedSince: await withSeeds(options) };
  const chosen = choose(all, changed, settings, target, baseline);
  const base = await baseOf(options);
  const about = { all, chosen, target, baseline, base };
  const facts = factsOf(options, settings, about);
  if (options.fix === undefined) return lintChosen(about, facts, options);
  const rules = rulesFor(options);
  const [{ lintFix }] = await Promise.all([import("./lint-fix.ts"), loadParser()]);
  return lintFix({ all, chosen, facts, rules, options });
}

/** Lints without the parser where it is not needed: loading it is half of the time for one migration. */
async function lintChosen(linted: Linted, facts: LintFacts, options: LintOptions) {
  const kept = keptOf(linted, facts, options);
  if (!kept.isSpared) await loadParser();
  const result = await withParserIfAsked(() => {
    kept.findings?.begin();
    return lintMigrations(linted.all, linted.chosen, facts, rulesFor(options), kept);
  });
  saveKept(kept);
  return result;
}

/** What lints a directory again and again, as an editor does: all its migrations, the rules, and what those may know. */
export interface LintSetup {
  readonly all: readonly Lintable[];
  readonly rules: readonly Rule[];
  readonly facts: LintFacts;
}

/**
 * Reads what `lint` would, for whoever lints by himself; what `locks` has seen is left out, as its places move with each edit.
 * @throws as `lint`
 */
export async function lintSetup(options: LintOptions): Promise<LintSetup> {
  await loadParser();
  const all = await lintables(options);
  const settings = options.settings ?? defaultLintSettings;
  const about = {
    all,
    chosen: new Set<string>(),
    target: undefined,
    baseline: baselineOf(options),
    base: undefined,
  };
  const facts = factsOf({ ...options, cache: undefined }, settings, about);
  return { all, rules: rulesFor(options), facts };
}

function rulesFor({ ownRules = [] }: LintOptions): Rule[] {
  return [...allRules, ...ownRules];
}

/** What is linted, and what is known of it. */
interface Linted {
  readonly all: readonly Lintable[];
  readonly chosen: ReadonlySet<string>;
  readonly target: Known | undefined;
  readonly baseline: Baseline | undefined;
  readonly base: LintFacts["base"];
}

/** Files that all are in another directory than the configured one are linted with their neighbours. */
function ofOneDirectory(options: LintOptions): LintOptions {
  const beside = [options.seedsDir, repeatableDirectory(directoryOf(options), options)];
  const isBeside = (file: string) =>
    beside.some((one) => one !== undefined && resolve(one) === dirname(resolve(file)));
  const paths = (options.files ?? []).filter(
    (file) => /[\\/]/.test(file) && existsSync(file) && !isBeside(file),
  );
  const [first, ...others] = new Set(paths.map((file) => dirname(resolve(file))));
  if (first === undefined || options.useGlob || options.fromTool !== undefined) return options;
  if (others.length > 0)
    throw new InvalidRequestError(
      "The files are in more than one directory",
      "Lint one directory at a time: files before them in it show what was there.",
    );
  return first === resolve(directoryOf(options))
    ? options
    : { ...options, migrationsDir: dirname(paths[0]!) };
}

/** What is known of the target. */
interface Known {
  readonly states: readonly MigrationState[];
  readonly postgres: number;
}

async function targetOf({
  database,
  pending,
  fix,
  ...options
}: LintOptions): Promise<Known | undefined> {
  const isAsked = pending || (fix !== undefined && database !== undefined);
  if (!isAsked) return undefined;
  if (database === undefined)
    throw new InvalidRequestError(
      "--pending needs a target to look at",
      "Name it with --database-url or DATABASE_URL.",
    );
  if (pending) refuseAbsent(database);
  await loadParser();
  return withTarget({ ...options, database }, async (target) => {
    const { states } = await readState(target);
    const [row] = await target.connection.query<{ version: string }>(
      "SELECT pg_catalog.current_setting('server_version_num') AS version",
    );
    return { states, postgres: Math.floor(Number(row!.version) / 10_000) };
  });
}

function choose(
  all: readonly Lintable[],
  { files = [], pending, changedSince: changes }: LintOptions,
  { baseline }: LintSettings,
  target: Known | undefined,
  standing: Baseline | undefined,
): ReadonlySet<string> {
  const names = all.map(({ name }) => name).filter((name) => !standsFor(standing, name));
  if (files.length > 0) return new Set(files.map((file) => resolveName(file, names)));
  if (pending) return new Set(pendingIn(target).filter((name) => names.includes(name)));
  const afterBaseline = names.slice(baseline === undefined ? 0 : after(baseline, names));
  if (changes === undefined) return new Set(afterBaseline);
  return new Set(
    changedAmong(changes, all, inFiles).flatMap(({ name }) => (names.includes(name) ? name : [])),
  );
}

/** What was added or changed, seeds among it: nothing else of them counts. */
async function withSeeds({
  changedSince: changes,
  seedsDir,
}: LintOptions): Promise<ChangedFiles | undefined> {
  if (changes === undefined || seedsDir === undefined || !existsSync(seedsDir)) return changes;
  const { added, modified } = await changedSince(changes.revision, seedsDir);
  return { ...changes, added: [...changes.added, ...added, ...modified.map(({ file }) => file)] };
}

function pendingIn(target: Known | undefined): string[] {
  return (target?.states ?? []).filter((state) => !isApplied(state)).map(({ name }) => name);
}

function after(baseline: string, names: readonly string[]): number {
  return names.indexOf(resolveName(baseline, names)) + 1;
}

function inFiles({ file, migration }: Lintable) {
  return { file, down: migration?.down };
}

function factsOf(options: LintOptions, settings: LintSettings, linted: Linted): LintFacts {
  const { all, target, baseline, base } = linted;
  const statistics =
    settings.statistics === undefined ? undefined : loadStatistics(settings.statistics);
  return {
    settings,
    postgres: versionOf(settings, target, statistics),
    transaction: options.transaction ?? "auto",
    searchPath: options.schema,
    keepSettings: options.keepSettings,
    traced: tracedIn(traceOf(options, linted)),
    isSmall: sized(settings.smallTables, statistics, isSmall),
    isBusy: sized(settings.busyTables, statistics, isBusy),
    ...(target && { states: new Map(target.states.map(({ name, state }) => [name, state])) }),
    isPending: pendingAmong(all, target),
    baseline,
    base,
  };
}

/** Where no target was looked at, all that is not linted now is taken for long in use. */
function pendingAmong(all: readonly Lintable[], target: Known | undefined): LintFacts["isPending"] {
  if (target === undefined) return undefined;
  const pending = new Set(pendingIn(target));
  return (index) => pending.has(all[index]?.name ?? "");
}

function versionOf(
  { postgres }: LintSettings,
  target: Known | undefined,
  statistics: Statistics | undefined,
): LintFacts["postgres"] {
  if (postgres !== undefined) return { major: postgres, source: "the configuration" };
  if (target !== undefined) return { major: target.postgres, source: "the target" };
  if (statistics !== undefined)
    return { major: statistics.postgres.major, source: "the statistics" };
  return { major: 15, source: "the default" };
}

/** Whether a table is named in the config, or the statistics say so. */
function sized(
  names: readonly string[],
  statistics: Statistics | undefined,
  says: (table: Statistics["tables"][number]) => boolean,
): (table: FullName) => boolean {
  const named = new Set([
    ...names,
    ...(statistics?.tables ?? []).filter(says).map(({ schema, name }) => `${schema}.${name}`),
  ]);
  return ({ schema, name }) => named.has(`${schema}.${name}`) || named.has(name);
}

/** What `locks` has seen of the chosen ones. */
function traceOf({ cache }: LintOptions, { all, chosen, baseline }: Linted): LockTrace | undefined {
  const migrations = all.flatMap(({ migration }): Migration[] => (migration ? [migration] : []));
  if (cache === undefined || !existsSync(cache)) return undefined;
  const traces = loadTraces(cache, { migrations, baseline }, chosen);
  const [first] = traces;
  return first && { ...first, migrations: traces.flatMap((trace) => trace.migrations) };
}

async function baseOf(options: LintOptions): Promise<LintFacts["base"]> {
  const { changedSince: changes, fromTool } = options;
  if (changes === undefined) return undefined;
  if (fromTool !== undefined)
    return (await import("./read-in-place.ts")).baseInPlace(fromTool, changes);
  const { revision, existing, modified, deleted } = changes;
  return {
    revision,
    names: [...filesByMigration(existing, options).keys()],
    modified: new Map(modified.map(({ file, before }) => [file, before])),
    deleted: filesByMigration(deleted, options),
  };
}
