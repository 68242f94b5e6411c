import { readdirSync } from "node:fs";
import { MigrationFileError, MigrationsDirectoryError } from "../errors/index.ts";
import { shown } from "../migrations/index.ts";
import { locating, readText } from "../migrations/index.ts";
import { withoutMarkers } from "../sql/text/index.ts";

/** A file of another tool: its name within the directory, and the name that people are shown. */
export interface ForeignFile {
  readonly name: string;
  readonly shown: string;
}

/**
 * The files below a directory in the order of their names; dot files are passed over.
 * @throws MigrationsDirectoryError
 */
export function filesOf(directory: string, { recursive = false } = {}): ForeignFile[] {
  return entries(directory, recursive)
    .filter((name) => !/(?:^|[\\/])\./.test(name))
    .toSorted(byName)
    .map((name) => ({ name, shown: shown(directory, name) }));
}

/**
 * The text of a SQL file without the byte order mark.
 * @throws MigrationFileError for bytes that are not UTF-8, and a quote or comment that never ends
 */
export function textOf({ shown: file }: ForeignFile): string {
  const text = readText(file);
  locating(file, text, () => withoutMarkers(text));
  return text;
}

/** A note for each SQL file that the tool passes over. */
export function passedOver(
  tool: string,
  files: readonly ForeignFile[],
  isMigration: (file: ForeignFile) => boolean,
): string[] {
  return files
    .filter((file) => file.name.endsWith(".sql") && !isMigration(file))
    .map(({ shown: file }) => `${file} is no migration of ${tool}: it is not taken over.`);
}

/** Names in the order of their bytes, as most tools sort them. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Whole numbers as text in the order of their values. */
export function byNumber(a: string, b: string): number {
  const [first, second] = [BigInt(a), BigInt(b)];
  return first < second ? -1 : Number(first > second);
}

/** What is wrong with a file of another tool. */
export function fileError(file: string, problem: string, hint: string): MigrationFileError {
  return new MigrationFileError(problem, { file, line: 1, column: 1 }, hint);
}

/** The day in a number like 20240101120000. */
export function dayOf(number: string | undefined): string | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)\d{6}$/.exec(number ?? "");
  return match === null ? undefined : match.slice(1).join("-");
}

function entries(directory: string, recursive: boolean): string[] {
  try {
    return readdirSync(directory, { recursive, withFileTypes: false }) as string[];
  } catch (error) {
    throw new MigrationsDirectoryError(
      directory,
      "The other tool's files cannot be read",
      "Name the directory they are in with --from.",
      error,
    );
  }
}
