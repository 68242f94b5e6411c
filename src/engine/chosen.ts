import type { Database } from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { type Migration, resolveName } from "../migrations/index.ts";
import { isApplied } from "../plan/index.ts";
import { refuseNone, type ScriptOptions } from "./options.ts";
import { readState, withTarget } from "./target.ts";

/** Which migrations to look at. */
export interface ChosenOptions {
  /** These, by their names. */
  readonly names?: readonly string[] | undefined;
  /** The whole directory. */
  readonly all?: boolean | undefined;
  /** What is pending in `database`. */
  readonly pending?: boolean | undefined;
  /** The target; only read, and only to see what is pending. */
  readonly database?: Database | undefined;
}

/**
 * The chosen ones of these migrations, in order. Default: what is pending in the target or, where that is nothing or
 * there is no target, the last one.
 * @throws MigrationsDirectoryError where there is none, UnknownMigrationError, InvalidRequestError
 */
export async function chosenOf(
  migrations: readonly Migration[],
  options: ScriptOptions & ChosenOptions,
): Promise<readonly Migration[]> {
  const { names = [], all, pending } = options;
  refuseSeveral(names, all, pending);
  refuseNone(migrations, options);
  if (all) return migrations;
  if (names.length > 0) return named(migrations, names);
  const due = await pendingIn(options);
  return due.length > 0 || pending
    ? migrations.filter(({ name }) => due.includes(name))
    : migrations.slice(-1);
}

function refuseSeveral(names: readonly string[], all?: boolean, pending?: boolean): void {
  if (Number(names.length > 0) + Number(all ?? false) + Number(pending ?? false) < 2) return;
  throw new InvalidRequestError(
    "Names, --all and --pending exclude one another",
    "Give one of them, or none for what is pending.",
  );
}

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
  return withTarget({ ...options, database }, async (target) => {
    const { states } = await readState(target);
    return states.filter((state) => !isApplied(state)).map(({ name }) => name);
  });
}

function noTarget(): InvalidRequestError {
  return new InvalidRequestError(
    "--pending needs a target to look at",
    "Name it with --database-url or DATABASE_URL; or give --all, or names.",
  );
}
