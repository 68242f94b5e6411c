import type { Database } from "../database/index.ts";
import { shownAddress, withScratch } from "../database/index.ts";
import { InvalidRequestError, listNames, MigrationsDirectoryError } from "../errors/index.ts";
import type { Watch } from "../events.ts";
import type { Migration } from "../migrations/migration.ts";
import { resolveName } from "../migrations/names.ts";
import { isApplied } from "../plan/index.ts";
import { isSound, type VerifyResult } from "../verify/verdict.ts";
import { verifyMigrations } from "../verify/verify.ts";
import { directoryOf, migrationsOf, tableOf, type ScriptOptions } from "./options.ts";
import { stagesOn, type Script } from "./stages.ts";
import { extensionsOf, look, withTarget } from "./target.ts";

/** Which migrations to verify, and where. */
export interface VerifyOptions extends ScriptOptions {
  /** These, by their names. */
  readonly names?: readonly string[] | undefined;
  /** The whole directory. */
  readonly all?: boolean | undefined;
  /** What is pending in `database`. */
  readonly pending?: boolean | undefined;
  /** The target; only read, and only to see what is pending. */
  readonly database?: Database | undefined;
  /** A server's URL on which to make throwaway databases. Default: embedded ones. */
  readonly scratch?: string | undefined;
  /** The directory in which embedded scratch databases keep what makes the next run fast. Default: none. */
  readonly cache?: string | undefined;
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
  const watch = options.onEvent ?? (() => {});
  const script: Script = { migrations, table: tableOf(options), watch: onlyWarnings(watch) };
  const place = options.scratch === undefined ? "PGlite" : shownAddress(options.scratch);
  const scratch = {
    server: options.scratch,
    extensions: () => extensionsOf(migrations),
    cache: options.cache,
    onCreate: () => watch({ type: "creating-database", directory: "memory" }),
    onLeftRoles: (roles: readonly string[]) =>
      watch({ type: "warning", message: leftRoles(roles) }),
  };
  return withScratch(scratch, async (scratches) => {
    const stages = stagesOn(scratches, script, options);
    const { version, ...found } = await verifyMigrations(migrations, chosen, stages, (index) =>
      watch({ type: "verifying", migration: chosen[index]!.name, index, of: chosen.length }),
    );
    return {
      ...found,
      scratch: `${place}${version === undefined ? "" : ` (PostgreSQL ${version})`}`,
      passed: found.notReached.length === 0 && found.migrations.every(isSound),
      durationMs: Math.round(performance.now() - begin),
    };
  });
}

function leftRoles(roles: readonly string[]): string {
  return `The scratch server has roles that it had not before: ${listNames(roles)}. Roles outlive a scratch database; if the migrations made them, drop them there with DROP ROLE.`;
}

/** How the engine gets on is nobody's concern here, what a module's code warns of is. */
function onlyWarnings(watch: Watch): Watch {
  return (event) => {
    if (event.type === "warning") watch(event);
  };
}

async function choose(
  migrations: readonly Migration[],
  options: VerifyOptions,
): Promise<readonly Migration[]> {
  const { names = [], all, pending } = options;
  refuseSeveral(names, all, pending);
  if (migrations.length === 0) throw noMigrations(options);
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

function noMigrations(options: VerifyOptions): MigrationsDirectoryError {
  return new MigrationsDirectoryError(
    directoryOf(options),
    "There is no migration in the directory",
    "`pgmaestro create NAME` writes one; or name another directory with --migrations-dir.",
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
