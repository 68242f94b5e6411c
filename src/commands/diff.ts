import {
  compare,
  type Difference,
  installedExtensions,
  readCatalog,
  type ComparedDatabase,
  versionsOf,
  type ChangeScript,
  changeScript,
} from "../catalog/index.ts";
import { type Connection, withScratch } from "../database/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import {
  type DiffSource,
  diffSource,
  extensionsOfSource,
  ofDatabase,
  scratchOptions,
  type ScratchSettings,
  type TriedScript,
  tryScript,
  tryThereAndBack,
  withSource,
} from "../trial/index.ts";
import { madeSource } from "./made-source.ts";
import { type RunOptions, type ScriptOptions, tableOf } from "../engine/index.ts";

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
  readonly way: TriedScript;
  /** The major releases of PostgreSQL, where they differ. */
  readonly versions?: { readonly from: number; readonly to: number };
  /** The roles that are taken for the same one, as they own what nobody gave away; where the roles differ. */
  readonly owners?: { readonly from: string; readonly to: string };
  /** What was not compared: tables of other migration tools, and what each server has its own way: `the database: settings`. */
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
  return withSides(from, to, options, async (sides) => {
    const { first, second } = sides;
    const compared = await compare(first, second);
    const way = changeScript(compared.first, compared.second);
    const isSame = compared.differences.length === 0;
    const versions = versionsOf(first.catalog, second.catalog);
    return {
      from: from.label,
      to: to.label,
      differences: compared.differences,
      way: isSame || way.reason !== undefined ? way : await tried(way, sides, options),
      ...(versions && { versions: named(versions) }),
      ...(compared.owners && { owners: named(compared.owners) }),
      undescribed: compared.given,
      durationMs: Math.round(performance.now() - begin),
    };
  });
}

/** Two sides, and the scratch database on which one of them was made: the first, where it is no database. */
interface Sides {
  readonly first: ComparedDatabase;
  readonly second: ComparedDatabase;
  readonly scratch?: { readonly connection: Connection; readonly is: "first" | "second" };
}

/** Where the scratch database is what the SQL leads to, it is brought back first. */
async function tried(
  way: ChangeScript,
  { first, second, scratch }: Sides,
  options: DiffOptions,
): Promise<TriedScript> {
  if (scratch === undefined) return { ...way, trial: { outcome: "untried", reason: "databases" } };
  const place = { connection: scratch.connection, own: tableOf(options) };
  if (scratch.is === "first") return { ...way, trial: await tryScript(place, way, first, second) };
  const compared = await compare(second, first);
  const back = changeScript(compared.first, compared.second);
  const [, there] = await tryThereAndBack(place, [back, way], second, first);
  return there;
}

function sourcesOf(options: DiffOptions): [DiffSource, DiffSource] {
  const { from, to, database } = options;
  return [
    diffSource(from, options),
    to === undefined ? ofDatabase(database!) : diffSource(to, options),
  ];
}

/** Databases first: what they have installed must be at hand on the scratch database too. */
async function withSides<Result>(
  from: DiffSource,
  to: DiffSource,
  options: DiffOptions,
  action: (sides: Sides) => Promise<Result>,
): Promise<Result> {
  const read = [await readSide(from, options), await readSide(to, options)];
  if (read[0] !== undefined && read[1] !== undefined)
    return action({ first: read[0], second: read[1] });
  const extensions = [
    ...read.flatMap((side) => (side === undefined ? [] : installedExtensions(side.catalog))),
    ...[from, to].flatMap(extensionsOfSource),
  ];
  const settings = scratchOptions(options, () => extensions);
  return withScratch(settings, async (scratches) => {
    const made = async (source: DiffSource) =>
      source.kind === "database" ? undefined : madeSource(source, scratches, options);
    const second = await made(to);
    const first = await made(from); // the last one is at hand for its SQL
    return action({
      first: read[0] ?? first!,
      second: read[1] ?? second!,
      scratch: { connection: (first ?? second!).connection, is: first ? "first" : "second" },
    });
  });
}

/** What is a database is read as it is. */
async function readSide(
  source: DiffSource,
  options: DiffOptions,
): Promise<ComparedDatabase | undefined> {
  if (source.kind !== "database") return undefined;
  return withSource(source, options, async (connection) => ({
    catalog: await readCatalog(connection, tableOf(options)),
  }));
}

function named<Value>({ first, second }: { readonly first: Value; readonly second: Value }) {
  return { from: first, to: second };
}
