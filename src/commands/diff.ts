import {
  compare,
  type Difference,
  installedExtensions,
  readCatalog,
  type ComparedDatabase,
  undescribedIn,
  type Versions,
  versionsOf,
  type ChangeScript,
  changeScript,
} from "../catalog/index.ts";
import { extensionsIn, withConnection, withScratch, type Scratches } from "../database/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import {
  type DiffSource,
  diffSource,
  loadSchemaFile,
  ofDatabase,
  ofOptions,
  scratchOptions,
  type ScratchSettings,
} from "../trial/index.ts";
import { madeBy } from "./drift.ts";
import { extensionsOf, type RunOptions, type ScriptOptions, tableOf } from "../engine/index.ts";

/** What to compare with what. The database is needed only where nothing else is named. */
export interface DiffOptions extends ScriptOptions, ScratchSettings {
  readonly database?: RunOptions["database"] | undefined;
  /** A database URL, a directory of migrations, `directory@name`, or a `.sql` file. Default: the migrations. */
  readonly from?: string | undefined;
  /** The same. Default: the database. */
  readonly to?: string | undefined;
}

/** What two schemas disagree on. */
export interface DiffResult {
  /** What was compared, without passwords. */
  readonly from: string;
  readonly to: string;
  /** `missing`: only `from` has it; `extra`: only `to`. */
  readonly differences: readonly Difference[];
  /** What brings `from` to `to`. */
  readonly way: ChangeScript;
  /** The major releases of PostgreSQL, where they differ. */
  readonly versions?: { readonly from: number; readonly to: number };
  /** Objects of kinds that were not compared. */
  readonly undescribed: readonly string[];
  readonly durationMs: number;
}

/**
 * Compares two schemas, each of a database, of migrations or of a schema file. Only reads databases.
 * @throws InvalidRequestError, ReplayFailedError and the errors of files and connections
 * @example
 * ```ts
 * const { differences } = await diff({ from: "migrations", to: process.env["DATABASE_URL"]! });
 * ```
 */
export async function diff(options: DiffOptions): Promise<DiffResult> {
  const begin = performance.now();
  await loadParser();
  const [from, to] = sourcesOf(options);
  const [first, second] = await sidesOf(from, to, options);
  const compared = await compare(first, second);
  const versions = versionsOf(first.catalog, second.catalog);
  return {
    from: from.label,
    to: to.label,
    differences: compared.differences,
    way: changeScript(compared.first, compared.second),
    ...(versions && { versions: named(versions) }),
    undescribed: undescribedIn(first.catalog, second.catalog),
    durationMs: Math.round(performance.now() - begin),
  };
}

function sourcesOf(options: DiffOptions): [DiffSource, DiffSource] {
  const { from, to, database } = options;
  return [
    from === undefined ? ofOptions(options) : diffSource(from, options),
    to === undefined ? ofDatabase(database!) : diffSource(to, options),
  ];
}

/** Databases first: what they have installed must be at hand on the scratch database too. */
async function sidesOf(
  from: DiffSource,
  to: DiffSource,
  options: DiffOptions,
): Promise<[ComparedDatabase, ComparedDatabase]> {
  const read = [await readSide(from, options), await readSide(to, options)];
  if (read[0] !== undefined && read[1] !== undefined) return [read[0], read[1]];
  const extensions = [
    ...read.flatMap((side) => (side === undefined ? [] : installedExtensions(side.catalog))),
    ...[from, to].flatMap(extensionsOfSource),
  ];
  const settings = scratchOptions(options, () => extensions);
  return withScratch(settings, async (scratches) => [
    read[0] ?? (await makeSide(from, scratches, options)),
    read[1] ?? (await makeSide(to, scratches, options)),
  ]);
}

function extensionsOfSource(source: DiffSource): string[] {
  if (source.kind === "migrations") return extensionsOf(source.migrations);
  return source.kind === "schema-file" ? extensionsIn([source.text]) : [];
}

/** What is a database is read as it is. */
async function readSide(
  source: DiffSource,
  options: DiffOptions,
): Promise<ComparedDatabase | undefined> {
  if (source.kind !== "database") return undefined;
  const settings = { extensions: () => [], lockWait: options.lockWait ?? 60 };
  return withConnection(source.database, settings, async (connection) => ({
    catalog: await readCatalog(connection, tableOf(options)),
  }));
}

/** What is no database is made on a scratch database. */
async function makeSide(
  source: DiffSource,
  scratches: Scratches,
  options: DiffOptions,
): Promise<ComparedDatabase> {
  if (source.kind === "migrations")
    return (await madeBy(source.migrations, scratches, options)).side;
  const { connection } = await scratches.fresh();
  const table = tableOf(options);
  const empty = await readCatalog(connection, table);
  if (source.kind === "schema-file") await loadSchemaFile(connection, source);
  return { catalog: await readCatalog(connection, table), empty };
}

function named({ first, second }: Versions) {
  return { from: first, to: second };
}
