import type { Connection } from "../database/index.ts";
import {
  engineContext,
  runPlan,
  type ScriptOptions,
  sessionOf,
  tableOf,
  type Target,
} from "../engine/index.ts";
import { MigrationFailedError, ReplayFailedError } from "../errors/index.ts";
import { ensureSchemas, ensureTables, readHistory } from "../history/index.ts";
import type { Migration } from "../migrations/index.ts";
import { withRoles } from "./roles.ts";
import { planOf, type Task, upTask } from "../plan/index.ts";
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
 * @param roles names of those that are known beforehand
 * @throws ReplayFailedError and the errors of files
 */
export async function replay(
  connection: Connection,
  migrations: readonly Migration[],
  options: ScriptOptions,
  roles: readonly string[] = [],
): Promise<void> {
  const target = scratchTarget(connection, migrations, options);
  await withRoles(connection, roles, async () => {
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
