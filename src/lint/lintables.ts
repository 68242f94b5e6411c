import { readFileSync } from "node:fs";
import { basename } from "node:path";
import {
  InvalidRequestError,
  MigrationFileError,
  NoDownSectionError,
  PgmaestroError,
} from "../errors/index.ts";
import type { Watch } from "../events.ts";
import { type Lintable } from "./lintable.ts";
import { lintableMigration, lintableText } from "./lintable-text.ts";
import {
  type BrokenFile,
  findSeeds,
  isRead,
  isSqlSeed,
  type Migration,
  migrationsFrom,
  Modules,
  readMigrations,
  readSeed,
  readText,
  type Section,
} from "../migrations/index.ts";
import { inOrderOfNeeds, moduleWork, type Direction } from "../plan/index.ts";
import { directoryOf, readRepeatablesOf, type ScriptOptions } from "../engine/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import type { Variables } from "../sql/text/index.ts";
import { onlyWarnings } from "../trial/index.ts";

/**
 * The migrations of a directory as something to lint; those whose files cannot be read among them. JS and TS migrations are
 * loaded, for the SQL that their functions make.
 * @throws MigrationsDirectoryError; MigrationFileError for what concerns more than one file
 */
export async function lintables(options: ScriptOptions & SeedsOptions): Promise<Lintable[]> {
  const found =
    options.migrations === undefined
      ? readMigrations(directoryOf(options), options)
      : migrationsFrom(options.migrations, options.variables);
  const again = await inOrderAgain(options);
  const migrations = found.filter(isRead);
  const watch = onlyWarnings(options.onEvent);
  const modules = new Modules(migrations, watch, options);
  const result: Lintable[] = [];
  for (const one of found) {
    if ("error" in one) result.push(brokenLintable(one, options.variables));
    else if (one.kind === "sql") result.push(lintableMigration(one, textOfFile(one)));
    else result.push(await lintableModule(one, modules, watch));
  }
  return [...result, ...again, ...seedLintables(options)];
}

/** The whole text of a migration's file, also where code in it made the SQL. */
function textOfFile({ file, up }: Migration): string {
  return up.generatedFrom === undefined ? up.source : readText(file);
}

/** Where seeds are that are linted beside the migrations. */
export interface SeedsOptions {
  /** Their directory. Default: none are linted. */
  readonly seedsDir?: string | undefined;
}

/** Seeds of SQL; what those of JS and TS do is known when they run. */
function seedLintables({ seedsDir, variables }: SeedsOptions & ScriptOptions): Lintable[] {
  if (seedsDir === undefined) return [];
  return findSeeds(seedsDir)
    .filter(isSqlSeed)
    .map((seed) => {
      try {
        const read = readSeed(seed, variables);
        return lintableMigration(read, read.up.source);
      } catch (error) {
        if (!(error instanceof MigrationFileError)) throw error;
        return brokenLintable({ ...seed, error }, variables);
      }
    });
}

/** Repeatable migrations in the order in which they run; where one cannot be read, by their names. */
async function inOrderAgain(options: ScriptOptions): Promise<Lintable[]> {
  const found = readRepeatablesOf(options);
  const read = found.filter(isRead);
  const broken = found.filter((one): one is BrokenFile => "error" in one);
  const ordered = await inOrderOfNeeds(read, options.schema).catch((error: unknown) => {
    if (!(error instanceof MigrationFileError)) throw error;
    return read;
  });
  return [
    ...ordered.map((one) => lintableMigration(one, one.up.source)),
    ...broken.map((one) => brokenLintable(one, options.variables)),
  ];
}

/** A file that is all of its migration is linted as far as it can be read. */
function brokenLintable({ name, file, error }: BrokenFile, variables?: Variables): Lintable {
  const source = error.source ?? textOf(file);
  const isWhole = basename(file) === `${name}.sql` && error.source !== undefined;
  return isWhole
    ? lintableText(name, file, source, variables)
    : { name, file, source, sections: {}, broken: error, isPartial: true };
}

/** What can be shown of a file that cannot be read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** What cannot be known without the database, or not be loaded at all, makes the migration known in part. */
async function lintableModule(
  migration: Migration,
  modules: Modules,
  watch: Watch,
): Promise<Lintable> {
  const { name, file, up } = migration;
  await loadParser();
  let hasUnknownCode = false;
  const unknown = (message: string) => {
    hasUnknownCode = true;
    watch({ type: "warning", message, file });
  };
  const made = {
    up: await sectionOf(migration, "up", modules, unknown),
    down: await sectionOf(migration, "down", modules, unknown),
  };
  return {
    name,
    file,
    source: up.source,
    migration,
    sections: {
      ...(made.up && { up: made.up.section }),
      ...(made.down && { down: made.down.section }),
    },
    isPartial: made.up === undefined || made.up.isPartial,
    hasUnknownCode,
  };
}

async function sectionOf(
  migration: Migration,
  direction: Direction,
  modules: Modules,
  unknown: (message: string) => void,
): Promise<{ section: Section; isPartial: boolean } | undefined> {
  try {
    const evaluation = await modules.evaluation(migration, direction);
    const { section, waiting } = moduleWork(migration, direction, evaluation);
    if (waiting !== undefined)
      unknown(`It reads the database in ${direction}; what it does after that is not linted.`);
    return { section, isPartial: waiting !== undefined };
  } catch (error) {
    if (!(error instanceof PgmaestroError)) throw error;
    if (!(error instanceof NoDownSectionError))
      unknown(`What it does in ${direction} is not linted: ${error.message}`);
    return undefined;
  }
}

/** @throws InvalidRequestError where there is no migration */
export function refuseNothing(all: readonly Lintable[], options: ScriptOptions): void {
  if (all.length > 0) return;
  throw new InvalidRequestError(
    `There is no migration in ${directoryOf(options)}`,
    "`pgmaestro create NAME` writes one; or name another directory with --migrations-dir.",
  );
}
