import { existsSync, statSync } from "node:fs";
import {
  type Connection,
  embeddedDirectory,
  extensionsIn,
  isAddress,
  shownAddress,
  type Database,
  isDatabaseUrl,
  isEmbeddedUrl,
  withConnection,
} from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { loadMigrations, type Migration, readText, resolveName } from "../migrations/index.ts";
import {
  afterBaseline,
  baselineOf,
  defaultLockWait,
  type DirectoryOptions,
  extensionsOf,
  allMigrationsOf,
  type TargetOptions,
} from "../engine/index.ts";
import type { SchemaFile } from "./schema-file.ts";

/** What a comparison may be made with. */
export type DiffSource =
  | { readonly kind: "database"; readonly label: string; readonly database: Database }
  | {
      readonly kind: "migrations";
      readonly label: string;
      /** Those to apply. */
      readonly migrations: readonly Migration[];
      /** Where they and what they stand on are, and nothing of where the options say. */
      readonly place: DirectoryOptions;
    }
  | ({ readonly kind: "schema-file"; readonly label: string } & SchemaFile);

/**
 * What a text names: a `postgres://` or `pglite:` URL; a `.sql` file; a directory of migrations, or
 * `directory@name` for those up to and including one. Where there is none, it is the directory of the options.
 * @throws InvalidRequestError for what is none of these; UnknownMigrationError and the errors of files
 */
export function diffSource(given: string | undefined, options: DirectoryOptions): DiffSource {
  if (given === undefined) return ofOptions(options);
  if (isDatabaseUrl(given)) return ofDatabase(existing(given));
  if (isDirectory(given)) return ofDirectory(given, given, undefined, options);
  const [, directory, name] = /^(.+)@([^@]+)$/.exec(given) ?? [];
  if (directory !== undefined && isDirectory(directory))
    return ofDirectory(given, directory, name, options);
  if (/\.sql$/i.test(given) && existsSync(given)) return ofSchemaFile(given);
  throw new InvalidRequestError(
    `"${given}" is neither a database URL, nor a directory of migrations, nor a .sql file`,
    "Write postgresql://user:password@host/database, migrations, migrations@NAME or schema.sql.",
  );
}

/** An embedded database that is not there would be made. */
function existing(url: string): string {
  if (!isEmbeddedUrl(url) || existsSync(embeddedDirectory(url))) return url;
  throw new InvalidRequestError(
    `There is no embedded database in ${embeddedDirectory(url)}`,
    "Check the directory after pglite:, which counts from the working directory.",
  );
}

/** A database as a source. */
export function ofDatabase(database: Database): DiffSource {
  const label = isAddress(database) ? shownAddress(database) : "the given database";
  return { kind: "database", label, database };
}

function ofOptions(options: DirectoryOptions): DiffSource {
  const label =
    options.migrations === undefined
      ? (options.migrationsDir ?? "migrations")
      : "the given migrations";
  return { kind: "migrations", label, migrations: allMigrationsOf(options), place: options };
}

/** The extensions that what makes a source asks for; a database has its own. */
export function extensionsOfSource(source: DiffSource): string[] {
  if (source.kind === "migrations")
    return extensionsOf(source.migrations, baselineOf(source.place));
  return source.kind === "schema-file" ? extensionsIn([source.text]) : [];
}

/** Acts with a connection to a source that is a database, which is read as it is. */
export function withSource<Result>(
  { database }: Extract<DiffSource, { kind: "database" }>,
  { lockWait = defaultLockWait }: Pick<TargetOptions, "lockWait">,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  return withConnection(database, { extensions: () => [], lockWait }, action);
}

function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function ofDirectory(
  label: string,
  directory: string,
  name: string | undefined,
  { ignorePattern, variables }: DirectoryOptions,
): DiffSource {
  const all = loadMigrations(directory, { ignorePattern, variables });
  const place = {
    migrationsDir: directory,
    ...{ migrations: undefined, baseline: undefined, useGlob: false },
  };
  if (name === undefined) return { kind: "migrations", label, migrations: all, place };
  const names = all.map((migration) => migration.name);
  const last = names.indexOf(resolveName(name, names));
  const baseline = baselineOf(place);
  if (names[last] !== baseline?.name) afterBaseline([all[last]!], baseline);
  return { kind: "migrations", label, migrations: all.slice(0, last + 1), place };
}

/** @throws InvalidRequestError for a migration, whose down section would undo the file */
function ofSchemaFile(file: string): DiffSource {
  const text = readText(file);
  if (/^--[\s-]*down\s+migration/im.test(text)) {
    throw new InvalidRequestError(
      `${file} is a migration with a down section, not a schema`,
      "Name the directory and the migration: migrations@NAME stands for what all up to NAME make.",
    );
  }
  return { kind: "schema-file", label: file, file, text };
}
