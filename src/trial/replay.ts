import type { Connection } from "../database/index.ts";
import {
  engineContext,
  runPlan,
  type ScriptOptions,
  sessionOf,
  tableOf,
  type Target,
} from "../engine/index.ts";
import { MigrationFailedError, ReplayFailedError, type ServerError } from "../errors/index.ts";
import { ensureSchemas, ensureTables, readHistory } from "../history/index.ts";
import type { Migration } from "../migrations/index.ts";
import { quoteIdentifier } from "../sql/text/index.ts";
import { downTask, planOf, type Task, upTask } from "../plan/index.ts";
import { onlyWarnings } from "./scratch.ts";

/** Gives an empty scratch database what a target has before its first migration: schemas, the history, the search path. */
export async function prepareScratch(
  connection: Connection,
  options: ScriptOptions,
): Promise<void> {
  const { schema = [] } = options;
  if (schema.length > 0) await ensureSchemas(connection, schema);
  await ensureTables(connection, tableOf(options));
  for (const statement of sessionOf(options)) await connection.run([statement]);
}

/**
 * Applies those of these migrations to a prepared scratch database that it does not have, in the order given, through
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
  await withMissingRoles(connection, async () => {
    const { applied } = await readHistory(connection, target.table);
    const names = new Set(applied.map(({ name }) => name));
    const due = migrations.filter(({ name }) => !names.has(name));
    await run(
      target,
      due.map((migration) => upTask(migration)),
      options,
    );
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
  const { name, down } = migration;
  const target = scratchTarget(connection, [migration], options);
  await withMissingRoles(connection, () =>
    run(target, [downTask({ name, migration, down: down! })], options),
  );
}

function scratchTarget(
  connection: Connection,
  migrations: readonly Migration[],
  options: ScriptOptions,
): Target {
  return { connection, table: tableOf(options), migrations, watch: onlyWarnings(options.onEvent) };
}

async function run(target: Target, tasks: readonly Task[], options: ScriptOptions): Promise<void> {
  const plan = await planOf(tasks, target, options);
  try {
    await runPlan(plan, engineContext(target, options));
  } catch (error) {
    throw error instanceof MigrationFailedError ? new ReplayFailedError(error) : error;
  }
}

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
  const refusal = error instanceof ReplayFailedError ? error.failure : error;
  const { server } = refusal as { server?: ServerError };
  if (server?.sqlState !== "42704") return undefined;
  return /^role "(.*)" does not exist$/s.exec(server.message)?.[1];
}
