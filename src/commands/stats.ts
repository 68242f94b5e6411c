import { existsSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import {
  embeddedDirectory,
  type Database,
  isEmbeddedUrl,
  makeDirectories,
} from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { type Reading, readStatistics, type Statistics, statisticsText } from "../impact/index.ts";
import { type TargetOptions, withTarget } from "../engine/index.ts";

/** Which target to read, and where to write what was read. */
export interface StatsOptions extends TargetOptions {
  /** The file to write. Default: none, the statistics are only returned. */
  readonly output?: string | undefined;
}

/** What `stats` read. */
export interface StatsResult {
  /** The target without its password. */
  readonly target: string;
  readonly statistics: Statistics;
  /** The file that was written. */
  readonly file?: string;
}

/**
 * Reads sizes, counters and version of a target, in one read-only transaction, as any role that can connect.
 * @throws ConnectionFailedError; InvalidRequestError for an embedded database that is not there, or a file that
 *   cannot be written
 * @example
 * ```ts
 * await stats({ database: process.env["DATABASE_URL"]!, output: "stats.json" });
 * ```
 */
export async function stats(options: StatsOptions): Promise<StatsResult> {
  const { target, reading } = await readTarget(options);
  const { statistics } = reading;
  const { output } = options;
  if (output === undefined) return { target, statistics };
  write(output, statisticsText(statistics));
  return { target, statistics, file: output };
}

async function readTarget(
  options: TargetOptions,
): Promise<{ readonly target: string; readonly reading: Reading }> {
  refuseAbsent(options.database);
  const withoutFiles = () => [];
  return withTarget(
    options,
    async ({ connection, table }) => ({
      target: connection.target,
      reading: await readStatistics(connection, table),
    }),
    withoutFiles,
  );
}

/**
 * Reading must not make an embedded database.
 * @throws InvalidRequestError where it is not there
 */
export function refuseAbsent(database: Database): void {
  if (!isEmbeddedUrl(database)) return;
  if (existsSync(embeddedDirectory(database))) return;
  throw new InvalidRequestError(
    `There is no embedded database in ${embeddedDirectory(database)}`,
    "Name another one, or `pgmaestro up` first.",
  );
}

function write(file: string, text: string): void {
  try {
    makeDirectories(dirname(file));
    writeFileSync(file, text);
  } catch (error) {
    throw new InvalidRequestError(
      `${file} cannot be written: ${(error as Error).message}`,
      "Check --output.",
    );
  }
}
