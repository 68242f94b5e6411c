import {
  type Catalog,
  compare,
  type ComparedDatabase,
  type Difference,
  installedExtensions,
  readCatalog,
  schemaBetween,
  type SchemaStatement,
} from "../catalog/index.ts";
import { type Scratches, withScratch } from "../database/index.ts";
import { DraftRefusedError, messageOf, MigrationFileError } from "../errors/index.ts";
import { type ScriptOptions, tableOf } from "../engine/index.ts";
import { ownTables } from "../history/index.ts";
import { compareNames } from "../migrations/index.ts";
import { nameOf, readContents } from "../rows/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import {
  diffSource,
  extensionsOfSource,
  scratchName,
  scratchOptions,
  type ScratchSettings,
  schemaFileText,
} from "../trial/index.ts";
import { loadedFile, madeSource } from "./made-source.ts";
import {
  type OutputOptions,
  type OutputResult,
  refuseUnnamed,
  writeOrCompare,
} from "./output-file.ts";
import { readSource, type ReadSource } from "./read-source.ts";

/** What is dumped, and where to. */
export interface DumpOptions extends ScriptOptions, ScratchSettings, OutputOptions {
  /** A database URL, a `.sql` file, a directory of migrations, or `directory@name`. Default: the migrations. */
  readonly from?: string | undefined;
}

/** A schema as a file. */
export interface DumpResult extends OutputResult {
  /** What it was made of, without a password. */
  readonly from: string;
  readonly text: string;
  readonly statements: number;
  /** The last migration that is in it. */
  readonly upTo?: string;
  /** Where it was loaded: `PGlite (PostgreSQL 18)`. */
  readonly scratch: string;
  /** What is otherwise once it is loaded; nothing where that makes the same schema. With `check` it is not loaded. */
  readonly differences?: readonly Difference[];
  /** Tables in which migrations leave rows, which are no part of a schema. */
  readonly rows: readonly string[];
  /** What is not in it: tables of other migration tools, and what each server has its own way: `the database: settings`. */
  readonly undescribed: readonly string[];
  readonly durationMs: number;
}

/**
 * Writes a schema as SQL, object by object: that of the migrations on a scratch database, of a database or of a file. It is loaded
 * into another scratch database and compared. Only reads databases.
 * @throws InvalidRequestError; DraftRefusedError where no SQL makes it; ReplayFailedError and the errors of files and connections
 * @example
 * ```ts
 * const { differences } = await dump({ migrationsDir: "migrations", output: "schema.sql" });
 * ```
 */
export async function dump(options: DumpOptions): Promise<DumpResult> {
  const begin = performance.now();
  await loadParser();
  refuseUnnamed(options, "schemaFile");
  const source = diffSource(options.from, options);
  const made = await makeText(await readSource(source, options), options);
  return {
    from: source.label,
    ...made,
    ...writeOrCompare(options, made.text),
    durationMs: Math.round(performance.now() - begin),
  };
}

type Made = Pick<
  DumpResult,
  "text" | "statements" | "upTo" | "scratch" | "differences" | "rows" | "undescribed"
>;

/** On scratch databases: an empty one, one with the schema, and one into which the text is loaded. */
function makeText(read: ReadSource, options: DumpOptions): Promise<Made> {
  const { source, catalog, applied } = read;
  const upTo = applied.toSorted(compareNames).at(-1);
  const settings = scratchOptions(options, () => [
    ...(catalog === undefined ? [] : installedExtensions(catalog)),
    ...extensionsOfSource(source),
  ]);
  return withScratch(settings, async (scratches) => {
    const { connection } = await scratches.fresh();
    const empty = await readCatalog(connection, tableOf(options));
    const { side, rows } = await sideOf(read, empty, scratches, options);
    const { statements, undescribed } = await schemaStatementsOf(side, empty);
    const text = schemaFileText(statements, { upTo, rows, undescribed });
    return {
      text,
      statements: statements.length,
      ...(upTo !== undefined && { upTo }),
      scratch: scratchName(options, empty.majorVersion),
      ...(!options.check && {
        differences: await differencesOnceLoaded(text, { side, empty }, scratches, options),
      }),
      rows,
      undescribed,
    };
  });
}

/** The schema that is meant, and the tables in which making it leaves rows. */
async function sideOf(
  { source, catalog }: ReadSource,
  empty: Catalog,
  scratches: Scratches,
  options: DumpOptions,
): Promise<{ readonly side: ComparedDatabase; readonly rows: readonly string[] }> {
  if (catalog !== undefined) return { side: { catalog }, rows: [] };
  if (source.kind === "database") throw new Error("A database is read before");
  const { connection, ...side } = await madeSource(source, scratches, options, empty);
  if (source.kind === "schema-file") return { side, rows: [] };
  const { rows } = await readContents(connection, ownTables(tableOf(options)));
  return {
    side: { ...side, empty },
    rows: rows.filter(({ content }) => content !== "").map(nameOf),
  };
}

/** @throws DraftRefusedError where no SQL makes it, or a person must fill in secrets */
async function schemaStatementsOf(
  side: ComparedDatabase,
  empty: Catalog,
): Promise<{ readonly statements: SchemaStatement[]; readonly undescribed: readonly string[] }> {
  const { first, second, given } = await compare({ catalog: empty, empty }, side);
  const statements = attempt(() => schemaBetween(first, second));
  const unfinished = statements.filter(({ isUnfinished }) => isUnfinished).map(({ sql }) => sql);
  if (unfinished.length > 0) throw refusal("it has secrets, which nobody is shown", unfinished);
  return { statements, undescribed: given };
}

function attempt<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw refusal(`there is no SQL for it: ${messageOf(error)}`);
  }
}

async function differencesOnceLoaded(
  text: string,
  { side, empty }: { readonly side: ComparedDatabase; readonly empty: Catalog },
  scratches: Scratches,
  options: DumpOptions,
): Promise<readonly Difference[]> {
  try {
    const file = { file: options.output ?? "schema.sql", text };
    const again = await loadedFile(file, scratches, options, empty);
    return (await compare(side, again)).differences;
  } catch (error) {
    if (!(error instanceof MigrationFileError)) throw error;
    throw refusal(`the SQL for it does not run on a scratch database: ${error.message}`);
  }
}

function refusal(reason: string, objects: readonly string[] = []): DraftRefusedError {
  return new DraftRefusedError(
    reason,
    objects,
    "`pg_dump --schema-only` writes a schema file that other commands take, too.",
    "schema file",
  );
}
