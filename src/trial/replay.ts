import type { Connection } from "../database/index.ts";
import {
  baselineOf,
  engineContext,
  readDistribution,
  runPlan,
  type ScriptOptions,
  sessionOf,
  tableOf,
  type Target,
} from "../engine/index.ts";
import { MigrationFailedError, ReplayFailedError } from "../errors/index.ts";
import { ensureSchemas, ensureTables, type History, readHistory } from "../history/index.ts";
import { type Migration, standsFor } from "../migrations/index.ts";
import { missingRoles, withRoles } from "./roles.ts";
import {
  baselineTask,
  inOrderOfNeeds,
  isChanged,
  planOf,
  type Task,
  upTask,
} from "../plan/index.ts";
import { loadParser } from "../sql/statement/index.ts";
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
 * the engine; before the first of them what they stand on. Where it is embedded, roles that they name and nobody creates
 * are made.
 * @param migrations all that are to be in its history
 * @param roles names of those that are known beforehand. Default: those of what they stand on
 * @throws ReplayFailedError and the errors of files
 */
export async function replay(
  connection: Connection,
  migrations: readonly Migration[],
  options: ScriptOptions,
  roles?: readonly string[],
): Promise<void> {
  const target = scratchTarget(connection, migrations, options);
  await loadParser();
  await withRoles(connection, roles ?? missingRoles([], target.baseline), async () => {
    const history = await readHistory(connection, target.table);
    await run(target, await tasksOf(target, history, options), options);
  });
}

/** What the history does not say is done. A baseline stands for the first migrations; repeatable ones come last. */
async function tasksOf(
  { migrations, baseline, table }: Target,
  { applied, baseline: ran, repeatables }: History,
  { schema }: ScriptOptions,
): Promise<Task[]> {
  const names = new Set(applied.map(({ name }) => name));
  const before = new Map(repeatables.map((one) => [one.name, one]));
  const isDue = (one: Migration) =>
    !names.has(one.name) &&
    !standsFor(baseline, one.name) &&
    (!one.isRepeatable || isChanged(one, before.get(one.name)));
  const due = migrations.filter(isDue);
  const ordered = [
    ...due.filter(({ isRepeatable }) => !isRepeatable),
    ...(await inOrderOfNeeds(
      due.filter(({ isRepeatable }) => isRepeatable),
      schema,
    )),
  ];
  const first =
    baseline === undefined || ran === baseline.name
      ? []
      : [baselineTask(baseline, { migrations: [], table })];
  return [...first, ...ordered.map((migration) => upTask(migration))];
}

function scratchTarget(
  connection: Connection,
  migrations: readonly Migration[],
  options: ScriptOptions,
): Target {
  const [table, baseline] = [tableOf(options), baselineOf(options)];
  return { connection, table, migrations, watch: onlyWarnings(options.onEvent), baseline };
}

async function run(target: Target, tasks: readonly Task[], options: ScriptOptions): Promise<void> {
  const distribution = await readDistribution(target.connection);
  const plan = await planOf(tasks, { ...target, distribution }, options);
  try {
    await runPlan(plan, engineContext(target, options));
  } catch (error) {
    throw error instanceof MigrationFailedError ? new ReplayFailedError(error) : error;
  }
}
