import { type Database, refuseAbsent } from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import {
  type Baseline,
  changedAmong,
  type ChangedFiles,
  changedOnBranch,
  type Migration,
  resolveName,
  standsFor,
} from "../migrations/index.ts";
import { isApplied, isChanged } from "../plan/index.ts";
import {
  baselineOf,
  directoryOf,
  refuseNone,
  repeatablesOf,
  type ScriptOptions,
} from "./options.ts";
import { readState, withTarget } from "./target.ts";

/** Which migrations to look at. */
export interface ChosenOptions {
  /** These, by their names. */
  readonly names?: readonly string[] | undefined;
  /** The whole directory. */
  readonly all?: boolean | undefined;
  /** What is pending in `database`. */
  readonly pending?: boolean | undefined;
  /** What was added or changed since a revision of git. */
  readonly changedSince?: ChangedFiles | undefined;
  /** The target; only read, and only to see what is pending. */
  readonly database?: Database | undefined;
}

/**
 * The chosen ones of these migrations, in order. Default: what is pending in the target; where that is nothing or there
 * is no target, what a pull request of this line of work would show; where that is nothing, the last one.
 * @throws MigrationsDirectoryError where there is none, UnknownMigrationError, InvalidRequestError
 */
export async function chosenOf(
  migrations: readonly Migration[],
  options: ScriptOptions & ChosenOptions,
): Promise<readonly Migration[]> {
  const { names = [], all, pending, changedSince } = options;
  refuseSeveral(options);
  refuseNone(migrations, options);
  const baseline = baselineOf(options);
  if (names.length > 0) return afterBaseline(named(migrations, names), baseline);
  const later = migrations.filter(({ name }) => !standsFor(baseline, name));
  if (all) return later;
  if (changedSince !== undefined) return changedAmong(changedSince, later, itself);
  const due = await pendingIn(options);
  return due.length > 0 || pending
    ? later.filter(({ name }) => due.includes(name))
    : newOrLast(later, options);
}

/**
 * These migrations, none of which the baseline may stand for: what was before each of them is not known.
 * @throws InvalidRequestError
 */
export function afterBaseline(
  chosen: readonly Migration[],
  baseline: Baseline | undefined,
): readonly Migration[] {
  const early = chosen.find(({ name }) => standsFor(baseline, name));
  if (early === undefined) return chosen;
  throw new InvalidRequestError(
    `${early.name} is not run on a scratch database: ${baseline!.file} stands for it`,
    `Name migrations after ${baseline!.name}; or take the baseline away, and all are run from the first.`,
  );
}

function refuseSeveral({ names = [], ...given }: ChosenOptions): void {
  const { all, pending, changedSince } = given;
  if ([names.length > 0, all, pending, changedSince].filter(Boolean).length < 2) return;
  throw new InvalidRequestError(
    "Names, --all, --pending and --since exclude one another",
    "Give one of them, or none for what is pending.",
  );
}

async function newOrLast(
  migrations: readonly Migration[],
  options: ScriptOptions,
): Promise<readonly Migration[]> {
  const { migrations: given, useGlob } = options;
  const isForeign = Array.isArray(given);
  const isOnDisk = (given === undefined || isForeign) && !useGlob;
  const changed = isOnDisk
    ? await changedOnBranch(directoryOf(options), { inFolders: isForeign })
    : undefined;
  const found = changed === undefined ? [] : changedAmong(changed, migrations, itself);
  return found.length > 0 ? found : migrations.filter((one) => !one.isRepeatable).slice(-1);
}

const itself = (migration: Migration) => migration;

function named(migrations: readonly Migration[], names: readonly string[]): Migration[] {
  const known = migrations.map(({ name }) => name);
  const meant = names.map((name) => resolveName(name, known));
  return migrations.filter(({ name }) => meant.includes(name));
}

/** The names of what is pending in the target; none where there is no target. */
async function pendingIn({
  database,
  ...options
}: ScriptOptions & ChosenOptions): Promise<string[]> {
  if (database === undefined) {
    if (options.pending) throw noTarget();
    return [];
  }
  if (options.pending) refuseAbsent(database);
  return withTarget({ ...options, database }, async (target) => {
    const { states, history } = await readState(target);
    const ran = new Map(history.repeatables.map((one) => [one.name, one]));
    const again = repeatablesOf(options).filter((one) => isChanged(one, ran.get(one.name)));
    return [...states.filter((state) => !isApplied(state)), ...again].map(({ name }) => name);
  });
}

function noTarget(): InvalidRequestError {
  return new InvalidRequestError(
    "--pending needs a target to look at",
    "Name it with --database-url or DATABASE_URL; or give --all, or names.",
  );
}
