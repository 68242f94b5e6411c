import {
  type Catalog,
  compare,
  type Comparison,
  type Difference,
  installedExtensions,
  readCatalog,
  schemasOf,
  type Scope,
  scopeOf,
  type ComparedDatabase,
  versionsOf,
  changeScript,
} from "../catalog/index.ts";
import { type Connection, type Scratch, withScratch, type Scratches } from "../database/index.ts";
import { BaselineAheadError, HistoryRefusedError } from "../errors/index.ts";
import { type Migration, standsFor } from "../migrations/index.ts";
import { isApplied } from "../plan/index.ts";
import {
  baselineOf,
  extensionsOf,
  readState,
  repeatablesOf,
  refuseDotted,
  type RunOptions,
  type ScriptOptions,
  tableOf,
  type Target,
  type TargetState,
  withTargetSeen,
} from "../engine/index.ts";
import {
  bringTo,
  prepareScratch,
  replay,
  scratchName,
  scratchOptions,
  type ScratchSettings,
  stateKeys,
  type TriedScript,
  tryThereAndBack,
} from "../trial/index.ts";

/** Which target to look at, and where to try its migrations. */
export type DriftOptions = RunOptions & ScratchSettings;

/** What the target has that its migrations did not make, and what it lacks. */
export interface DriftResult {
  /** The target without its password. */
  readonly target: string;
  /** Where the migrations were applied for the comparison: `PGlite (PostgreSQL 18)`. */
  readonly scratch: string;
  /** The schemas that were compared. */
  readonly schemas: readonly string[];
  /** How many migrations the target has. */
  readonly applied: number;
  /** `missing`: only the migrations make it; `extra`: only the target has it. */
  readonly differences: readonly Difference[];
  /** From what the migrations make to what the target is. */
  readonly toTarget: TriedScript;
  /** From what the target is to what the migrations make. */
  readonly toMigrations: TriedScript;
  /** Applied, but the file says something else now: the comparison is with what it says now. */
  readonly edited: readonly string[];
  /** Begun outside a transaction, and stopped halfway: what they did counts as drift. */
  readonly partial: readonly string[];
  /** The major releases of PostgreSQL, where they differ. */
  readonly versions?: { readonly migrations: number; readonly target: number };
  /** The roles that are taken for the same one, as they own what nobody gave away; where they have not one name. */
  readonly owners?: { readonly migrations: string; readonly target: string };
  /** What was not compared: tables of other migration tools, and what each server has its own way: `the database: settings`. */
  readonly undescribed: readonly string[];
  readonly durationMs: number;
}

/**
 * Compares the target with what its applied migrations make on a scratch database. Only reads the target.
 * @throws HistoryRefusedError where an applied migration has no file; ReplayFailedError where one does not run on the
 *   scratch database
 * @example
 * ```ts
 * const { differences } = await drift({ database: process.env["DATABASE_URL"]! });
 * if (differences.length > 0) process.exitCode = 1;
 * ```
 */
export async function drift(options: DriftOptions): Promise<DriftResult> {
  const begin = performance.now();
  const seen = await seeTarget(options);
  return withDrift(seen, options, async (found) => {
    const result = driftResult(seen, found, begin);
    return result.differences.length > 0 ? withTrials(result, seen, found, options) : result;
  });
}

/** Both scripts, run on the scratch database one after the other. */
async function withTrials(
  result: DriftResult,
  { catalog }: SeenTarget,
  { connection, made, scope }: FoundDrift,
  options: DriftOptions,
): Promise<DriftResult> {
  const { toTarget, toMigrations } = result;
  const place = { connection, own: tableOf(options), scope };
  const scripts = [toTarget, toMigrations] as const;
  const [there, back] = await tryThereAndBack(place, scripts, made, { catalog });
  return { ...result, toTarget: there, toMigrations: back };
}

/** What was read of the target. */
export interface SeenTarget {
  readonly target: string;
  readonly catalog: Catalog;
  /** All migrations of the directory. */
  readonly migrations: readonly Migration[];
  /** Those that the target has, in the order in which it got them. */
  readonly applied: readonly Migration[];
  readonly edited: readonly string[];
  readonly partial: readonly string[];
}

/** What was found out of the target. */
export interface FoundDrift extends Comparison {
  readonly scratch: string;
  readonly scratches: Scratches;
  /** To the database that the migrations made. */
  readonly connection: Connection;
  /** What the migrations made, as it is. */
  readonly made: ComparedDatabase;
  readonly scope: Scope;
}

/** Reads catalog and history of the target. */
export function seeTarget(options: DriftOptions): Promise<SeenTarget> {
  return withTargetSeen(options, async (target) => {
    const knowledge = await readState(target);
    refuseDotted(knowledge);
    refuseMissing(knowledge);
    refuseOlder(knowledge, target);
    return {
      target: target.connection.target,
      catalog: await readCatalog(target.connection, target.table),
      migrations: target.migrations,
      applied: [...inOrderApplied(knowledge), ...ranAgain(knowledge, options)],
      edited: knowledge.states.filter(({ state }) => state === "edited").map(({ name }) => name),
      partial: knowledge.history.partial.map(({ name }) => name),
    };
  });
}

/** What has no file cannot be applied again. */
function refuseMissing({ states }: TargetState): void {
  const missing = states.filter(({ state }) => state === "missing").map(({ name }) => name);
  if (missing.length > 0) throw new HistoryRefusedError({ edited: [], missing, outOfOrder: [] });
}

/** A target that lacks what the baseline stands for cannot be made on it. */
function refuseOlder({ states }: TargetState, { baseline }: Target): void {
  const lacking = states.filter((one) => standsFor(baseline, one.name) && !isApplied(one));
  const hasSome = states.some((one) => standsFor(baseline, one.name) && isApplied(one));
  if (!hasSome || lacking.length === 0) return;
  throw new BaselineAheadError(
    baseline!.file,
    lacking.map(({ name }) => name),
  );
}

/** Those that a baseline stands for may have no files. */
function inOrderApplied({ states }: TargetState): Migration[] {
  return states
    .filter(isApplied)
    .toSorted((one, other) => one.applied!.id - other.applied!.id)
    .flatMap(({ migration }) => migration ?? []);
}

/** The repeatable ones, as their files are now. */
function ranAgain({ history }: TargetState, options: ScriptOptions): Migration[] {
  const names = new Set(history.repeatables.map(({ name }) => name));
  return repeatablesOf(options).filter(({ name }) => names.has(name));
}

/** Acts with what the applied migrations make on a scratch database, compared with the target. */
export function withDrift<Result>(
  seen: SeenTarget,
  options: DriftOptions,
  action: (found: FoundDrift) => Promise<Result>,
): Promise<Result> {
  const settings = scratchOptions(options, () => [
    ...extensionsOf(seen.migrations, baselineOf(options)),
    ...installedExtensions(seen.catalog),
  ]);
  return withScratch(settings, async (scratches) => {
    const { side: made, connection } = await madeBy(seen.applied, scratches, options);
    const texts = [baselineOf(options)?.section.text ?? "", ...seen.applied.map(textOf)];
    const scope = scopeOf(made.catalog, made.empty, texts);
    const comparison = await compare(made, { catalog: seen.catalog }, scope);
    return action({
      ...comparison,
      scratch: scratchName(options, made.catalog.majorVersion),
      scratches,
      connection,
      made,
      scope,
    });
  });
}

function textOf({ up }: Migration): string {
  return up.text;
}

/**
 * What migrations make of an empty database, and the connection to it. Of SQL migrations that were seen before, an embedded
 * database is opened as it was kept.
 * @param known the catalog of an empty database, where it was read already
 */
export async function madeBy(
  migrations: readonly Migration[],
  scratches: Scratches,
  options: ScriptOptions & ScratchSettings,
  known?: Catalog,
) {
  const keys = stateKeys(migrations, [], options);
  const fresh = await emptyBy(scratches, options, known);
  const scratch = (await scratches.known(keys.slice(1).toReversed())) ?? fresh.scratch;
  await bringTo({ due: migrations, keys }, scratch, options);
  return sideOf(scratch, fresh.empty, options);
}

/** The same, run in any case: what migrations make may depend on when they run. */
export async function madeAgain(
  migrations: readonly Migration[],
  scratches: Scratches,
  options: ScriptOptions & ScratchSettings,
  roles: readonly string[],
) {
  const { scratch, empty } = await emptyBy(scratches, options);
  await replay(scratch.connection, migrations, options, roles);
  return sideOf(scratch, empty, options);
}

/** @param known the catalog of an empty database, which has none of the schemas that are made before the first migration */
async function emptyBy(scratches: Scratches, options: ScriptOptions, known?: Catalog) {
  const scratch = await scratches.fresh();
  await prepareScratch(scratch.connection, options);
  const isKnown = known !== undefined && (options.schema ?? []).length === 0;
  const read = () => readCatalog(scratch.connection, tableOf(options));
  return { scratch, empty: isKnown ? known : await read() };
}

async function sideOf({ connection }: Scratch, empty: Catalog, options: ScriptOptions) {
  return { side: { catalog: await readCatalog(connection, tableOf(options)), empty }, connection };
}

export function driftResult(seen: SeenTarget, found: FoundDrift, begin: number): DriftResult {
  const { first, second, differences } = found;
  const versions = versionsOf(found.made.catalog, seen.catalog);
  return {
    target: seen.target,
    scratch: found.scratch,
    schemas: [...new Set([...schemasOf(first), ...schemasOf(second)])].toSorted(),
    applied: seen.applied.length,
    differences,
    toTarget: changeScript(first, second),
    toMigrations: changeScript(second, first),
    edited: seen.edited,
    partial: seen.partial,
    ...(versions && { versions: named(versions) }),
    ...(found.owners && { owners: named(found.owners) }),
    undescribed: found.given,
    durationMs: Math.round(performance.now() - begin),
  };
}

function named<Value>({ first, second }: { readonly first: Value; readonly second: Value }) {
  return { migrations: first, target: second };
}
