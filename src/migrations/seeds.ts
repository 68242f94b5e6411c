import { existsSync } from "node:fs";
import { basename } from "node:path";
import { InvalidRequestError, MigrationFileError, MissingPackageError } from "../errors/index.ts";
import { nearestName } from "../nearest-name.ts";
import type { Variables } from "../sql/text/index.ts";
import { isMigrationFile, listFiles } from "./directory.ts";
import { importFile, type ModuleOptions } from "./import-file.ts";
import { keepingDirectory } from "./kept-directory.ts";
import { moduleMigration, readText } from "./load.ts";
import type { Migration } from "./migration.ts";
import { moduleError, type ModuleFunction } from "./module.ts";
import { againMigration } from "./repeatable.ts";

/** A file with rows for development and tests. */
export interface SeedFile {
  /** `seeds/` and that of the file. */
  readonly name: string;
  readonly file: string;
}

const seedPrefix = "seeds/";

/** Whether a name is that of a seed. */
export function isSeedName(name: string): boolean {
  return name.startsWith(seedPrefix);
}

/** The seeds of a directory, by name; none where there is no directory. */
export function findSeeds(directory: string): SeedFile[] {
  if (!existsSync(directory)) return [];
  const files = listFiles(directory).filter(isMigrationFile).toSorted();
  return files.map((file) => ({ name: `${seedPrefix}${wordOf(file)}`, file }));
}

function wordOf(file: string): string {
  return basename(file).replace(/\.[^.]+$/, "");
}

/**
 * Those that are meant, in their own order; all where no name is given.
 * @throws InvalidRequestError
 */
export function chosenSeeds(
  directory: string,
  all: readonly SeedFile[],
  names: readonly string[],
): readonly SeedFile[] {
  if (all.length === 0)
    throw new InvalidRequestError(
      `There is no seed in ${directory}`,
      "Write one, such as seeds/demo.sql; `seedsDir` in the config names another directory.",
    );
  const wanted = new Set(names.map(wordOf));
  const known = all.map(({ file }) => wordOf(file));
  const unknown = [...wanted].find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const near = nearestName(unknown, known, 3);
    const hint = near === undefined ? `There are ${known.join(", ")}.` : `Did you mean ${near}?`;
    throw new InvalidRequestError(`There is no seed "${unknown}" in ${directory}`, hint);
  }
  return wanted.size === 0 ? all : all.filter(({ file }) => wanted.has(wordOf(file)));
}

/** Whether a seed is a text of SQL. */
export function isSqlSeed({ file }: SeedFile): boolean {
  return /\.sql$/i.test(file);
}

/**
 * A seed of SQL, read.
 * @throws MigrationFileError
 */
export function readSeed({ name, file }: SeedFile, variables?: Variables): Migration {
  return againMigration("A seed", name, file, readText(file), variables);
}

/**
 * A seed, read; one of JS or TS is imported.
 * @throws MigrationFileError
 */
export async function loadSeed(
  seed: SeedFile,
  options: ModuleOptions & { readonly variables?: Variables | undefined },
): Promise<Migration> {
  if (isSqlSeed(seed)) return readSeed(seed, options.variables);
  const { name, file } = seed;
  const source = readText(file);
  const up = await functionIn(file, source, options);
  return { ...moduleMigration(name, file, source, { up, down: false }), prefix: Infinity };
}

async function functionIn(
  file: string,
  source: string,
  options: ModuleOptions,
): Promise<ModuleFunction> {
  const loaded = await keepingDirectory(() => importFile(file, options)).catch((error: unknown) => {
    if (error instanceof MissingPackageError) throw error;
    throw moduleError("The seed cannot be loaded", file, source, error);
  });
  const found = loaded["seed"] ?? loaded["default"];
  if (typeof found === "function") return found as ModuleFunction;
  throw new MigrationFileError(
    "The seed exports no function",
    { file, line: 1, column: 1 },
    "Write `export async function seed({ db }) { … }`.",
    source,
  );
}
