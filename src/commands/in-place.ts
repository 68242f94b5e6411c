import { InvalidRequestError } from "../errors/index.ts";
import type { ScriptOptions } from "../engine/index.ts";
import type { Connection } from "../database/index.ts";
import {
  type ForeignFiles,
  type ImportSource,
  migrationsInPlace,
  readFiles,
  readForeign,
  sourceNamed,
} from "../import/index.ts";
import type { Migration } from "../migrations/index.ts";
import { scratchOptions, type ScratchSettings } from "../trial/index.ts";

/** Migrations of another tool, read where they are instead of ours. */
export interface InPlaceOptions {
  readonly fromTool?: ForeignPlace | undefined;
}

export interface ForeignPlace {
  /** As it is typed on the command line: `prisma`, `golang-migrate`; docs/import has a page for each. */
  readonly tool: string;
  /** Where its files are. Default: the tool's own directory. */
  readonly directory?: string | undefined;
}

/** What another tool's directory holds, and our migrations for it, one each, in order. */
interface ForeignMigrations {
  readonly source: ImportSource;
  readonly directory: string;
  readonly files: ForeignFiles;
  readonly migrations: readonly Migration[];
}

/**
 * The options of a command with another tool's migrations in place of ours, where they name one. Code is run on a scratch
 * database for its SQL.
 * @param needsDown whether a tool that has no down migrations is asked for them all the same
 * @throws InvalidRequestError for a tool that is not known; the errors of files
 */
export async function inPlace<Options extends ReadOptions>(
  options: Options,
  needsDown = false,
): Promise<Options> {
  const { fromTool } = options;
  if (fromTool === undefined) return options;
  return withMigrations(options, await read(options, fromTool, needsDown));
}

type ReadOptions = ScriptOptions & ScratchSettings & InPlaceOptions;

function withMigrations<Options extends ReadOptions>(
  options: Options,
  { migrations, directory }: ForeignMigrations,
): Options {
  return { ...options, migrations, migrationsDir: directory };
}

async function read(
  options: ReadOptions,
  from: ForeignPlace,
  needsDown: boolean,
): Promise<ForeignMigrations> {
  const [source, directory] = [sourceNamed(from.tool), foreignDirectory(from)];
  const recording = scratchOptions(options, () => []);
  const files = await readFiles(source, directory, recording);
  for (const message of files.notes) options.onEvent?.({ type: "warning", message });
  return { source, directory, files, migrations: migrationsInPlace(source, files, needsDown) };
}

/**
 * The same, and which of the migrations the tool's own history in a database has.
 * @throws ImportRefusedError where its files and its history do not fit, or a migration failed
 */
export async function inPlaceWithHistory<Options extends ReadOptions>(
  options: Options,
  from: ForeignPlace,
): Promise<{
  readonly options: Options;
  appliedIn(connection: Connection): Promise<string[]>;
}> {
  const foreign = await read(options, from, false);
  const { source, directory, files, migrations } = foreign;
  return {
    options: withMigrations(options, foreign),
    appliedIn: async (connection) => {
      const { applied } = await readForeign(connection, source, directory, files, undefined);
      return migrations
        .filter((_, index) => applied.has(files.migrations[index]!.id))
        .map(({ name }) => name);
    },
  };
}

/** Where the files of another tool are. */
export function foreignDirectory({ tool, directory }: ForeignPlace): string {
  return directory ?? sourceNamed(tool).defaultDirectory;
}

/** @throws InvalidRequestError where files of another tool would be written */
export function refuseWriting(what: string, { fromTool }: InPlaceOptions): void {
  if (fromTool === undefined) return;
  throw new InvalidRequestError(
    `${what} writes files of ours, and --from reads those of ${sourceNamed(fromTool.tool).title}`,
    `Look at what it shows and write it into them, or take them over first: \`pgmaestro import ${fromTool.tool}\`.`,
  );
}
