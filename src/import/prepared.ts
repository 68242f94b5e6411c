import { makeDirectories } from "../database/index.ts";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatLocation, MigrationsDirectoryError } from "../errors/index.ts";
import { convert } from "./convert.ts";
import { giveNames } from "./names.ts";
import type { ForeignState } from "./read.ts";
import type { ForeignMigration, ImportSource } from "./source.ts";
import {
  type Migration,
  offsetInFile,
  type Section,
  shown,
  sqlMigration,
} from "../migrations/index.ts";
import { locationIn, SqlTextError } from "../sql/text/index.ts";
import { loadParser, parseSection } from "../sql/statement/index.ts";

/** Our file for a migration of another tool, not written yet. */
export interface PreparedFile {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly hasDown: boolean;
  readonly hadMarkers: boolean;
  readonly migration: Migration;
  readonly foreign: ForeignMigration;
  readonly applied?: { readonly at?: string | undefined } | undefined;
}

/** The files that an import writes, in their order, and what there is to say of them. */
export async function prepareFiles(
  source: ImportSource,
  { migrations, applied }: ForeignState,
  directory: string,
): Promise<{ readonly files: PreparedFile[]; readonly notes: string[] }> {
  await loadParser();
  const { names, renumbered } = giveNames(migrations);
  const files = migrations.map((foreign, index) => ({
    ...prepareFile(source, foreign, names[index]!, directory),
    applied: applied.get(foreign.id),
  }));
  const notes = files.flatMap(notesOn);
  return { files, notes: renumbered ? [renumberedNote(source), ...notes] : notes };
}

function prepareFile(
  source: ImportSource,
  foreign: ForeignMigration,
  name: string,
  directory: string,
): PreparedFile {
  const file = shown(directory, `${name}.sql`);
  const converted = convert(source.title, name, foreign);
  return { name, file, ...converted, migration: sqlMigration(name, file, converted.text), foreign };
}

function renumberedNote({ title }: ImportSource): string {
  return `The migrations are renumbered: the numbers of ${title} do not keep the order here.`;
}

function notesOn({ foreign, migration, hadMarkers }: PreparedFile): string[] {
  const marker = `${foreign.file.shown} has lines that read like our section markers: they are made remarks.`;
  return [...(hadMarkers ? [marker] : []), ...refusals(migration)];
}

/** What `up` and `down` are going to refuse in a file. */
function refusals({ up, down }: Migration): string[] {
  return [up, down].flatMap((section) => (section === undefined ? [] : refusal(section)));
}

function refusal(section: Section): string[] {
  try {
    parseSection(section.text);
    return [];
  } catch (error) {
    if (!(error instanceof SqlTextError)) throw error;
    const location = locationIn(section, offsetInFile(section, error.offset));
    return [`${formatLocation(location)}: ${error.message}. ${error.hint}`];
  }
}

/**
 * Writes files, all or none, and acts; where that fails they are taken away again.
 * @throws MigrationsDirectoryError where they cannot be written
 */
export async function writingFiles(
  files: readonly PreparedFile[],
  directory: string,
  action: () => Promise<void>,
): Promise<void> {
  const written: string[] = [];
  try {
    writeAll(files, directory, written);
    await action();
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
}

function writeAll(files: readonly PreparedFile[], directory: string, written: string[]): void {
  let temporary: string | undefined;
  try {
    makeDirectories(directory);
    temporary = mkdtempSync(join(directory, ".import-"));
    for (const { name, text } of files) writeFileSync(join(temporary, `${name}.sql`), text);
    for (const { name } of files) {
      const path = join(directory, `${name}.sql`);
      renameSync(join(temporary, `${name}.sql`), path);
      written.push(path);
    }
  } catch (error) {
    throw new MigrationsDirectoryError(
      directory,
      "The files cannot be written",
      (error as Error).message,
      error,
    );
  } finally {
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
  }
}
