import { type Connection, withScratch } from "../database/index.ts";
import { type ScriptOptions, tableOf, type TargetOptions } from "../engine/index.ts";
import { ownTables } from "../history/index.ts";
import { readTypedRelations, rowTypesText } from "../row-types/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import {
  type DiffSource,
  diffSource,
  extensionsOfSource,
  loadSchemaFile,
  scratchOptions,
  type ScratchSettings,
  withSource,
  withStages,
} from "../trial/index.ts";
import {
  type OutputOptions,
  type OutputResult,
  refuseUnnamed,
  writeOrCompare,
} from "./output-file.ts";

/** Whose rows get types, and where those are written. */
export interface TypesOptions
  extends ScriptOptions, ScratchSettings, OutputOptions, Pick<TargetOptions, "lockWait"> {
  /** A database URL, a `.sql` file, a directory of migrations, or `directory@name`. Default: the migrations. */
  readonly from?: string | undefined;
  /** Rows alone, without what kysely needs. Default: false. */
  readonly plain?: boolean | undefined;
}

/** Types of rows as a file of TypeScript. */
export interface TypesResult extends OutputResult {
  /** What they were made of, without a password. */
  readonly from: string;
  readonly text: string;
  /** How many tables and views have them. */
  readonly relations: number;
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
  const { from, plain = false } = options;
  refuseUnnamed(options, "typesFile");
  const source = diffSource(from, options);
  const own = ownTables(tableOf(options));
  const relations = await withMade(source, options, (connection) =>
    readTypedRelations(connection, own),
  );
  const text = rowTypesText(relations, { schema: options.schema?.[0] ?? "public", plain });
  return {
    from: source.label,
    text,
    relations: relations.length,
    ...writeOrCompare(options, text),
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
