import type { Connection } from "../database/index.ts";
import { MigrationFailedError, ReplayFailedError, type ServerError } from "../errors/index.ts";
import { ensureSchemas } from "../history/index.ts";
import type { Migration } from "../migrations/migration.ts";
import { quoteIdentifier } from "../sql/quote.ts";
import { sessionOf, tableOf, type ScriptOptions } from "./options.ts";
import { downTask, planAndRun, upTask, type Request } from "./run.ts";
import { withLock, type Target } from "./target.ts";

/** Gives an empty scratch database the schemas that a target has before its first migration, and its search path. */
export async function prepareScratch(
  connection: Connection,
  options: ScriptOptions,
): Promise<void> {
  const { schema = [] } = options;
  if (schema.length > 0) await ensureSchemas(connection, schema);
  for (const statement of sessionOf(options)) await connection.run([statement]);
}

/**
 * Applies those of these migrations to a scratch database that it does not have, in the order given, through
 * the engine. Where it is embedded, roles that they name and nobody creates are made.
 * @param migrations all that are to be in its history
 * @throws ReplayFailedError and the errors of files
 */
export async function replay(
  connection: Connection,
  migrations: readonly Migration[],
  options: ScriptOptions,
): Promise<void> {
  const target = scratchTarget(connection, migrations, options);
  await run(target, options, {
    choose: ({ history }) => {
      const applied = new Set(history.applied.map(({ name }) => name));
      return migrations.filter(({ name }) => !applied.has(name));
    },
    tasks: (chosen) => chosen.map((migration) => upTask(migration)),
  });
}

/**
 * Rolls the migration that was applied last back.
 * @throws ReplayFailedError | NoDownSectionError
 */
export async function rollBack(
  connection: Connection,
  migration: Migration,
  options: ScriptOptions,
): Promise<void> {
  const target = scratchTarget(connection, [migration], options);
  await run(target, options, {
    choose: ({ history }) =>
      history.applied.some(({ name }) => name === migration.name) ? [migration] : [],
    tasks: (chosen) => chosen.map(({ name, down }) => downTask({ name, migration, down: down! })),
  });
}

function scratchTarget(
  connection: Connection,
  migrations: readonly Migration[],
  options: ScriptOptions,
): Target {
  return { connection, table: tableOf(options), migrations, watch: options.onEvent ?? (() => {}) };
}

/** A scratch database is nobody else's, so that it needs no lock. */
async function run<Chosen>(
  target: Target,
  options: ScriptOptions,
  request: Request<Chosen>,
): Promise<void> {
  const unlocked = { ...options, lock: false, createSchema: false, database: unused };
  try {
    await withLock(target, unlocked, () =>
      withMissingRoles(target.connection, () => planAndRun(target, unlocked, request)),
    );
  } catch (error) {
    throw error instanceof MigrationFailedError ? new ReplayFailedError(error) : error;
  }
}

/** The connection is open; without the lock nobody opens another one. */
const unused = "pglite:";

/** A server's roles are there before any migration; an embedded database has none but its owner. */
export async function withMissingRoles<Result>(
  connection: Connection,
  action: () => Promise<Result>,
): Promise<Result> {
  const made = new Set<string>();
  for (;;) {
    try {
      return await action();
    } catch (error) {
      const role = connection.kind === "embedded" ? missingRole(error) : undefined;
      if (role === undefined || made.has(role)) throw error;
      made.add(role);
      await connection.run([`CREATE ROLE ${quoteIdentifier(role)}`]);
    }
  }
}

/** undefined_object. Source: PostgreSQL manual, Appendix A. */
function missingRole(error: unknown): string | undefined {
  const { server } = error as { server?: ServerError };
  if (server?.sqlState !== "42704") return undefined;
  return /^role "(.*)" does not exist$/s.exec(server.message)?.[1];
}
