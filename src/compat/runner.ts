import { resolve } from "node:path";
import { down, planDown } from "../commands/down.ts";
import { fakeDown, fakeUp } from "../commands/fake.ts";
import { migrationsOf, type RunOptions } from "../engine/index.ts";
import { plan, up } from "../commands/up.ts";
import { ConfigurationError } from "../errors/index.ts";
import type { RunEvent } from "../events.ts";
import type { Selection } from "../plan/index.ts";
import { planSql } from "../report/plan-text.ts";
import { classicStrategies, hasLists, loadByStrategies } from "./loader.ts";
import { createLogger, type Logger } from "./logger.ts";
import type { RunMigration, RunnerOptions } from "./runner-options.ts";

/**
 * node-pg-migrate's `runner`: the same options and the same answer. Where this tool's promises are stricter,
 * they hold: a name that does not exist and `count: 0` for a rollback are errors, and a client that was handed in is left clean.
 * @returns what was run, in the order in which it was
 * @throws the errors of `up` and `down`
 */
export async function runner(options: RunnerOptions): Promise<RunMigration[]> {
  const logger = createLogger(options);
  const common = await runOptions(options, logger);
  const names = await act(options, common, logger);
  if (names.length === 0) logger.info("No migrations to run!");
  return described(names, common);
}

async function act(options: RunnerOptions, common: RunOptions, logger: Logger): Promise<string[]> {
  const request = { ...common, ...selectionOf(options) };
  const isUp = options.direction === "up";
  if (options.dryRun) {
    const made = await (isUp ? plan : planDown)(request);
    if (made.segments.length > 0) logger.info(planSql(made));
    return [
      ...new Set(made.segments.flatMap(({ steps }) => steps.map(({ migration }) => migration))),
    ];
  }
  if (options.fake) {
    const { marked, unmarked } = await (isUp ? fakeUp : fakeDown)(request);
    return [...marked, ...unmarked];
  }
  return (await (isUp ? up : down)(request)).migrations.map(({ name }) => name);
}

/** An absent count is everything for up, and one for down. */
function selectionOf({ count, timestamp, file }: RunnerOptions): Selection {
  if (file !== undefined) return { only: file };
  if (timestamp) return { prefix: count };
  return { count: count === undefined ? undefined : Math.abs(count) };
}

async function runOptions(options: RunnerOptions, logger: Logger): Promise<RunOptions> {
  const { schema, lockValue, singleTransaction, advisoryLockMode, useGlob } = options;
  const { migrationLoaderStrategies: own, tsconfigPaths } = options;
  const strategies = own ?? (hasLists(options) ? classicStrategies : undefined);
  return {
    database: databaseOf(options),
    ...(strategies
      ? { migrations: await loadByStrategies(options, strategies) }
      : { migrationsDir: String(options.dir), ignorePattern: options.ignorePattern as string }),
    migrationsTable: options.migrationsTable,
    migrationsSchema: options.migrationsSchema,
    schema: schema === undefined ? undefined : [schema].flat(),
    createSchema: options.createSchema,
    useGlob,
    checkOrder: options.checkOrder,
    transaction: singleTransaction ? "auto" : "each",
    lock: !options.noLock,
    lockValue: lockValue === undefined ? undefined : String(lockValue),
    lockTimeout: 0,
    lockRetries: 0,
    lockWait: advisoryLockMode === "wait" ? Infinity : 0,
    decamelize: options.decamelize,
    tsconfigPaths,
    onEvent: (event) => log(event, logger),
  };
}

function databaseOf({ dbClient, databaseUrl }: RunnerOptions): RunOptions["database"] {
  const database = dbClient ?? databaseUrl;
  if (database !== undefined) return database;
  throw new ConfigurationError(
    "You must provide either a databaseUrl or a dbClient",
    "A databaseUrl is a URL or settings of pg; a dbClient is a connected client.",
  );
}

function log(event: RunEvent, logger: Logger): void {
  if (event.type === "started" && event.migrations > 0) logger.info("> Migrating files:");
  if (event.type === "migration-started") {
    logger.info(`### MIGRATION ${event.migration} (${event.direction.toUpperCase()}) ###`);
  }
  if (event.type === "warning") logger.warn(event.message);
  if (event.type === "notice") logger.debug(`${event.severity}: ${event.message}`);
}

function described(names: readonly string[], common: RunOptions): RunMigration[] {
  const known = new Map(migrationsOf(common).map((migration) => [migration.name, migration]));
  return names.map((name) => {
    const migration = known.get(name);
    return { path: resolve(migration?.file ?? name), name, timestamp: migration?.prefix ?? 0 };
  });
}
