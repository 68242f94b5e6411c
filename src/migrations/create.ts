import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  InvalidRequestError,
  MigrationFileError,
  MigrationsDirectoryError,
} from "../errors/index.ts";
import { findMigrations, shown, type DirectoryOptions } from "./directory.ts";

export interface CreatedMigration {
  readonly name: string;
  /** The new file. */
  readonly file: string;
  /** Migrations that bear the same name under another number. */
  readonly sameName: readonly string[];
}

/**
 * Writes a new SQL migration with its header and both markers: `<epoch-ms>_<words-with-dashes>.sql`.
 * The directory is made where it is not there.
 * @param words the name as typed: words in one or more arguments, blanks and underscores become dashes
 * @throws InvalidRequestError when no usable name is left; MigrationsDirectoryError | MigrationFileError
 */
export function createMigration(
  directory: string,
  words: readonly string[],
  options?: DirectoryOptions,
  now = new Date(),
): CreatedMigration {
  const slug = slugOf(words);
  makeDirectory(directory);
  const names = findMigrations(directory, options).map(({ name }) => name);
  const name = `${freeNumber(names, now.getTime())}_${slug}`;
  const file = shown(directory, `${name}.sql`);
  write(join(directory, `${name}.sql`), file, template(slug, now));
  return { name, file, sameName: names.filter((other) => other.replace(/^\d+_?/, "") === slug) };
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

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new MigrationsDirectoryError(
      directory,
      "The migrations directory cannot be made",
      (error as Error).message,
      error,
    );
  }
}

/** Two migrations made within one millisecond get numbers of their own. */
function freeNumber(names: readonly string[], wanted: number): number {
  const taken = new Set(names.map((name) => /^\d+/.exec(name)![0]));
  let number = wanted;
  while (taken.has(String(number))) number++;
  return number;
}

function template(slug: string, now: Date): string {
  return `-- Migration: ${titleOf(slug)}
-- Created: ${localDate(now)}
-- Description:

-- Up Migration


-- Down Migration

`;
}

function titleOf(slug: string): string {
  return slug
    .split("-")
    .filter((word) => word !== "")
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join(" ");
}

function localDate(now: Date): string {
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
}

function write(path: string, file: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: "wx" });
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
