import { type Reading, readStatistics, type Statistics, statisticsText } from "../impact/index.ts";
import { type TargetOptions, withTarget } from "../engine/index.ts";
import { refuseAbsent } from "../database/index.ts";
import { writeOutput } from "./output-file.ts";

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
  writeOutput(output, statisticsText(statistics));
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
