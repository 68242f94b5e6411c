import { type Database, refuseAbsent } from "../database/index.ts";
import {
  type Activity,
  assess,
  type Impact,
  loadStatistics,
  readStatistics,
  type Statistics,
  worst,
} from "../impact/index.ts";
import type { LockTrace } from "../locks/index.ts";
import { changedAmong, type ChangedFiles, type Migration, standsFor } from "../migrations/index.ts";
import { chooseUp, migrationStates, overlapsOf, type Plan, planOf, upTask } from "../plan/index.ts";
import { traceMigrations } from "./locks.ts";
import {
  afterBaseline,
  baselineOf,
  makePlan,
  migrationsOf,
  refuseNone,
  type ScriptOptions,
  type Target,
  usualLockTimeout,
  withTarget,
} from "../engine/index.ts";
import { scratchName, type ScratchSettings } from "../trial/index.ts";
import type { ForeignPlace, InPlaceOptions } from "./foreign-place.ts";
import { inPlace } from "./in-place.ts";
import { upRequest, type UpOptions } from "./up.ts";

/** Which migrations to look at, and against what. */
export interface PlanAgainstOptions
  extends Omit<UpOptions, "database">, ScratchSettings, InPlaceOptions {
  /** The target to read, or the file (`*.json`) of its statistics. */
  readonly against: Database;
  /** With a file: whose history says what is pending. Default: everything is. */
  readonly database?: Database | undefined;
  /** With a file and without `database`: what was added or changed since a revision of git is pending, and nothing else. */
  readonly changedSince?: ChangedFiles | undefined;
}

/**
 * What `up` would do to a target as large and as busy as it is. Takes no lock on the target and writes nothing there;
 * the migrations run on a scratch database.
 * @throws ConfigurationError for a broken file, ScratchRefusedError, and as `plan`
 * @example
 * ```ts
 * const { segments } = await planAgainst({ against: process.env["DATABASE_URL"]! });
 * ```
 */
export async function planAgainst(options: PlanAgainstOptions): Promise<Impact> {
  const begin = performance.now();
  const { against, migrations, plan, pendingIn, statistics, activity } = await prepare(options);
  const trace = await traceOf(plan, migrations, options);
  const segments = assess(plan, trace, {
    tables: statistics.tables,
    activity,
    searchPath: options.schema ?? [],
    lockTimeout: (options.lockTimeout ?? usualLockTimeout) * 1000,
  });
  return {
    against,
    ...(pendingIn !== undefined && { pendingIn }),
    statistics: {
      readAt: statistics.readAt,
      postgres: statistics.postgres.version,
      databaseBytes: statistics.databaseBytes,
      tables: statistics.tables.length,
    },
    ...(activity && { activity }),
    scratch: scratchName(options, trace.postgres || undefined),
    segments,
    verdict: worst(segments.map(({ verdict }) => verdict)),
    durationMs: Math.round(performance.now() - begin),
  };
}

/** What is to be traced, and what is known of the target. */
interface Prepared {
  readonly against: string;
  readonly migrations: readonly Migration[];
  readonly plan: Plan;
  readonly pendingIn?: string;
  readonly statistics: Statistics;
  readonly activity?: Activity;
}

async function prepare(options: PlanAgainstOptions): Promise<Prepared> {
  const { against, fromTool } = options;
  if (isFile(against)) return againstFile(against, await inPlace(options));
  return fromTool === undefined
    ? againstTarget(against, options)
    : againstForeign(against, options, fromTool);
}

/** Whether what is named is a file of statistics. */
function isFile(against: Database): against is string {
  return typeof against === "string" && /\.json$/i.test(against) && !/^\w{2,}:/.test(against);
}

async function againstFile(file: string, options: PlanAgainstOptions): Promise<Prepared> {
  const statistics = loadStatistics(file);
  const { database } = options;
  const planned =
    database === undefined
      ? await planOfAll(options, (all) => unchanged(all, options))
      : await planInTarget({ ...options, database }, async () => ({}));
  return { against: file, statistics, ...planned };
}

/** The names of what was there at the revision that is compared with; of none, where none is. */
function unchanged(
  all: readonly Migration[],
  { changedSince }: Pick<PlanAgainstOptions, "changedSince">,
): string[] {
  if (changedSince === undefined) return [];
  const changed = changedAmong(changedSince, all, (one) => one);
  return all.filter((one) => !changed.includes(one)).map(({ name }) => name);
}

async function againstTarget(database: Database, options: PlanAgainstOptions): Promise<Prepared> {
  return planInTarget({ ...options, database }, async ({ connection, table }) => ({
    against: connection.target,
    ...(await readStatistics(connection, table)),
  }));
}

/** The same, where another tool's history says what is pending. */
async function againstForeign(
  database: Database,
  given: PlanAgainstOptions,
  from: ForeignPlace,
): Promise<Prepared> {
  const { inPlaceWithHistory } = await import("./read-in-place.ts");
  const { options, appliedIn } = await inPlaceWithHistory(given, from);
  refuseAbsent(database);
  return withTarget({ ...options, database }, async ({ connection, table }) => {
    const applied = await appliedIn(connection);
    return {
      against: connection.target,
      pendingIn: connection.target,
      ...(await planOfAll(options, () => applied)),
      ...(await readStatistics(connection, table)),
    };
  });
}

/** What is pending in a target, and what else is to be known of it. */
async function planInTarget<More>(
  options: UpOptions,
  more: (target: Target) => Promise<More>,
): Promise<More & Pick<Prepared, "migrations" | "plan" | "pendingIn">> {
  refuseAbsent(options.database);
  return withTarget(options, async (target) => ({
    migrations: target.migrations,
    plan: await makePlan(target, options, upRequest(options, true)),
    pendingIn: target.connection.target,
    ...(await more(target)),
  }));
}

/** The plan for a database of which nothing is known but which of all migrations are applied there. */
async function planOfAll(
  options: PlanAgainstOptions,
  appliedOf: (all: readonly Migration[]) => readonly string[],
): Promise<Pick<Prepared, "migrations" | "plan">> {
  const migrations = migrationsOf(options);
  refuseNone(migrations, options);
  const baseline = baselineOf(options);
  const later = migrations.filter(({ name }) => !standsFor(baseline, name));
  const history = {
    applied: appliedOf(migrations).map((name, index) => ({ id: index + 1, name, at: "" })),
    partial: [],
    begun: [],
    batched: [],
    repeatables: [],
    exists: { history: false, journal: false },
  };
  const overlaps = await overlapsOf(later, history, options, baseline);
  const states = migrationStates(later, history, { overlaps });
  const chosen = chooseUp(states, options, { checkOrder: options.checkOrder ?? true });
  const watch = options.onEvent ?? (() => {});
  const tasks = chosen.map((migration) => upTask(migration));
  return { migrations, plan: await planOf(tasks, { migrations, watch }, options) };
}

const nothingTraced: LockTrace = { migrations: [], postgres: "", place: "embedded" };

async function traceOf(
  { segments }: Plan,
  migrations: readonly Migration[],
  options: ScriptOptions & ScratchSettings,
): Promise<LockTrace> {
  const names = new Set(segments.flatMap(({ steps }) => steps.map(({ migration }) => migration)));
  const planned = migrations.filter(({ name }) => names.has(name));
  const chosen = afterBaseline(planned, baselineOf(options));
  return chosen.length === 0 ? nothingTraced : traceMigrations(migrations, chosen, options);
}
