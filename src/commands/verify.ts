import { shownAddress, type Database } from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import type { Migration } from "../migrations/migration.ts";
import { resolveName } from "../migrations/names.ts";
import { isApplied } from "../plan/index.ts";
import { isSound, type VerifyResult } from "../verify/verdict.ts";
import { verifyMigrations } from "../verify/verify.ts";
import { migrationsOf, refuseNone, type ScratchSettings, type ScriptOptions } from "./options.ts";
import { withStages } from "./stages.ts";
import { look, withTarget } from "./target.ts";

/** Which migrations to verify, and where. */
export interface VerifyOptions extends ScriptOptions, ScratchSettings {
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
 * Tries migrations on scratch databases: that they run, that running them twice changes nothing, that their
 * rollback gives back what was there before, that data survives. Default: what is pending in the target or,
 * where that is nothing or there is no target, the last one.
 * @throws MigrationsDirectoryError, UnknownMigrationError, InvalidRequestError; ScratchRefusedError; PgmaestroError
 *   where a migration before the first chosen one does not run
 */
export async function verify(options: VerifyOptions): Promise<VerifyResult> {
  const begin = performance.now();
  const migrations = migrationsOf(options);
  const chosen = await choose(migrations, options);
  const onNext = (index: number) =>
    options.onEvent?.({
      type: "verifying",
      migration: chosen[index]!.name,
      index,
      of: chosen.length,
    });
  const { version, ...found } = await withStages(migrations, options, (stages) =>
    verifyMigrations(migrations, chosen, stages, onNext),
  );
  const place = options.scratch === undefined ? "PGlite" : shownAddress(options.scratch);
  return {
    ...found,
    scratch: `${place}${version === undefined ? "" : ` (PostgreSQL ${version})`}`,
    passed: found.notReached.length === 0 && found.migrations.every(isSound),
    durationMs: Math.round(performance.now() - begin),
  };
}

async function choose(
  migrations: readonly Migration[],
  options: VerifyOptions,
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
async function pendingIn({ database, ...options }: VerifyOptions): Promise<string[]> {
  if (database === undefined) {
    if (options.pending) throw noTarget();
    return [];
  }
  return withTarget({ ...options, database }, async (target) => {
    const { states } = await look(target);
    return states.filter((state) => !isApplied(state)).map(({ name }) => name);
  });
}

function noTarget(): InvalidRequestError {
  return new InvalidRequestError(
    "--pending needs a target to look at",
    "Name it with --database-url or DATABASE_URL; or verify --all, or by name.",
  );
}
