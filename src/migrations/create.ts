import { makeDirectories } from "../database/index.ts";
import { writeFileSync } from "node:fs";
import {
  InvalidRequestError,
  MigrationFileError,
  MigrationsDirectoryError,
} from "../errors/index.ts";
import { findBaseline } from "./baseline.ts";
import { findMigrations, shown, type ListingOptions, type MigrationFiles } from "./directory.ts";
import { directoryOfGlob } from "./glob.ts";
import { newNumber, type Numbering } from "./new-number.ts";
import {
  builtinTemplate,
  ownTemplate,
  sqlTemplate,
  type MigrationContent,
  type MigrationLanguage,
  type Template,
} from "./template.ts";

/** A migration file that was written. */
export interface CreatedMigration {
  readonly name: string;
  /** The new file. */
  readonly file: string;
  /** Migrations that bear the same name under another number. */
  readonly sameName: readonly string[];
}

/** What a new migration looks like. */
export interface NewMigrationOptions extends ListingOptions {
  /** Default: `sql`. */
  readonly language?: MigrationLanguage | undefined;
  /** Default: that of the newest migration, in an empty directory `timestamp`. */
  readonly filenameFormat?: Numbering | undefined;
  /** A file to copy instead, relative to the working directory; its extension decides the language. */
  readonly templateFileName?: string | undefined;
  /** What the sections of a SQL migration say, and its description. */
  readonly content?: MigrationContent | undefined;
  /** Write nothing. */
  readonly dryRun?: boolean | undefined;
}

/** A new migration that is not written yet. */
export interface MigrationDraft extends CreatedMigration {
  readonly text: string;
}

/**
 * Writes a new migration with its header filled in: `<number>_<words-with-dashes>.<language>`.
 * The directory is made where it is not there.
 * @param words the name as typed: words in one or more arguments, blanks and underscores become dashes
 * @throws InvalidRequestError when no usable name is left; MigrationsDirectoryError | MigrationFileError | ConfigurationError
 */
export function createMigration(
  directory: string,
  words: readonly string[],
  options: NewMigrationOptions = {},
  now = new Date(),
): CreatedMigration {
  const draft = draftMigration(directory, words, options, now);
  if (!options.dryRun) writeMigration(draft);
  const { text: _, ...created } = draft;
  return created;
}

/**
 * A new migration's name and text. The directory is made where it is not there, unless nothing is to be written.
 * @throws as `createMigration`
 */
export function draftMigration(
  directory: string,
  words: readonly string[],
  options: NewMigrationOptions = {},
  now = new Date(),
): MigrationDraft {
  const slug = slugOf(words);
  const { extension, text } = templateOf(slug, options, now);
  const place = options.useGlob ? directoryOfGlob(directory) : directory;
  if (!options.dryRun) makeDirectory(place);
  const names = existing(directory, options).map(({ name }) => name);
  const baseline = findBaseline(directory, options);
  const earlier = baseline === undefined ? names : [...names, baseline.name];
  const name = `${newNumber(earlier, options.filenameFormat, now)}_${slug}`;
  const file = shown(place, `${name}.${extension}`);
  const sameName = names.filter((other) => other.replace(/^\d+_?/, "") === slug);
  return { name, file, sameName, text };
}

/**
 * Writes a draft.
 * @throws MigrationFileError
 */
export function writeMigration({ file, text }: MigrationDraft): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    throw new MigrationFileError(
      `The file cannot be written: ${(error as Error).message}`,
      { file, line: 1, column: 1 },
      "Check the directory's permissions.",
      undefined,
      error,
    );
  }
}

function slugOf(words: readonly string[]): string {
  const slug = words
    .join("-")
    .trim()
    .replace(/\.sql$/i, "")
    .replaceAll(/[\s_]+/g, "-");
  const isUsable = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}.-]*$/u.test(slug) && slug.length <= 200;
  if (isUsable && !/\.(?:up|down)$/i.test(slug)) return slug;
  throw new InvalidRequestError(
    `"${words.join(" ")}" cannot be the name of a file`,
    "Use letters, digits, dashes and underscores, at most 200: `pgmaestro create add_workflow_triggers`.",
  );
}

function templateOf(
  slug: string,
  { language, templateFileName, content }: NewMigrationOptions,
  now: Date,
): Template {
  if (content !== undefined) return sqlTemplate(titleOf(slug), localDate(now), content);
  if (templateFileName !== undefined) return ownTemplate(templateFileName);
  return builtinTemplate(language ?? "sql", titleOf(slug), localDate(now));
}

/** `add-workflow-triggers` as a title: `Add Workflow Triggers`. */
export function titleOf(slug: string): string {
  return slug
    .split("-")
    .filter((word) => word !== "")
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join(" ");
}

/** A day as headers have it: `2026-11-27`. */
export function localDate(now: Date): string {
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
}

function makeDirectory(directory: string): void {
  try {
    makeDirectories(directory);
  } catch (error) {
    throw new MigrationsDirectoryError(
      directory,
      "The migrations directory cannot be made",
      (error as Error).message,
      error,
    );
  }
}

/** A directory that is not made, as nothing is to be written, holds nothing. */
function existing(directory: string, options: NewMigrationOptions): MigrationFiles[] {
  try {
    return findMigrations(directory, options);
  } catch (error) {
    if (options.dryRun && error instanceof MigrationsDirectoryError) return [];
    throw error;
  }
}
