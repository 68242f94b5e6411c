import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { MigrationFileError } from "../errors/index.ts";
import { lineColumn, type Variables } from "../sql/text/index.ts";
import { listFiles, type ListingOptions, repeatableFolder } from "./directory.ts";
import { directoryOfGlob } from "./glob.ts";
import { type BrokenFile, readText, sqlMigration } from "./load.ts";
import type { Migration } from "./migration.ts";
import { languages } from "./template.ts";

/** Whether a name is that of a repeatable migration. */
export function isRepeatableName(name: string): boolean {
  return name.startsWith(`${repeatableFolder}/`);
}

/** The directory of the repeatable migrations beside others. */
export function repeatableDirectory(
  directory: string,
  { useGlob }: Pick<ListingOptions, "useGlob"> = {},
): string {
  return join(useGlob ? directoryOfGlob(directory) : directory, repeatableFolder);
}

type RepeatableOptions = ListingOptions & { readonly variables?: Variables | undefined };

/**
 * The repeatable migrations of a directory, by name: the .sql files in its directory `repeatable`.
 * @throws MigrationFileError for what cannot be one
 */
export function findRepeatables(directory: string, options: RepeatableOptions = {}): Migration[] {
  return filesIn(directory, options).map((file) => load(file, options));
}

/** The same for who goes on where a file cannot be read. */
export function readRepeatables(
  directory: string,
  options: RepeatableOptions = {},
): (Migration | BrokenFile)[] {
  return filesIn(directory, options).map((file) => {
    try {
      return load(file, options);
    } catch (error) {
      if (!(error instanceof MigrationFileError)) throw error;
      return { name: nameOf(file), file, error };
    }
  });
}

function filesIn(directory: string, options: RepeatableOptions): string[] {
  const place = repeatableDirectory(directory, options);
  return existsSync(place) ? listFiles(place).filter(isInLanguage).toSorted() : [];
}

function nameOf(file: string): string {
  return `${repeatableFolder}/${basename(file).replace(/\.[^.]+$/, "")}`;
}

function load(file: string, options: RepeatableOptions): Migration {
  if (!/\.sql$/i.test(file)) throw notSql(file);
  return repeatableMigration(nameOf(file), file, readText(file), options);
}

function isInLanguage(file: string): boolean {
  return languages.some((language) => file.toLowerCase().endsWith(`.${language}`));
}

/**
 * A SQL text as a repeatable migration.
 * @param name `repeatable/` and that of the file
 * @throws MigrationFileError where it asks for what such a migration cannot have
 */
export function repeatableMigration(
  name: string,
  file: string,
  source: string,
  { variables }: { readonly variables?: Variables | undefined } = {},
): Migration {
  const migration = againMigration("A repeatable migration", name, file, source, variables);
  return { ...migration, isRepeatable: true };
}

/**
 * A SQL text that runs more than once, in one transaction.
 * @param what it is, as a sentence begins
 */
export function againMigration(
  what: string,
  name: string,
  file: string,
  source: string,
  variables: Variables | undefined,
): Migration {
  const migration = { ...sqlMigration(name, file, source, variables), prefix: Infinity };
  refuseAsked(what, migration);
  return migration;
}

/** A text that says how it is rolled back, or when it runs once, is that of another migration. */
function refuseAsked(
  what: string,
  { file, up, down, irreversible, phase, squashes }: Migration,
): void {
  if (down !== undefined) {
    const { line, column } = lineColumn(down.source, down.start);
    throw new MigrationFileError(
      `${what} has a down section`,
      { file, line: Math.max(1, line - 1), column },
      "Take it out: nothing runs it.",
      down.source,
    );
  }
  const asked = [
    [up.noTransaction, "no-transaction"],
    [up.opaque, "opaque"],
    [up.backfill !== undefined, "backfill"],
    [irreversible !== undefined, "irreversible"],
    [phase !== undefined, "phase"],
    [squashes !== undefined, "squashes"],
  ] as const;
  const found = asked.find(([isAsked]) => isAsked);
  if (found !== undefined)
    throw new MigrationFileError(
      `${what} asks for ${found[1]}`,
      { file, line: 1, column: 1 },
      "Take that line out, or move the statement into a migration of its own.",
    );
}

function notSql(file: string): MigrationFileError {
  return new MigrationFileError(
    "A repeatable migration that is not SQL",
    { file, line: 1, column: 1 },
    "Write it in SQL, or move it out of the directory.",
  );
}
