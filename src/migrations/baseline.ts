import { makeDirectories } from "../database/index.ts";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { MigrationFileError } from "../errors/index.ts";
import { checksum, withoutClientCommands } from "../sql/text/index.ts";
import { listFiles, type ListingOptions } from "./directory.ts";
import { directoryOfGlob } from "./glob.ts";
import { locating, readText, type TextFile } from "./load.ts";
import type { Section } from "./migration.ts";
import { compareNames, prefixOf } from "./prefix.ts";
import { replaceFiles, writeChanges } from "./write-changes.ts";

/** A schema on which migrations stand that did not begin on an empty database. It stands for all that come before its end. */
export interface Baseline {
  /** Of the last migration that it stands for, or a number and a word of its own. */
  readonly name: string;
  readonly file: string;
  /** What makes the schema: the whole file, but for commands of psql. */
  readonly section: Section;
}

/** Where the baseline of a directory of migrations is. */
export function baselineDirectory(directory: string, { useGlob }: ListingOptions = {}): string {
  return join(useGlob ? directoryOfGlob(directory) : directory, "baseline");
}

/**
 * The baseline of a directory of migrations: the one .sql file in its directory `baseline`, where there is one.
 * @throws MigrationFileError where there are several, one has no number, or it is no schema
 */
export function findBaseline(
  directory: string,
  options: ListingOptions = {},
): Baseline | undefined {
  const place = baselineDirectory(directory, options);
  if (!existsSync(place)) return undefined;
  const [file, ...others] = listFiles(place).filter((one) => /\.sql$/i.test(one));
  if (file === undefined) return undefined;
  if (others.length > 0) throw refusal(file, severalBaselines(others), "Keep one of them.");
  return baselineFrom(basename(file).replace(/\.sql$/i, ""), { file, source: readText(file) });
}

function severalBaselines(others: readonly string[]): string {
  return `There is more than one baseline: ${others.join(", ")} too`;
}

/**
 * A schema's text as a baseline.
 * @throws MigrationFileError where its name has no number, or it is no schema
 */
export function baselineFrom(name: string, { file, source }: TextFile): Baseline {
  if (prefixOf(name) === undefined)
    throw refusal(
      file,
      "The name of the baseline does not begin with a number, so nobody knows which migrations come after it",
      "Name it as the last migration that it stands for, or with a number before the first one's.",
    );
  const text = locating(file, source, () => withoutClientCommands(source));
  const section = {
    ...{ file, source, start: 0, text, checksum: checksum(text) },
    ...{ noTransaction: false, opaque: false },
  };
  return { name, file, section };
}

/** Whether a baseline stands for a migration. */
export function standsFor(baseline: Baseline | undefined, name: string): boolean {
  return baseline !== undefined && compareNames(name, baseline.name) <= 0;
}

/** Writes a baseline, in the place of another one where there is one. */
export function replaceBaseline(file: string, text: string, other: string | undefined): void {
  makeDirectories(dirname(file));
  if (other === file) writeChanges([{ file, before: readText(file), after: text }]);
  else replaceFiles(file, text, other === undefined ? [] : [other]);
}

function refusal(file: string, problem: string, hint: string): MigrationFileError {
  return new MigrationFileError(problem, { file, line: 1, column: 1 }, hint);
}
