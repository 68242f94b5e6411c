import { catalogReader, ignoredOn, readDigest } from "../catalog/index.ts";
import { withScratch, type Connection, type Scratches } from "../database/index.ts";
import {
  authorOf,
  baselineOf,
  engineContext,
  extensionsOf,
  runPlan,
  type ScriptOptions,
  tableOf,
  type Target,
  readDistribution,
} from "../engine/index.ts";
import { nothingDone, RunInterruptedError } from "../errors/index.ts";
import { ownTables, recordDown, recordUp, startClock } from "../history/index.ts";
import { type Migration, standsFor, storedText } from "../migrations/index.ts";
import { type Direction, downTask, planOf, type Task, upTask } from "../plan/index.ts";
import { FillMemory } from "../rows/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import { provingBatches } from "./batches.ts";
import type { Stage, Stages } from "./stage.ts";
import { onlyWarnings, scratchOptions, type ScratchSettings } from "./scratch.ts";
import { missingRoles } from "./roles.ts";
import { bringTo, stateKeys } from "./state-keys.ts";

/**
 * Acts with stages on scratch databases, which are dropped afterwards.
 * @throws ScratchRefusedError, ConnectionFailedError; RunInterruptedError where asked to stop; what `action` throws
 */
export function withStages<Result>(
  migrations: readonly Migration[],
  options: ScriptOptions & ScratchSettings,
  action: (stages: Stages) => Promise<Result>,
): Promise<Result> {
  const script = { migrations, table: tableOf(options), watch: onlyWarnings(options.onEvent) };
  return withScratch(
    scratchOptions(options, () => extensionsOf(migrations, baselineOf(options))),
    (scratches) => action(stagesOn(scratches, script, options)),
  ).catch((error: unknown) => {
    throw error instanceof RunInterruptedError ? interruptedTrial(error) : error;
  });
}

function interruptedTrial(error: RunInterruptedError): RunInterruptedError {
  const hint = "Nothing was changed but scratch databases, which are gone.";
  return new RunInterruptedError(error.message, nothingDone, error, hint);
}

/** Migrations and the settings with which they run; the connection is that of a stage. */
type Script = Omit<Target, "connection" | "baseline">;

/** What is replayed to get to a stage is kept for the next time. */
export function stagesOn(
  scratches: Scratches,
  script: Script,
  options: ScriptOptions,
  leftOut: readonly string[] = [],
): Stages {
  let roles: readonly string[] | undefined;
  const baseline = baselineOf(options);
  const memory = new FillMemory();
  return {
    async withApplied(count) {
      await loadParser();
      roles ??= missingRoles(script.migrations, baseline);
      const due = script.migrations
        .slice(0, count)
        .filter(({ name }) => !leftOut.includes(name) && !standsFor(baseline, name));
      const keys = stateKeys(due, roles, options);
      const scratch = await scratches.fresh(keys.toReversed());
      await bringTo({ due, keys, roles }, scratch, options);
      return createStage({ ...script, connection: scratch.connection }, memory, options);
    },
    without: ({ name }) => stagesOn(scratches, script, options, [...leftOut, name]),
  };
}

/** Rows; of the few that a trial has several batches are to be made. */
const tinyBatches = 2;

function createStage(target: Target, memory: FillMemory, options: ScriptOptions): Stage {
  const { connection, table } = target;
  const ignored = ignoredOn(connection, table);
  const run = async (migration: Migration, direction: Direction) => {
    const task = direction === "up" ? upTask(migration) : rollback(migration);
    const distribution = await readDistribution(connection);
    const plan = await planOf([task], { ...target, distribution }, options);
    await connection.run(bend(migration, direction, target, options));
    const context = { ...engineContext(target, options), tinyBatches };
    await provingBatches(plan, connection, ownTables(table), () => runPlan(plan, context));
    return plan;
  };
  return {
    connection,
    own: table,
    run,
    memory,
    version: () => serverVersion(connection),
    catalog: catalogReader(connection, table),
    digest: () => readDigest(connection, ignored),
  };
}

function rollback({ name, ...migration }: Migration): Task {
  return downTask({ name, migration: { name, ...migration }, down: migration.down! });
}

/** Makes the history say what the engine expects before it runs a migration in this direction. */
function bend(
  { name, up, down }: Migration,
  direction: Direction,
  { table }: Target,
  options: ScriptOptions,
): string[] {
  const author = authorOf(options);
  const forget = recordDown(table, "unmark", [name], author);
  const known = { name, upChecksum: up.checksum, downSql: down && storedText(down) };
  const remember = direction === "up" ? [] : [recordUp(table, "mark", [known], author)];
  return ["BEGIN", startClock(), forget, ...remember, "COMMIT"];
}

async function serverVersion(connection: Connection): Promise<string> {
  const [row] = await connection.query<{ version: string }>(
    "SELECT pg_catalog.current_setting('server_version') AS version",
  );
  return row!.version.split(" ")[0]!;
}
