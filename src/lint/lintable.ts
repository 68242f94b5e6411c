import type { MigrationFileError } from "../errors/index.ts";
import { isRepeatableName, isSeedName, type Migration, type Section } from "../migrations/index.ts";

/** Whether it runs again whenever its text changes. */
export function isRepeatable({ name }: Pick<Lintable, "name">): boolean {
  return isRepeatableName(name);
}

/** Whether it holds rows for development and tests. */
export function isSeed({ name }: Pick<Lintable, "name">): boolean {
  return isSeedName(name);
}

/** Whether all of a section is in its file: no values of variables, and nothing that code makes. */
export function isOfTextAlone({ variables, generatedFrom }: Section): boolean {
  return variables === undefined && generatedFrom === undefined;
}

/** Whether its file is code, and not SQL: also one of another tool. */
export function isCode({ file }: Pick<Lintable, "file">): boolean {
  return /\.(?:[cm]?[jt]s|go)$/.test(file);
}

/** A migration that is to be linted; where its file cannot be read as a migration, only its text. */
export interface Lintable {
  readonly name: string;
  readonly file: string;
  /** The whole file. Of a pair, the up file. Empty where it is no text. */
  readonly source: string;
  readonly migration?: Migration;
  /**
   * What is run, in SQL: of a SQL migration its sections, of a JS or TS migration what its functions make.
   * Empty where that is not known.
   */
  readonly sections: Readonly<Partial<Record<"up" | "down", Section>>>;
  /** Why the file cannot be read. */
  readonly broken?: MigrationFileError;
  /** Whether what it does is not known, or not all of it. */
  readonly isPartial: boolean;
  /** Whether it is code of which not all could be looked into. */
  readonly hasUnknownCode?: boolean;
}

/** A file of a migration, with its whole text. */
export interface LintableFile {
  readonly file: string;
  readonly source: string;
  /** Of the down file of a pair: the section that it is. */
  readonly section?: Section;
}

/** The files of a migration: one, or two where up and down are a pair. */
export function lintableFiles({
  file,
  source,
  sections: { down },
  migration,
}: Lintable): LintableFile[] {
  const isPair = migration?.kind === "sql" && down !== undefined && down.file !== file;
  const own = { file, source };
  return isPair ? [own, { file: down.file, source: down.source, section: down }] : [own];
}
