import { readdirSync, statSync, type Dirent } from "node:fs";
import { basename, join, relative } from "node:path";
import {
  ConfigurationError,
  MigrationFileError,
  MigrationsDirectoryError,
} from "../errors/index.ts";
import { compareNames, prefixOf } from "./prefix.ts";

/** The files of one migration. */
export interface MigrationFiles {
  readonly name: string;
  readonly up: string;
  /** Only where up and down are two files. */
  readonly down?: string;
}

export interface DirectoryOptions {
  /** A regular expression over whole file names; what it matches is passed over. Default: names that begin with a dot. */
  readonly ignorePattern?: string | undefined;
}

const migrationExtension = /\.(?:sql|[cm]?[jt]s)$/i;
const declaration = /\.d\.[cm]?ts$/i;

/**
 * The migrations of a directory in their order; README.md and whatever else is no migration is passed over.
 * Not recursive; symbolic links to files count.
 * @throws MigrationsDirectoryError | MigrationFileError | ConfigurationError
 */
export function findMigrations(
  directory: string,
  options: DirectoryOptions = {},
): MigrationFiles[] {
  const ignored = ignoring(options.ignorePattern ?? "\\..*");
  const files = list(directory)
    .filter((entry) => isFile(directory, entry))
    .map((entry) => entry.name)
    .filter(
      (name) => migrationExtension.test(name) && !declaration.test(name) && !ignored.test(name),
    );
  for (const file of files) refuseWithoutNumber(directory, file);
  return pair(directory, files).toSorted((a, b) => compareNames(a.name, b.name));
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

/** A link that leads nowhere counts as a file, so that reading it tells what is wrong. */
function isFile(directory: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(join(directory, entry.name)).isFile();
  } catch {
    return true;
  }
}

function refuseWithoutNumber(directory: string, file: string): void {
  if (prefixOf(file) === undefined) {
    throw atFile(
      directory,
      file,
      "The name does not begin with a number, so its order is unknown",
      "Rename it to <number>_<name>.sql, or move it out of the migrations directory.",
    );
  }
}

/** X.up.sql and X.down.sql are one migration X; X.sql is one alone. */
function pair(directory: string, files: readonly string[]): MigrationFiles[] {
  const groups = new Map<string, string[]>();
  for (const file of files) groups.set(nameOf(file), [...(groups.get(nameOf(file)) ?? []), file]);
  return [...groups].map(([name, members]) => oneMigration(directory, name, members));
}

function oneMigration(directory: string, name: string, files: readonly string[]): MigrationFiles {
  const [up, ...otherUps] = files.filter((file) => !isDown(file));
  const [down, ...otherDowns] = files.filter(isDown);
  if (otherUps.length > 0 || otherDowns.length > 0) refuseTwins(directory, name, files);
  if (up === undefined) {
    throw atFile(directory, down!, "A down file without its up file", `Add ${name}.up.sql.`);
  }
  if (down === undefined) return { name, up: shown(directory, up) };
  if (!isUp(up)) refuseTwins(directory, name, files);
  return { name, up: shown(directory, up), down: shown(directory, down) };
}

function refuseTwins(directory: string, name: string, files: readonly string[]): never {
  throw atFile(
    directory,
    files[1]!,
    `Two files with one name, ${name}: ${files.join(", ")}`,
    "Rename or remove one of them.",
  );
}

function nameOf(file: string): string {
  return file.replace(/(?:(?:\.(?:up|down))?\.sql|\.[^.]+)$/i, "");
}

function isUp(file: string): boolean {
  return /\.up\.sql$/i.test(file);
}

function isDown(file: string): boolean {
  return /\.down\.sql$/i.test(file);
}

/** A path as people type it: relative where that is shorter. */
export function shown(directory: string, file: string): string {
  const path = join(directory, file);
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith("..") || fromHere === "" ? path : fromHere;
}

function atFile(
  directory: string,
  file: string,
  problem: string,
  hint: string,
): MigrationFileError {
  return new MigrationFileError(
    problem,
    { file: shown(directory, basename(file)), line: 1, column: 1 },
    hint,
  );
}
