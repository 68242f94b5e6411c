import { readdirSync, statSync, type Dirent } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import {
  ConfigurationError,
  MigrationFileError,
  MigrationsDirectoryError,
} from "../errors/index.ts";
import { globFiles } from "./glob.ts";
import { importHint } from "./other-tool.ts";
import { compareNames, prefixOf } from "./prefix.ts";

/** The files of one migration. */
export interface MigrationFiles {
  readonly name: string;
  readonly up: string;
  /** Only where up and down are two files. */
  readonly down?: string;
}

export interface ListingOptions {
  /** A regular expression over whole file names; what it matches is passed over. Default: names that begin with a dot. */
  readonly ignorePattern?: string | undefined;
  /** Take the directory, and the pattern of what to pass over, for glob patterns. Default: false. */
  readonly useGlob?: boolean | undefined;
}

/** The directory, beside the migrations, of those that run again whenever their text changes. */
export const repeatableFolder = "repeatable";

const migrationExtension = /\.(?:sql|[cm]?[jt]s)$/i;
const declaration = /\.d\.[cm]?ts$/i;

/**
 * The migrations of a directory in their order; README.md and anything else that is no migration is passed over.
 * Not recursive, unless a glob pattern says so; symbolic links to files count.
 * @throws MigrationsDirectoryError | MigrationFileError | ConfigurationError
 */
export function findMigrations(
  directory: string,
  { ignorePattern, useGlob }: ListingOptions = {},
): MigrationFiles[] {
  const all = listFiles(directory, { ignorePattern, useGlob });
  const files = all.filter(isMigrationFile);
  for (const file of files) refuseWithoutNumber(file);
  return pair(files).toSorted((a, b) => compareNames(a.name, b.name));
}

/** Whether a file is in a language of migrations, by its name. */
export function isMigrationFile(file: string): boolean {
  return migrationExtension.test(file) && !declaration.test(file);
}

/** The migrations among a directory's files, of which nothing but their paths is known: each name with a file of it. */
export function filesByMigration(
  files: readonly string[],
  { ignorePattern }: Pick<ListingOptions, "ignorePattern"> = {},
): ReadonlyMap<string, string> {
  const ignored = ignoring(ignorePattern || hidden);
  return new Map(
    files
      .filter((file) => isMigrationFile(file) && !ignored.test(basename(file)))
      .filter((file) => basename(dirname(file)) !== repeatableFolder)
      .filter((file) => prefixOf(basename(file)) !== undefined)
      .map((file) => [nameOf(file), file]),
  );
}

const hidden = "\\..*";

/** The files of a directory, migrations or not, less those to pass over. */
export function listFiles(
  directory: string,
  { ignorePattern, useGlob }: ListingOptions = {},
): string[] {
  return useGlob ? globFiles(directory, ignorePattern) : filesIn(directory, ignorePattern);
}

function filesIn(directory: string, ignorePattern: string | undefined): string[] {
  const ignored = ignoring(ignorePattern || hidden);
  const here = shownDirectory(directory);
  const entries = list(directory).filter(({ name }) => !ignored.test(name));
  for (const entry of entries) refuseUnreadable(`${here}${entry.name}`, directory, entry);
  return entries.filter((entry) => isFile(directory, entry)).map(({ name }) => `${here}${name}`);
}

function ignoring(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch (error) {
    throw new ConfigurationError(
      `The ignore pattern is not a regular expression: ${(error as Error).message}`,
      "It is matched against whole file names, as in `.*\\.draft\\.sql`.",
      error,
    );
  }
}

function list(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new MigrationsDirectoryError(
      directory,
      missing ? "There is no migrations directory" : "The migrations directory cannot be read",
      missing
        ? "`pgmaestro create NAME` makes it; or name another with --migrations-dir."
        : (error as Error).message,
      error,
    );
  }
}

/** What has the name of a migration, and cannot be one. */
function refuseUnreadable(file: string, directory: string, entry: Dirent): void {
  if (!isMigrationFile(entry.name) || prefixOf(entry.name) === undefined) return;
  if (!isFile(directory, entry))
    throw atFile(
      file,
      "It has the name of a migration, and is no file",
      "Rename it, or move it out of the migrations directory.",
    );
  if (control.test(entry.name))
    throw atFile(file, "The name holds a control character", "Rename it.");
}

const control = /\p{Cc}/u;

/** A link that leads nowhere counts as a file, so that reading it shows what is wrong. */
function isFile(directory: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(join(directory, entry.name)).isFile();
  } catch {
    return true;
  }
}

function refuseWithoutNumber(file: string): void {
  if (prefixOf(basename(file)) === undefined) {
    throw atFile(
      file,
      "The name does not begin with a number, so its order is unknown",
      importHint(
        dirname(file),
        "Rename it to <number>_<name>.sql, or move it out of the migrations directory.",
      ),
    );
  }
}

/** X.up.sql and X.down.sql are one migration X; X.sql is one alone. */
function pair(files: readonly string[]): MigrationFiles[] {
  const groups = new Map<string, string[]>();
  for (const file of files) groups.set(nameOf(file), [...(groups.get(nameOf(file)) ?? []), file]);
  return [...groups].map(([name, members]) => oneMigration(name, members));
}

function oneMigration(name: string, files: readonly string[]): MigrationFiles {
  const [up, ...otherUps] = files.filter((file) => !isDown(file));
  const [down, ...otherDowns] = files.filter(isDown);
  if (otherUps.length > 0 || otherDowns.length > 0) refuseTwins(name, files);
  if (up === undefined) {
    throw atFile(down!, "A down file without its up file", `Add ${name}.up.sql.`);
  }
  if (down === undefined) return { name, up };
  if (!isUp(up)) refuseTwins(name, files);
  return { name, up, down };
}

function refuseTwins(name: string, files: readonly string[]): never {
  throw atFile(
    files[1]!,
    `Two files with one name, ${name}: ${files.join(", ")}`,
    "Rename or remove one of them.",
  );
}

function nameOf(file: string): string {
  return basename(file).replace(/(?:(?:\.(?:up|down))?\.sql|\.[^.]+)$/i, "");
}

function isUp(file: string): boolean {
  return /\.up\.sql$/i.test(file);
}

function isDown(file: string): boolean {
  return /\.down\.sql$/i.test(file);
}

/** What the paths of a directory's files begin with; the same for all, and there may be thousands. */
function shownDirectory(directory: string): string {
  return shown(directory, "-").slice(0, -1);
}

/** A path as people type it: relative where that is shorter. */
export function shown(directory: string, file: string): string {
  const path = join(directory, file);
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith("..") || fromHere === "" ? path : fromHere;
}

function atFile(file: string, problem: string, hint: string): MigrationFileError {
  return new MigrationFileError(problem, { file, line: 1, column: 1 }, hint);
}
