import { type Connection, withScratch } from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { type ScriptOptions, tableOf, type TargetOptions } from "../engine/index.ts";
import { ownTables } from "../history/index.ts";
import { readTypedRelations, rowTypesText } from "../row-types/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import {
  type DiffSource,
  diffSource,
  extensionsOfSource,
  loadSchemaFile,
  ofOptions,
  scratchOptions,
  type ScratchSettings,
  withSource,
  withStages,
} from "../trial/index.ts";
import { isStale, writeOutput } from "./output-file.ts";

/** Whose rows get types, and where those are written. */
export interface TypesOptions
  extends ScriptOptions, ScratchSettings, Pick<TargetOptions, "lockWait"> {
  /** A database URL, a `.sql` file, a directory of migrations, or `directory@name`. Default: the migrations. */
  readonly from?: string | undefined;
  /** The file that is written, or compared. Default: none. */
  readonly output?: string | undefined;
  /** Write nothing, and say whether the file is what would be written. Default: false. */
  readonly check?: boolean | undefined;
  /** Rows alone, without what kysely needs. Default: false. */
  readonly plain?: boolean | undefined;
}

/** Types of rows as a file of TypeScript. */
export interface TypesResult {
  /** What they were made of, without a password. */
  readonly from: string;
  readonly text: string;
  /** How many tables and views have them. */
  readonly relations: number;
  readonly file?: string;
  /** With `check`: whether the file says something else, or is not there. */
  readonly stale?: boolean;
  readonly durationMs: number;
}

/**
 * Writes the types of rows: kysely's `DB`, and a plain row of each table and view, as `pg` gives them. Only reads databases.
 * @throws InvalidRequestError; ReplayFailedError and the errors of files and connections
 * @example
 * ```ts
 * await types({ migrationsDir: "migrations", output: "src/database.ts" });
 * ```
 */
export async function types(options: TypesOptions): Promise<TypesResult> {
  const begin = performance.now();
  await loadParser();
  const { from, output, check = false, plain = false } = options;
  if (check && output === undefined)
    throw new InvalidRequestError(
      "No file is named that could be compared",
      "Give --output FILE, or set typesFile in the config.",
    );
  const source = from === undefined ? ofOptions(options) : diffSource(from, options);
  const own = ownTables(tableOf(options));
  const relations = await withMade(source, options, (connection) =>
    readTypedRelations(connection, own),
  );
  const text = rowTypesText(relations, { schema: options.schema?.[0] ?? "public", plain });
  if (output !== undefined && !check) writeOutput(output, text);
  return {
    from: source.label,
    text,
    relations: relations.length,
    ...(output !== undefined && { file: output }),
    ...(output !== undefined && check && { stale: isStale(output, text) }),
    durationMs: Math.round(performance.now() - begin),
  };
}

/** Acts with a connection to a source: a database as it is, another on a scratch database. */
async function withMade<Result>(
  source: DiffSource,
  options: TypesOptions,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  if (source.kind === "database") return withSource(source, options, action);
  if (source.kind === "migrations") {
    const { migrations } = source;
    return withStages(migrations, { ...options, ...source.place }, async (stages) =>
      action((await stages.withApplied(migrations.length)).connection),
    );
  }
  return withScratch(
    scratchOptions(options, () => extensionsOfSource(source)),
    async ({ fresh }) => {
      const { connection } = await fresh();
      await loadSchemaFile(connection, source);
      return action(connection);
    },
  );
}
